"""What an answer from an account says in a number, held against the truth where the labels tell one."""

from __future__ import annotations

import math
import re
from typing import Final

_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_TIMES: Final = re.compile(r"\b(?:(once)|(twice)|(\d+) times)\b")
_SAID: Final = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w]|\.\d)")
_CENT: Final = 0.005


def number_accords(truth: str, answer: str) -> bool | None:
    """Whether an answer says a true count or amount; None where the truth is no bare number, or nothing is said.

    Its evidence says nothing: a row's "2 x 9.98" is neither how often it was bought nor what was paid in all.

    Args:
        truth: "2", "19.96".
        answer: Its text; empty where it is withheld.

    Examples:
        >>> number_accords("2", "Yes, you have bought Phone 13 twice, the last time on Monday, 1 June 2026.")
        True
        >>> number_accords("9.98", "You paid 19.98."), number_accords("9.98", "It comes tomorrow.")
        (False, None)
    """
    wanted = truth.strip()
    if not _NUMBER.fullmatch(wanted):
        return None
    times = _TIMES.search(answer.lower())
    if times and "." not in wanted:
        said = [1.0 if times[1] else 2.0 if times[2] else float(times[3])]
    else:
        said = [float(one) for one in _SAID.findall(answer)]
    return any(math.isclose(one, float(wanted), rel_tol=0.0, abs_tol=_CENT) for one in said) if said else None
