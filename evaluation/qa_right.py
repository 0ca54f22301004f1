"""Whether an answer is right: by the candidate that it rests on, and by the truth in words where that is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation.qa_judged import ACCOUNT, PASSAGES, Flags, Judged, folded, folded_all
from models.question_answering.abstention_settings import AbstentionSettings
from models.question_answering.own_truths import number_accords
from models.question_answering.value_settings import ValueSettings
from models.question_answering.verdicts import accords, plain_truth

DISPUTED: Final = "disputed"  # an answer says so of itself; one of a version from before that never does
_VALUES: Final = ValueSettings()
_LETTERS: Final = AbstentionSettings().evidence_letters
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_YES_NO: Final = ("yes", "no")


def found_something(answers: pd.DataFrame) -> Flags:
    """Whether there is an answer, given or withheld for want of confidence; not where it is refused; (n,)."""
    given = ~answers["abstained"].to_numpy(dtype=bool)
    sure = pd.to_numeric(answers["confidence"]).fillna(0.0).to_numpy(np.float64) > 0
    # A true "no such row" has no evidence, and withheld it has nothing but its confidence.
    no_row = answers["source"].isin(ACCOUNT).to_numpy(dtype=bool) & sure
    found: Flags = given | answers["evidence"].notna().to_numpy(dtype=bool) | no_row
    return found


def rests_on_right(answers: pd.DataFrame, judged: Judged) -> Flags:
    """Whether it rests on a candidate that answers; (n,).

    A passage is one where the evidence begins as it does, spelling and blanks apart. A row of an account is one by its
    id; where the right answer is that there is no such row, the answer has none. One that says otherwise than the
    truth, see `agreed`, is not right whatever it rests on.

    Args:
        answers: One to each question, in their order.
        judged: Of these questions.
    """
    says, agrees = agreed(answers, judged)
    return _rests_on(answers, judged) & ~(says & ~agrees)


def agreed(answers: pd.DataFrame, judged: Judged) -> tuple[Flags, Flags]:
    """Which answers say a verdict or value where the truth is one, and which of them the true one; (n,) each.

    See `verdicts`. An answer that is withheld says nothing but that its sources disagree.
    """
    says, agrees = (np.zeros(len(answers), dtype=bool) for _ in range(2))
    disputed = answers[DISPUTED].to_numpy(dtype=bool) if DISPUTED in answers else np.zeros(len(answers), dtype=bool)
    for row, labels in judged.answering().groupby("row"):
        place = int(str(row))
        truth = plain_truth(labels["answer"].tolist())
        if truth is None:
            continue
        told = answers.iloc[place]
        answer, evidence = ("" if pd.isna(told[name]) else str(told[name]) for name in ("answer", "evidence"))
        found = accords(truth, answer, evidence, disputed=bool(disputed[place]), settings=_VALUES)
        says[place], agrees[place] = found is not None, found is True
    return says, agrees


def _rests_on(answers: pd.DataFrame, judged: Judged) -> Flags:
    evidence, found = folded_all(answers["evidence"]).tolist(), found_something(answers)
    ids = [None if pd.isna(one) else str(one) for one in answers["evidence_id"]]
    own = answers["source"].isin(ACCOUNT).tolist()
    right = np.zeros(len(answers), dtype=bool)
    known = judged.answering()
    cells = zip(*(known[name].tolist() for name in ("row", "folded", "text", "source")), strict=True)
    for row, text, written, source in cells:
        if right[row] or not found[row]:
            continue
        if own[row]:
            right[row] = source in ACCOUNT and ids[row] == (None if pd.isna(written) else str(written))
        else:
            right[row] = source in PASSAGES and begins(evidence[row], text)
    return right


def begins(evidence: str, text: str) -> bool:
    """Whether evidence begins as a passage does, both folded; of long passages the beginning is looked at."""
    return bool(text) and evidence.startswith(text[:_LETTERS])


def truth_told(answers: pd.DataFrame, truth: Mapping[int, str]) -> Flags:
    """Whether an answer that is given tells the truth in words, itself or in its evidence; (n,)."""
    found = np.zeros(len(answers), dtype=bool)
    for row, words in truth.items():
        told = answers.iloc[row]
        if not bool(told["abstained"]):
            found[row] = tells(words, _text(told["answer"]), _text(told["evidence"]))
    return found


def tells(truth: str, answer: str, evidence: str) -> bool:
    """Whether a text tells a true yes or no, day (of several one), count, amount or name.

    >>> tells("2025-07-03, 2025-07-05", "It comes on 3 July.", "order t1; expected 2025-07-03")
    True
    >>> tells("2", "You bought it twice.", ""), tells("9.98", "You paid 19.98.", "")
    (True, False)
    """
    wanted, said = folded(truth), folded(answer)
    if wanted in _YES_NO:
        return re.split(r"\W+", said, maxsplit=1)[0] == wanted
    both = f"{said} {folded(evidence)}"
    days = _DAY.findall(wanted)
    if days:
        return any(day in both for day in days)
    number = number_accords(wanted, said)
    if number is not None:
        return number
    return re.search(rf"(?<![\w.]){re.escape(wanted)}(?!\.?\w)", both) is not None


def _text(cell: Any) -> str:
    return cell if isinstance(cell, str) else ""
