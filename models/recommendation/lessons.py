"""Requests of train's late part that the ranker learns from, and the early part that its candidates come from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from .event_log import EventLog
from .examples import CUSTOMER, Examples
from .lesson_rows import moment_starts, numbered, regions_at, regions_before, visits
from .ranking_settings import RankingSettings

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]

_EACH: Final = ("begins", "ends", "seconds", "regions", "since", "until", "copied")


@dataclass(frozen=True)
class Lessons:
    """n requests: rows of the log as a history, and what was done then.

    Attributes:
        begins: Row at which the history begins; (n,).
        ends: Row at which it ends; (n,).
        seconds: When it is asked, since 1970, NaN where not known; (n,).
        regions: Where, None where not known; (n,).
        done: Rows of the log that were done then, those of each request behind one another; shared by all.
        since, until: Where its own begin and end among these; (n,).
        copied: Whether it is another one with less of its history; (n,).
    """

    begins: Ints
    ends: Ints
    seconds: Numbers
    regions: npt.NDArray[np.object_]
    done: Ints
    since: Ints
    until: Ints
    copied: Truths

    def __len__(self) -> int:
        return len(self.begins)

    def take(self, rows: Ints | Truths) -> Lessons:
        """Some of them."""
        return replace(self, **{name: getattr(self, name)[rows] for name in _EACH})


def lessons_of(data: Examples, log: EventLog, settings: RankingSettings) -> tuple[Lessons, EventLog]:
    """Requests as valid asks them, and the log before them.

    With leave-one-out it is the last event of each customer who has two; else the visits of the log's late part, or all
    that a customer did in it where valid asks that of each customer once.

    Args:
        data: The examples.
        log: Of train.
        settings: Of the ranker.
    """
    starts = log.starts()
    if data.leave_one_out:
        told = np.flatnonzero(np.diff(starts) >= 2)
        last = starts[told + 1] - 1
        early = np.ones(len(log), dtype=bool)
        early[last] = False
        lessons = _lessons(log, last, np.arange(len(last)), last, log.seconds[last], regions_at(log, last))
        return lessons, log.take(early)
    known = log.seconds[np.isfinite(log.seconds)]
    cut = float(np.quantile(known, 1.0 - settings.late_share)) if len(known) else np.inf
    rows = np.flatnonzero(log.seconds >= cut)
    if data.facts.get("asks") == CUSTOMER:
        request, firsts = numbered(log.customer[rows].astype(np.int64), rows)
        # asked once for the whole time, at its begin: where the customer is by then is not told yet
        regions, at = regions_before(data, log, firsts), np.full(len(firsts), cut)
        return _lessons(log, rows, request, firsts, at, regions), log.before(cut)
    request, firsts = numbered(visits(data.events, log, rows), rows)
    regions, at = regions_at(log, firsts), log.seconds[firsts]
    return _lessons(log, rows, request, moment_starts(log, firsts), at, regions), log.before(cut)


def _lessons(
    log: EventLog, rows: Ints, request: Ints, ends: Ints, seconds: Numbers, regions: npt.NDArray[np.object_]
) -> Lessons:
    """Requests of rows of the log, each row of one of them; their histories end at `ends`."""
    bounds = np.searchsorted(np.sort(request), np.arange(len(ends) + 1)).astype(np.int64)
    done, begins = rows[np.argsort(request, kind="stable")], log.starts()[log.customer[ends]]
    return Lessons(begins, ends, seconds, regions, done, bounds[:-1], bounds[1:], np.zeros(len(ends), dtype=bool))


def drawn(lessons: Lessons, settings: RankingSettings, seed: int) -> Lessons:
    """At most so many lessons as are wanted, and copies of some whose history is short or empty.

    The copies teach how to rank for customers of whom little is known: logs have few, shops many.
    """
    rng = np.random.default_rng(seed)
    count = min(len(lessons), settings.most_requests)
    chosen = lessons.take(np.sort(rng.choice(len(lessons), count, replace=False)))
    copied = chosen.take(np.flatnonzero(rng.random(count) < settings.short_share))
    left = rng.integers(1, settings.short_events + 1, len(copied))
    left = np.where(rng.random(len(copied)) < settings.empty_share, 0, left)
    begins = np.maximum(copied.begins, copied.ends - left)
    copies = replace(copied, begins=begins, copied=np.ones(len(copied), dtype=bool))
    both = {name: np.concatenate([getattr(chosen, name), getattr(copies, name)]) for name in _EACH}
    return replace(chosen, **both)


def hidden_products(log: EventLog, share: float, seed: int) -> Truths:
    """Products whose events are left out of the sources of the lessons; (products,)."""
    return np.random.default_rng(seed).random(log.products) < share
