"""Questions put otherwise by rule: case, marks, politeness, slips of the finger, markup, and what that costs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import pandas as pd

from evaluation.bootstrap import Statistic
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.qa_asking import Asking
from evaluation.qa_planted import lost
from evaluation.qa_reworded import same_answer
from evaluation.ratios import of_sums
from evaluation.search_slips import slipped

Change = Callable[[str, str, int], str]
_CHATTER: Final = "We have been looking at this page for a while and talked about it at home. "
_LONG: Final = 5_000
_MARKS: Final = re.compile(r"[^\w\s'-]+")


def _typos(slips: int) -> Change:
    def change(text: str, name: str, seed: int) -> str:
        return slipped(text, slips, seed=seed, name=name) or text

    return change


CHANGES: Final[dict[str, tuple[str, Change]]] = {
    "upper_case": ("in capital letters", lambda text, *_: text.upper()),
    "lower_case": ("in small letters", lambda text, *_: text.lower()),
    "no_marks": ("without punctuation", lambda text, *_: _MARKS.sub(" ", text)),
    "polite": (
        "within words of politeness",
        lambda text, *_: f"Hello, sorry to bother you. Could you please tell me: {text} Thank you very much!",
    ),
    "typo": ("with a slip of the finger", _typos(1)),
    "typos": ("with two slips of the finger", _typos(2)),
    "long": (
        f"behind {_LONG:,} characters that ask nothing",
        lambda text, *_: _CHATTER * (_LONG // len(_CHATTER)) + text,
    ),
    "markup": ("within markup of a page", lambda text, *_: f"<p>&nbsp;<b>{text}</b><br /></p>"),
}
MEASURES: Final = tuple(f"{what}_{name}" for name in CHANGES for what in ("same_answer", "p_at_1_lost"))


def measures(asking: Asking, sample: pd.DataFrame, plain: pd.DataFrame) -> dict[str, Measure]:
    """How many questions come to the same answer when they are put otherwise, and the P@1 that it costs.

    Args:
        asking: `seed` draws the slips.
        sample: Rows of `qa_requests.requests`.
        plain: Answers to them as they are.
    """
    found: dict[str, Measure] = {}
    before = asking.outcomes(sample, plain)
    texts = sample["question"].fillna("").astype("str").tolist()
    names, seed = sample["example_id"].astype("str").tolist(), int(asking.settings["seed"])
    for name, (what, change) in CHANGES.items():
        changed = [change(text, one, seed) for text, one in zip(texts, names, strict=True)]
        table = sample.assign(question=pd.Series(changed, index=sample.index, dtype="str"))
        answers = asking.answers(table)
        after = asking.outcomes(table, answers)
        rows = before[["group", "answerable", "first_right"]].assign(
            same=same_answer(plain, answers), then=after["first_right"].to_numpy(bool)
        )
        statistics: dict[str, Statistic] = {f"same_answer_{name}": of_sums("same"), f"p_at_1_lost_{name}": lost}
        meaning = {
            f"same_answer_{name}": f"of test questions {what}, those that come to the same answer, or none",
            f"p_at_1_lost_{name}": f"p_at_1 of test questions less that of the same {what}",
        }
        found |= measured(rows, statistics, meaning, asking.settings, (f"p_at_1_lost_{name}",))
    return found
