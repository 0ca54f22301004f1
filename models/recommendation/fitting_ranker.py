"""The blend and the ranker, which is kept where it orders valid better than the blend does, beyond noise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import xgboost as xgb

from ..steps import Steps
from ..stock import Availability
from . import ranking
from .blend import Blend
from .event_log import EventLog
from .examples import Examples
from .lessons import Lessons
from .moment import Moment
from .pair_features import NAMES
from .parameters import RecommendationParameters
from .past_candidates import found_of_lessons, found_of_valid
from .ranking import Table
from .ranking_settings import RankingSettings
from .training_rows import Finder, TrainingRows
from .verdict import stopping, told_of

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Judged:
    """How candidates are ordered.

    Attributes:
        blend: The plain one.
        booster: Trees on top of it; None where it stands alone.
        metrics: Of what is kept, on customers of valid by whom no tree was chosen; only whether trees are kept was.
        facts: What led to it, JSON values.
        moment: Orders the candidates of requests without a history; None where they are ordered as all others.
    """

    blend: Blend
    booster: xgb.Booster | None
    metrics: dict[str, float]
    facts: dict[str, Any]
    moment: Moment | None = None


def judged(
    data: Examples,
    log: EventLog,
    lessons: Lessons,
    earlier: Finder | None,
    known: Finder | None,
    availability: Availability,
    chosen: RecommendationParameters,
    steps: Steps,
) -> Judged:
    """Learn from lessons, decide on valid.

    Args:
        data: The examples.
        log: Of train.
        lessons: Requests of its late part.
        earlier: Knows the events before them; None where nothing is to be learnt.
        known: Knows train; None as above.
        availability: What could be had.
        chosen: All settings.
        steps: Told as they begin.
    """
    settings = chosen.ranking
    if earlier is None or known is None:
        why = "it is not wanted" if not settings.enabled else f"fewer than {settings.fewest_requests} requests of train"
        return Judged(Blend.even(chosen.blend), None, {}, {"ranker": {"kept": False, "why": why}})
    with steps.step("candidates of train", 0.4, 0.55) as told:
        learnt = found_of_lessons(log, lessons, earlier, chosen.ranking.others, availability, chosen, told)
    good = np.unique(learnt.request[learnt.labels > 0])
    good = good[~lessons.copied[good]]
    if len(good) < settings.fewest_requests:
        why = f"{len(good)} requests of train have a relevant candidate, fewer than {settings.fewest_requests}"
        return Judged(Blend.even(chosen.blend), None, {}, {"ranker": {"kept": False, "why": why}})
    with steps.step("candidates of valid", 0.55, 0.65) as told:
        held, customers = found_of_valid(data, log, known, availability, chosen, told)
    with steps.step("blend", 0.65, 0.66):
        blend = Blend.fitted(learnt.standing, learnt.request, learnt.labels, chosen.blend)
    table, stops = _table(learnt, blend), stopping(customers, settings.stopping_share, chosen.seed)
    stop, held = held.of_requests(stops), held.of_requests(~stops)
    if not len(stop.wanted.request):
        stop = stop.of_requests(np.zeros(len(customers), dtype=bool))  # nothing tells where to stop
    with steps.step("trees", 0.66, 0.85) as told:
        args = (NAMES, settings, chosen.seed, chosen.threads, told)
        booster = ranking.grown(table, _table(stop, blend), stop.wanted, *args)
    facts = {"lessons": len(lessons), "rows": len(table), "trees": booster.num_boosted_rounds()}
    return _decided(blend, booster, held, customers, settings, facts)


def _decided(
    blend: Blend,
    booster: xgb.Booster,
    held: TrainingRows,
    customers: Ints,
    settings: RankingSettings,
    facts: dict[str, Any],
) -> Judged:
    facts |= {"valid_requests": int((held.wanted.count() > 0).sum())}
    if not facts["valid_requests"]:
        facts |= {"kept": False, "why": "valid has no request to measure on"}
        return Judged(blend, None, {}, {"ranker": facts, "blend": blend.as_dict()})
    blended = blend.scores(held.standing)
    by_trees = ranking.scores(booster, held.features, blended, settings)
    facts |= told_of(held, by_trees, blended, customers, settings)
    found = float((held.labels > 0).sum() / held.wanted.count().sum())
    metrics = facts["valid"]["trees" if facts["kept"] else "blend"] | {"candidate_recall": found}
    return Judged(blend, booster if facts["kept"] else None, metrics, {"ranker": facts, "blend": blend.as_dict()})


def _table(found: TrainingRows, blend: Blend) -> Table:
    return Table(found.features, found.labels.astype(np.float32), found.request, blend.scores(found.standing))
