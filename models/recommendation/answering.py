"""Requests answered: what the customer did last, what may be shown, and the best of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import xgboost as xgb

from ..faded_counts import DAY
from . import ranking
from .answers import Answer
from .asked_how import Asked
from .asking import NOTHING, Asker, noted
from .asks import Asks
from .blend import Blend
from .candidates import Sources
from .diversity import Likeness, diverse_order
from .falling import falling
from .filling import filled
from .moment import Moment
from .newcomers import with_newcomers
from .pair_features import features_of
from .parameters import RecommendationParameters
from .pool import Pool, Standing
from .reasons import reasons_of
from .request import Questions
from .sums import Sums
from .tables import Tables
from .told_history import BUY

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Answerer:
    """All that was fitted.

    Attributes:
        asker: Reads requests.
        sources: Find candidates.
        tables: Features are looked up there.
        blend: Orders candidates, and tells which source speaks for each.
        booster: Orders them better; None where the blend stands.
        moment: Orders those of requests without a history; None where they are ordered as all others.
        parameters: All settings.
    """

    asker: Asker
    sources: Sources
    tables: Tables
    blend: Blend
    booster: xgb.Booster | None
    moment: Moment | None
    parameters: RecommendationParameters

    def answers(self, questions: Questions, asked: Asked) -> list[Answer]:
        """One a request; chunks of many are answered beside each other."""
        chunk = self.parameters.chunk
        parts = [questions.part(start, start + chunk) for start in range(0, len(questions), chunk)]
        if len(parts) < 2:
            return [one for part in parts for one in self._answers(part, asked)]
        with ThreadPoolExecutor(self.parameters.threads) as pool:
            return [one for some in pool.map(lambda part: self._answers(part, asked), parts) for one in some]

    def _answers(self, questions: Questions, asked: Asked) -> list[Answer]:
        asks, notes = self.asker.asks(questions, asked)
        pool = Pool.of(asks, self.sources)
        standing = pool.standing()
        scores = self._scores(asks, pool, standing)
        return [self._answer(row, note, asks, pool, standing, scores, asked) for row, note in enumerate(notes)]

    def _scores(self, asks: Asks, pool: Pool, standing: Standing) -> Floats:
        blended = self.blend.scores(standing)
        blank = (asks.sizes() == 0)[pool.request] if self.moment is not None else np.zeros(len(pool), dtype=bool)
        if self.booster is None and not blank.any():
            return blended
        features = features_of(asks, pool.request, pool.position, standing, self.tables)
        scores, told = blended, np.flatnonzero(~blank)
        if self.booster is not None and len(told):
            scores = blended.copy()
            scores[told] = ranking.scores(self.booster, features[told], blended[told], self.parameters.ranking)
        if self.moment is None:
            return scores
        return np.where(blank, self.moment.scores(standing, features), scores)

    def _answer(
        self, row: int, note: str | None, asks: Asks, pool: Pool, standing: Standing, scores: Floats, asked: Asked
    ) -> Answer:
        own = np.arange(pool.starts[row], pool.starts[row + 1])
        selling = self.tables.behaviour.places[pool.position[own]]
        order = own[np.lexsort((selling, -scores[own]))]
        if asked.diversity > 0:
            order = self._diverse(order, pool, scores, asked)
        order = order[with_newcomers(self.sources.unsold[pool.position[order]], asked.new_share)][: asked.k]
        behaviour = self.tables.behaviour
        shown, worth = filled(
            pool.position[order], falling(scores[order]), asks.allowed[row], behaviour.popular, asked.k
        )
        added = self.blend.contributions(standing.take(order))
        rest = np.zeros((len(shown) - len(order), added.shape[1]), dtype=np.float32)
        because = np.pad(pool.because[order], ((0, len(rest)), (0, 0)), constant_values=-1)
        young = asks.times[row] - self.tables.catalogue.launched[shown] <= self.parameters.new_days * DAY
        unsold = self.sources.unsold[shown]
        reasons, spoke = reasons_of(np.vstack([added, rest]), because, _bought(asks, row, shown), young, unsold)
        history = asks.product[asks.history(row)]
        speaks = np.where(spoke >= 0, np.append(history, -1)[spoke], -1)
        return Answer(shown, worth, reasons, speaks, note if len(shown) else noted(note, NOTHING))

    def _diverse(self, order: Ints, pool: Pool, scores: Floats, asked: Asked) -> Ints:
        """All, led by the best in an order in which none is too like those above it."""
        best = order[: asked.k * self.parameters.diverse_pool]
        products = pool.position[best]
        category, vectors = self.tables.catalogue.category[products], self.tables.vectors[products]
        likeness = Likeness(category, vectors.astype(np.float32), self.parameters.diverse_category)
        led = best[diverse_order(scores[best], likeness, asked.k, asked.diversity)]
        return np.append(led, order[~np.isin(order, led)])


def _bought(asks: Asks, row: int, positions: Ints) -> Ints:
    """Places in the history where products were bought last, -1 of those that were not; (positions,)."""
    events = asks.history(row)
    bought = np.flatnonzero(asks.kind[events] == BUY)
    zeros = np.zeros(len(bought), dtype=np.int64)
    size = len(asks.allowed[row])
    last = Sums.latest(zeros, asks.product[events][bought], bought.astype(np.float64), size)
    return last.at(np.zeros(len(positions), dtype=np.int64), positions, -1.0).astype(np.int64)
