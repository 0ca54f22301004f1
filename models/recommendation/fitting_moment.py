"""The order for requests without a history: learnt from train, chosen on valid."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ..ragged import Ragged
from ..steps import Steps
from ..stock import Availability
from . import ranking
from .event_log import EventLog
from .examples import Examples, Requests
from .fitting_ranker import Judged
from .lessons import Lessons
from .moment import POPULAR, Moment, best_without_history
from .parameters import RecommendationParameters
from .past_candidates import asker_of, found_of_lessons
from .training_rows import Finder, TrainingRows

Ints = npt.NDArray[np.int64]


def with_moment(
    judged: Judged,
    data: Examples,
    log: EventLog,
    lessons: Lessons,
    earlier: Finder | None,
    known: Finder | None,
    availability: Availability,
    chosen: RecommendationParameters,
    steps: Steps,
) -> Judged:
    """What was judged, with the order for requests without a history where one is better there than the ranker.

    Args:
        judged: The blend, and the trees where they are kept.
        data: The examples.
        log: Of train.
        lessons: Requests of its late part.
        earlier: Knows the events before them; None where nothing is learnt.
        known: Knows train; None as above.
        availability: What could be had.
        chosen: All settings.
        steps: Told as they begin.
    """
    settings = chosen.moment
    if not settings.enabled or earlier is None or known is None:
        return judged
    if not len(data.valid):
        return _unmeasured(judged)
    with steps.step("requests without a history", 0.83, 0.85) as told:
        some = _some(np.arange(len(lessons)), settings.requests, chosen.seed)
        blank = replace(lessons.take(some), begins=lessons.ends[some])
        learnt = found_of_lessons(log, blank, earlier, None, availability, chosen, told)
        rows, own = _asked(data.valid, settings.requests, settings.own_least, chosen.seed)
        asker, requests = asker_of(log, known, availability, chosen), _without_history(data.valid)
        held = known.found(
            lambda at: asker.of_requests(requests, rows[at], log.products), len(rows), None, chosen.seed, told
        )
    if not (learnt.labels > 0).any() or not (held.labels > 0).any():
        return _unmeasured(judged)
    fitted = Moment.fitted(learnt.standing, learnt.features, learnt.request, learnt.labels, settings.l2)
    ranked = _ranked(judged, held, chosen)
    moment, facts = best_without_history(
        fitted, held.standing, held.features, ranked, held.request, held.labels, held.wanted, settings
    )
    facts |= {"requests": len(rows), "requests_without_history": own, "weights": fitted.as_dict()}
    return replace(judged, moment=moment, facts=judged.facts | {"without_history": facts})


def _unmeasured(judged: Judged) -> Judged:
    """What sells: a blend learnt from requests with a history may give nothing to all that is told without one."""
    facts = {"order": POPULAR, "why": "valid has no request to measure on"}
    return replace(judged, moment=Moment.alone(POPULAR), facts=judged.facts | {"without_history": facts})


def _ranked(judged: Judged, held: TrainingRows, chosen: RecommendationParameters) -> npt.NDArray[np.float32]:
    blended = judged.blend.scores(held.standing)
    if judged.booster is None:
        return blended
    return ranking.scores(judged.booster, held.features, blended, chosen.ranking)


def _asked(valid: Requests, most: int, own_least: int, seed: int) -> tuple[Ints, int]:
    """Requests that decide, and how many of them have no history; where these are few, others stand in for them."""
    without = np.diff(valid.history.starts) == 0
    own, others = (_some(np.flatnonzero(rows), most, seed) for rows in (without, ~without))
    if len(own) >= own_least:
        return own, len(own)
    return np.sort(np.append(own, others[: most - len(own)])), len(own)


def _some(rows: Ints, most: int, seed: int) -> Ints:
    return np.sort(np.random.default_rng(seed).choice(rows, min(len(rows), most), replace=False))


def _without_history(valid: Requests) -> Requests:
    nothing = Ragged(np.zeros(0, dtype=np.int64), np.zeros(len(valid) + 1, dtype=np.int64))
    return replace(valid, history=nothing, history_seconds=np.zeros(0), history_kinds=np.zeros(0, dtype=np.int8))
