"""The same questions by voice and on a phone: whether they come to the same answer, and whether it is one sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from evaluation.bootstrap import Statistic
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.qa_asking import Asking
from evaluation.qa_judged import Flags
from evaluation.qa_requests import CHANNEL
from evaluation.qa_reworded import same_answer
from evaluation.ratios import of_sums
from models.question_answering.value_settings import ValueSettings
from models.question_answering.verdicts import accords, plain_truth

CHANNELS: Final[Mapping[str, str]] = {"voice": "by voice", "phone": "on a phone"}
_SAME, _SENTENCE = "same_answer", "one_sentence"
MEASURES: Final = tuple(f"{what}_{name}" for name in CHANNELS for what in (_SAME, _SENTENCE))
_VALUES: Final = ValueSettings()
_DISPUTED: Final = "disputed"
# A mark that ends a sentence, before a word that begins one; initials and titles of people end none.
_NEXT: Final = re.compile(r"(?<!\b[A-Z])(?<!\b[DM]r)(?<!\bSt)(?<!\bMrs)[.!?][\"'”’»)]*\s+[\"'“‘«(]*[A-ZÀ-ÖØ-Þ]")  # noqa: RUF001
_SOURCE: Final = " (from "  # of a written answer, behind what it says
_FIRST: Final = re.compile(r"(yes|no)\b", re.IGNORECASE)
_MARKUP: Final = re.compile(r"<[a-z/!][^<>]*>|&[a-z]+;|[*_`#]{2,}|\n", re.IGNORECASE)


def measures(asking: Asking, sample: pd.DataFrame, plain: pd.DataFrame) -> dict[str, Measure]:
    """Of each channel but the page, how many questions come to its answer, and how many answers are one sentence.

    Args:
        asking: Asks the model.
        sample: Rows of `qa_requests.requests`.
        plain: Answers to them on the page.
    """
    found: dict[str, Measure] = {}
    for name, how in CHANNELS.items():
        answers = asking.answers(sample.assign(**{CHANNEL: name}))
        given = ~answers["abstained"].to_numpy(dtype=bool)
        rows = sample[["group"]].assign(
            same=same_answer(plain, answers) & ~says_otherwise(plain, answers), given=given, one=given & spoken(answers)
        )
        statistics: dict[str, Statistic] = {
            f"{_SAME}_{name}": of_sums("same"),
            f"{_SENTENCE}_{name}": of_sums("one", "given"),
        }
        says = {
            f"{_SAME}_{name}": f"of test questions asked {how}, those that come to the answer of the page: the same "
            "evidence, and no other verdict or value in words, or nothing given to either",
            f"{_SENTENCE}_{name}": f"of the answers that are given {how}, those that are one sentence without markup",
        }
        found |= measured(rows, statistics, says, asking.settings)
    return found


def spoken(answers: pd.DataFrame) -> Flags:
    """Which answers are one sentence that can be said as it stands; (n,).

    >>> spoken(pd.DataFrame({"answer": ["It weighs 2.5 kg.", "A reviewer says: No. It broke.", "It is <b>red</b>."]}))
    array([ True, False, False])
    """
    texts = ["" if pd.isna(one) else str(one).strip() for one in answers["answer"]]
    one = [bool(text) and not _NEXT.search(text) and not _MARKUP.search(text) for text in texts]
    return np.array(one, dtype=bool)


def says_otherwise(one: pd.DataFrame, other: pd.DataFrame) -> Flags:
    """Whether two answers that are both given say two verdicts or values in words; (n,)."""
    found = np.zeros(len(one), dtype=bool)
    given = ~one["abstained"].to_numpy(dtype=bool) & ~other["abstained"].to_numpy(dtype=bool)
    for row in np.flatnonzero(given).tolist():
        first, second = one.iloc[row], other.iloc[row]
        truth = _verdict(str(first["answer"]))
        disputed = _DISPUTED in other and bool(second[_DISPUTED])
        found[row] = (
            truth is not None
            and accords(truth, str(second["answer"]), "", disputed=disputed, settings=_VALUES) is False
        )
    return found


def _verdict(answer: str) -> str | None:
    """The value or the yes or no that a written answer says, None where it says neither."""
    said = answer.split(_SOURCE, 1)[0].strip().rstrip(".")
    first = _FIRST.match(said)
    return plain_truth([said]) or (None if first is None else first[0].casefold())
