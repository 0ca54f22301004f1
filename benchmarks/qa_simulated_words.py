"""Whether answers to questions of the simulated shop say in words what is true."""

from __future__ import annotations

import re
from typing import Any, Final

import pandas as pd

from evaluation.qa_right import tells

Json = dict[str, Any]

TRUE, OPPOSITE, OPEN = "true", "opposite", "open"
YES_NO: Final = ("yes", "no")
_SIDES: Final = ("positive", "negative")
_MIXED: Final = "mixed"
_DIFFER: Final = re.compile(r"differ|disagree|contradict|mixed|divided", re.IGNORECASE)


def said(truth: str, answer: str, evidence: str) -> str:
    """`TRUE`, `OPPOSITE`, or `OPEN`: the words say neither, as a quotation may.

    >>> said("no", "No, rechargeable: no.", ""), said("no", "Yes, it is.", ""), said("no", "It plugs in.", "")
    ('true', 'opposite', 'open')
    >>> said("mixed", "Mostly positive.", ""), said("mixed", "Opinions differ.", "")
    ('opposite', 'true')
    """
    words = re.findall(r"\w+", answer.casefold())
    if truth in YES_NO:
        first = words[0] if words else ""
        return OPEN if first not in YES_NO else TRUE if first == truth else OPPOSITE
    if truth in (*_SIDES, _MIXED):
        if _DIFFER.search(answer):
            return TRUE if truth == _MIXED else OPPOSITE
        sides = [one for one in _SIDES if one in words]
        return OPEN if len(sides) != 1 else TRUE if sides[0] == truth else OPPOSITE
    return TRUE if tells(truth, answer, evidence) else OPEN


def in_words(rows: pd.DataFrame) -> Json:
    """By kind of question how many answers are given of which the truth is known in words, and how many say it, its
    opposite, or neither.

    Args:
        rows: `kind`, `given`, `said` (missing where no truth is known in words).
    """
    told = rows[rows["given"].to_numpy(bool) & rows["said"].notna().to_numpy(bool)]
    return {
        str(kind): {"given": len(part), **{name: int((part["said"] == name).sum()) for name in (TRUE, OPPOSITE, OPEN)}}
        for kind, part in told.groupby(told["kind"].fillna("not told"))
    }
