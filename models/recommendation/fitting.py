"""All that is fitted: sources three times over, a blend and trees, and what serving looks up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..steps import Steps
from ..stock import Availability
from .behaviour import Behaviour
from .candidates import Sources
from .catalogue import Catalogue
from .event_log import EventLog
from .examples import Examples
from .fitting_moment import with_moment
from .fitting_ranker import Judged, judged
from .lessons import drawn, hidden_products, lessons_of
from .parameters import RecommendationParameters
from .past_stock import of_the_past
from .repeats import Repeats
from .tables import Tables, vectors_of
from .training_rows import Finder

Floats = npt.NDArray[np.float32]

_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Fitted:
    """What training makes.

    Attributes:
        sources: Fitted on all events.
        tables: The same.
        availability: What can be had, where and when; products that are not listed never.
        judged: The blend, and the trees where they are kept.
        log: All events.
        facts: Counts and what was decided, JSON values.
    """

    sources: Sources
    tables: Tables
    availability: Availability
    judged: Judged
    log: EventLog
    facts: dict[str, Any]


@dataclass(frozen=True)
class Fitter:
    """What every fit of sources takes.

    Attributes:
        data: The examples.
        catalogue: Its products.
        chosen: All settings.
        steps: Told what is done.
    """

    data: Examples
    catalogue: Catalogue
    chosen: RecommendationParameters
    steps: Steps

    def finder(self, log: EventLog, name: str, begins: float, ends: float, like: Sources | None) -> Finder:
        """Sources and tables of a log.

        Args:
            log: Events they know.
            name: Of what they are fitted for, told as the steps are.
            begins, ends: Shares of all work between which it lies.
            like: Sources of the same products, whose content is not read again.
        """
        told = Steps(lambda step, share: self.steps.progress(f"{name}: {step}", begins + (ends - begins) * share))
        chosen = self.chosen
        sources = Sources.fit(
            log,
            self.data.products,
            chosen.candidates,
            told,
            seed=chosen.seed,
            threads=chosen.threads,
            content=None if like is None else like.content,
        )
        self.steps.seconds.update({f"{name}: {step}": took for step, took in told.seconds.items()})
        with self.steps.step(f"{name}: counts", ends, ends):
            behaviour = Behaviour.of(log, sources.worth(log.kind), self.catalogue, chosen.features)
            repeats = Repeats.of(log, self.catalogue, chosen.repeats)
        worth = sources.worth(np.arange(3, dtype=np.int8))
        tables = Tables(
            self.catalogue, behaviour, repeats, vectors_of(sources.content, len(self.catalogue)), worth, chosen.features
        )
        return Finder(sources, tables, chosen.chunk, chosen.threads)


def fit(data: Examples, chosen: RecommendationParameters, steps: Steps) -> Fitted:
    """Fit on train, choose on valid, and fit again on both.

    Args:
        data: The examples.
        chosen: All settings.
        steps: Told as they begin, timed as they end.
    """
    catalogue = Catalogue.of(data.products)
    availability = available(data, catalogue, chosen.masks_kept)
    log = EventLog.of([data.events], data.products)
    fitter = Fitter(data, catalogue, chosen, steps)
    lessons, early = lessons_of(data, log, chosen.ranking)
    lessons = drawn(lessons, chosen.ranking, chosen.seed)
    earlier = known = None
    wanted = chosen.ranking.enabled and (~lessons.copied).sum() >= chosen.ranking.fewest_requests
    if wanted:
        hidden = hidden_products(log, chosen.ranking.hidden_share, chosen.seed)
        earlier = fitter.finder(early.without_products(hidden), "early", 0.02, 0.3, None)
        known = fitter.finder(log, "train", 0.3, 0.4, earlier.sources)
    past, of_stock = of_the_past(availability, log, lessons, chosen.ranking.least_in_stock)
    decided = judged(data, log, lessons, earlier, known, past, chosen, steps)
    decided = with_moment(decided, data, log, lessons, earlier, known, past, chosen, steps)
    whole = EventLog.of([data.events, data.valid_events], data.products)
    final = fitter.finder(whole, "all", 0.85, 0.95, None if earlier is None else earlier.sources)
    facts = _facts(data, whole, catalogue) | of_stock | decided.facts
    return Fitted(final.sources, final.tables, availability, decided, whole, facts)


def available(data: Examples, catalogue: Catalogue, masks_kept: int) -> Availability:
    """What can be had; a product that is not listed is as one that is never launched."""
    found = Availability.of(data.products, data.stock, masks_kept)
    return replace(found, launched=np.where(catalogue.listed, found.launched, _NEVER))


def _facts(data: Examples, log: EventLog, catalogue: Catalogue) -> dict[str, Any]:
    counts = log.counts()
    return {
        "products": len(catalogue),
        "products_listed": int(catalogue.listed.sum()),
        "products_never_seen": int((counts[catalogue.listed] == 0).sum()),
        "events": len(log),
        "events_of_unlisted_products": int(counts[~catalogue.listed].sum()),
        "customers": len(pd.unique(log.customer)),
        "split": str(data.facts.get("split", "time")),
    }
