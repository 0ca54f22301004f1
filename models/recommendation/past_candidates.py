"""Candidates of lessons and of valid's requests, as the past asks them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..stock import Availability
from .event_log import EventLog
from .example_asks import PastAsker
from .examples import Examples
from .lessons import Lessons
from .parameters import RecommendationParameters
from .past_stock import time_of_untimed
from .training_rows import Finder, Progress, TrainingRows

Ints = npt.NDArray[np.int64]


def found_of_lessons(
    log: EventLog,
    lessons: Lessons,
    finder: Finder,
    others: int | None,
    availability: Availability,
    chosen: RecommendationParameters,
    told: Progress,
) -> TrainingRows:
    """Candidates of lessons with their features and what each is worth; `others` as `Finder.found` takes it."""
    # of a log with events of one kind each is worth the same
    several = len(np.unique(log.kind)) > 1
    worth = finder.sources.worth(log.kind) if several else np.ones(len(log), dtype=np.float32)
    asker = asker_of(log, finder, availability, chosen)
    return finder.found(
        lambda rows: asker.of_lessons(log, lessons.take(rows), worth), len(lessons), others, chosen.seed, told
    )


def found_of_valid(
    data: Examples,
    log: EventLog,
    finder: Finder,
    availability: Availability,
    chosen: RecommendationParameters,
    told: Progress,
) -> tuple[TrainingRows, Ints]:
    """Candidates of requests of valid, and who asks each."""
    asker, count = asker_of(log, finder, availability, chosen), len(data.valid)
    most = min(count, chosen.ranking.most_valid)
    some = np.sort(np.random.default_rng(chosen.seed).choice(count, most, replace=False))
    found = finder.found(
        lambda rows: asker.of_requests(data.valid, some[rows], log.products), len(some), None, chosen.seed, told
    )
    return found, data.valid.customers[some]


def asker_of(log: EventLog, finder: Finder, availability: Availability, chosen: RecommendationParameters) -> PastAsker:
    """What asks the requests of a log."""
    now = time_of_untimed(log, availability)
    return PastAsker(availability, finder.tables.repeats.repeated, now, chosen.history_events)
