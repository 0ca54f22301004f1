"""One row per test question: what was found, whether it was given, and whether it is right."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation import qa_ranked
from evaluation.qa_judged import ACCOUNT, Flags, Judged, truths
from evaluation.qa_own import Own
from evaluation.qa_requests import FLAGS, examples_of
from evaluation.qa_reworded import agreement
from evaluation.qa_right import DISPUTED, agreed, found_something, rests_on_right, truth_told
from evaluation.ranked_answers import rows_of

Column = npt.NDArray[Any]
_KEPT: Final = ("example_id", "group", "kind")
_MIXED: Final = "mixed"  # true answer to a question on which reviewers disagree


def outcomes(table: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """What the answers to `qa_requests.requests` came to, in the order of the questions; see `compared`."""
    examples = examples_of(table)
    return compared(table, answers, Judged.of(table, examples), Own.of(examples))


def compared(table: pd.DataFrame, answers: pd.DataFrame, judged: Judged, own: Own) -> pd.DataFrame:
    """What was answered held against what people judged.

    Columns: `example_id`, `group`, `kind`, the flags that slices are cut by; `answerable`; `found` (there is an answer,
    given or withheld), `given`, `score` (its confidence, 0 where nothing is found), `label` (found and right) and
    `given_right`; `first_right` and `reciprocal_rank` of the listed candidates, of an answer without any of the answer;
    `right_sources` and `source` of the first, `source_right`; `false_answer` (given though nothing answers);
    `kind_known` and `kind_right`; those of `qa_reworded.agreement`; `account_*` of answerable questions about
    accounts; `worded` (given about a product, says a verdict or value where the truth is one, see `qa_right.agreed`)
    and `worded_right`; `mixed` (given, and reviewers disagree) and `mixed_told`; `from_others` (from another
    customer's rows).

    Args:
        table: Rows of `qa_requests.requests`, perhaps put otherwise.
        answers: One to each.
        judged: Of the table's questions.
        own: Whose rows are whose.

    Raises:
        ValueError: There is not one answer for each question.
    """
    answers = in_order(table, answers)
    answerable = judged.has(judged.answering()["row"])
    found, right = found_something(answers), rests_on_right(answers, judged)
    given = ~answers["abstained"].to_numpy(dtype=bool)
    personal = table["personal"].to_numpy(dtype=bool)
    columns: dict[str, Column] = {
        **{name: table[name].astype("str").to_numpy(object) for name in _KEPT},
        **{name: table[name].to_numpy(dtype=bool) for name in FLAGS},
        "answerable": answerable,
        "unanswerable": ~answerable,
        "found": found,
        "given": given,
        "score": np.where(found, pd.to_numeric(answers["confidence"]).fillna(0.0).to_numpy(np.float64), 0.0),
        "label": right.astype(np.int8),
        "given_right": given & right,
        "false_answer": given & ~answerable,
        **_listed(answers, judged, right, found),
        **_kinds(table, answers),
        **agreement(table, answers),
        **_account(answers, judged, personal & answerable, right, given),
        **_worded(answers, judged, given & ~personal),
        **_disagreement(answers, judged, given),
        "from_others": own.foreign(table, answers),
    }
    return pd.DataFrame(columns)


def in_order(table: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """The answers in the order of their questions.

    Raises:
        ValueError: There is not one answer for each question.
    """
    row = rows_of(table, answers)
    if len(row) != len(table):
        raise ValueError(f"{len(table):,} questions were asked and {len(row):,} answers came; one each is meant.")
    return answers.iloc[np.argsort(row, kind="stable")].reset_index(drop=True)


def _listed(answers: pd.DataFrame, judged: Judged, right: Flags, found: Flags) -> dict[str, Column]:
    """Of the listed candidates; an answer from an account lists none, and is its own first."""
    ranked = qa_ranked.listed(answers)
    lists = qa_ranked.lists_any(ranked, judged.count)
    reciprocal = np.where(lists, qa_ranked.reciprocal_ranks(ranked, judged), right.astype(np.float64))
    source = qa_ranked.first_sources(ranked, judged.count)
    source = source.where(lists, answers["source"].astype("str").where(found))
    sources = qa_ranked.sources_of(judged)
    cells = zip(source, sources, strict=True)
    return {
        "reciprocal_rank": reciprocal,
        "first_right": reciprocal == 1.0,
        "source": source.to_numpy(object),
        "right_sources": sources.to_numpy(object),
        "source_right": np.array([isinstance(one, str) and one in every.split() for one, every in cells], dtype=bool),
    }


def _kinds(table: pd.DataFrame, answers: pd.DataFrame) -> dict[str, Column]:
    known = table["kind"].notna().to_numpy(dtype=bool)
    same = table["kind"].astype("str").to_numpy(object) == answers["kind"].astype("str").to_numpy(object)
    return {"kind_known": known, "kind_right": known & same}


def _account(answers: pd.DataFrame, judged: Judged, asked: Flags, right: Flags, given: Flags) -> dict[str, Column]:
    """Of answerable questions about an account: the right row, and the truth in words of those that are given."""
    truth = truths(judged)
    known = np.isin(np.arange(judged.count), list(truth))
    told = right & (truth_told(answers, truth) | ~known)
    # one that is withheld says nothing
    right = np.where(given, told, right)
    from_account = answers["source"].isin(ACCOUNT).to_numpy(dtype=bool)
    return {
        "account_asked": asked,
        "account_right": asked & right & from_account,
        "account_given": asked & given,
        "account_told": asked & given & told & from_account,
    }


def _worded(answers: pd.DataFrame, judged: Judged, given: Flags) -> dict[str, Column]:
    """Of answers about products, whatever they rest on: those that say what the truth can be held against."""
    says, agrees = agreed(answers, judged)
    return {"worded": given & says, "worded_right": given & agrees}


def _disagreement(answers: pd.DataFrame, judged: Judged, given: Flags) -> dict[str, Column]:
    """Of answers that are given: one that is withheld tells nothing."""
    truth = truths(judged)
    mixed = given & np.array([truth.get(row) == _MIXED for row in range(judged.count)], dtype=bool)
    says = answers[DISPUTED].to_numpy(dtype=bool) if DISPUTED in answers else np.zeros(len(mixed), dtype=bool)
    return {"mixed": mixed, "mixed_told": mixed & says}
