"""Candidates of a request: the best products of every source, with what each source says of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..steps import Steps
from .candidate_settings import CandidateSettings
from .content import Content
from .event_log import EventLog
from .event_worth import worth_of
from .fitting_sources import fitted_rows
from .found import SOURCES, TOLD_BY_HISTORY, TOLD_BY_MOMENT, Found
from .neighbours import Neighbours
from .popular import Popular
from .spreading import distinct, leading, said_of, speakers, summed

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]

__all__ = ["SOURCES", "TOLD_BY_HISTORY", "TOLD_BY_MOMENT", "Found", "Sources"]

FILE: Final = "sources.npz"


@dataclass(frozen=True)
class Sources:
    """Everything that candidates are found by.

    Attributes:
        settings: Of the sources.
        rows: Of each of `TOLD_BY_HISTORY`, None where it is left out.
        popular: What is told without a history.
        content: What is written of products; None where nothing is.
        unsold: Products without any event; (products,).
    """

    settings: CandidateSettings
    rows: tuple[Neighbours | None, ...]
    popular: Popular
    content: Content | None
    unsold: Truths

    @classmethod
    def fit(
        cls,
        log: EventLog,
        products: pd.DataFrame,
        settings: CandidateSettings,
        steps: Steps,
        *,
        seed: int,
        threads: int,
        content: Content | None = None,
    ) -> Self:
        """Learn from a log.

        Args:
            log: Events.
            products: In order of position, with the columns of the examples.
            settings: Of the sources.
            steps: Told what is fitted; named after the sources.
            seed: Of what is drawn.
            threads: Of all that runs on several.
            content: Of the same products, where it is fitted already.
        """
        if content is None:
            with steps.step("content", 0.0, 0.3):
                content = Content.fit(products, settings.content, seed=seed, threads=threads)
        found = fitted_rows(log, content, settings, steps, seed=seed, threads=threads)
        with steps.step("popular", 0.95, 1.0):
            popular = Popular.fit(log, worth_of(log.kind, settings), products, settings.popular)
        rows = tuple(found.get(name) for name in TOLD_BY_HISTORY)
        return cls(settings, rows, popular, content, log.counts() == 0)

    def worth(self, kinds: npt.NDArray[np.int8]) -> Floats:
        """Worth of events by their kind (place in `event_log.KINDS`), as the log's own are weighed; (n,)."""
        return worth_of(kinds, self.settings)

    def candidates(
        self,
        history: Ints,
        weights: Floats,
        region: str | None,
        time: float,
        allowed: Truths,
        seconds: Numbers | None = None,
    ) -> Found:
        """Products for a request, those of the history among them where they may be shown.

        Args:
            history: Positions, oldest first; those that are not known are left out already; (events,).
            weights: Of each event; each source lets the earlier ones fade by itself, so this is the worth of its kind
                (`worth`); (events,).
            region: Its name; None where not known.
            time: Seconds since 1970.
            allowed: Products that may be shown; (products,).
            seconds: Time of each event since 1970, NaN where not known; events of one time fade alike; (events,).
        """
        how = self.settings
        most, least = how.history_events, how.history_least
        when = np.full(len(history), np.nan) if seconds is None else seconds
        said = said_of(self.rows, self._decays(), history, weights, when, allowed, most=most, least=least)
        reached = distinct(len(allowed), said.product)
        slot_of = np.empty(len(allowed), dtype=np.int32)  # only the slots of what is reached are ever read
        slot_of[reached] = np.arange(len(reached), dtype=np.int32)
        slots = slot_of[said.product]
        scores = summed(said, reached, slots)
        led = np.flatnonzero(leading(scores, how.per_source) | self._unsold_leading(reached, scores))
        cells = (self.popular.region(region), self.popular.season(time))
        # what sources read of a history is cut for speed; what was in it may still be wanted again
        added = [history[allowed[history]], *self.popular.best(*cells, allowed, how.per_popular)]
        positions = distinct(len(allowed), reached[led], *added)
        place = np.searchsorted(reached, positions)
        held = np.zeros(len(positions), dtype=bool)
        inside = place < len(reached)
        held[inside] = reached[place[inside]] == positions[inside]
        out = np.zeros((len(positions), len(SOURCES)), dtype=np.float32)
        out[held, : len(TOLD_BY_HISTORY)] = scores[place[held]]
        out[:, len(TOLD_BY_HISTORY) :] = self.popular.scores(positions, *cells, time)
        wanted = np.full(len(reached), -1, dtype=np.int32)
        wanted[place[held]] = np.flatnonzero(held)
        return Found(positions, out, speakers(said, wanted[slots], len(positions)))

    def _unsold_leading(self, reached: Ints, scores: Floats) -> Truths:
        """Of what was never sold the best by what is written of it: it would not be among the best of all."""
        written = scores[:, [TOLD_BY_HISTORY.index("content"), TOLD_BY_HISTORY.index("inherited")]]
        return leading(np.where(self.unsold[reached][:, None], written, np.float32(0)), self.settings.per_unsold)

    def _decays(self) -> tuple[float, ...]:
        return tuple(
            getattr(self.settings, "content" if name == "inherited" else name).history_decay for name in TOLD_BY_HISTORY
        )

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        directory.mkdir(parents=True, exist_ok=True)
        arrays: dict[str, npt.NDArray[Any]] = {"unsold": self.unsold}
        for name, rows in zip(TOLD_BY_HISTORY, self.rows, strict=True):
            if rows is not None and name != "content":
                arrays |= rows.arrays(name)
        np.savez(directory / FILE, allow_pickle=False, **arrays)
        self.popular.save(directory)
        if self.content is not None:
            self.content.save(directory)

    @classmethod
    def load(cls, directory: Path, settings: CandidateSettings) -> Self:
        """Read what `save` wrote."""
        content = Content.load(directory)
        with np.load(directory / FILE, allow_pickle=False) as arrays:
            held = {name: Neighbours.read(arrays, name) for name in TOLD_BY_HISTORY if f"{name}_starts" in arrays}
            unsold = arrays["unsold"]
        if content is not None:
            held["content"] = content.alike
        rows = tuple(held.get(name) for name in TOLD_BY_HISTORY)
        return cls(settings, rows, Popular.load(directory), content, unsold)
