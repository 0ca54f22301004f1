"""The time that a question about an account asks about: a period, none, or one that is not understood."""

from __future__ import annotations

from dataclasses import dataclass

from .days import day_of
from .period_words import BOUNDS
from .periods import Period
from .time_readers import READERS, Asking
from .unread_times import unread


@dataclass(frozen=True)
class AskedTime:
    """What a question says of time.

    Attributes:
        period: That it names; None where it names none, or more than one.
        rest: The question without the words for it, in small letters.
        unread: Words for a time that are not understood; None where there are none.
    """

    period: Period | None
    rest: str
    unread: str | None


def asked_time(text: str, now: float, own: frozenset[str], *, ahead: bool, vague: bool = False) -> AskedTime:
    """Read it.

    Args:
        text: The question.
        now: Seconds since 1970.
        own: Words of the customer's rows: a year or a month may be a part of a title.
        ahead: Whether what is to come is asked about, so that "Friday" is the next one; else the last.
        vague: Whether words such as "lately" ask about a time.
    """
    rest, found = text.lower(), []
    for pattern, read in READERS:
        for match in list(pattern.finditer(rest)):
            period = read(match, Asking(day_of(now), own, ahead))
            if period is not None:
                found.append((match[0].strip(), period.bounded(BOUNDS.get(match["bound"] or ""))))
                rest = rest.replace(match[0], " ", 1)
    left = unread(rest, own, vague=vague)
    if len(found) > 1:
        left = " and ".join(words for words, _ in found)
    return AskedTime(found[0][1] if len(found) == 1 else None, rest, left)
