"""The steps of training, and what they hand on to each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from math import ceil, log2
from typing import Final, Self

import numpy as np

from ..odds import log_odds
from . import batches, passes
from .batches import Batch, Floats, Labels, Positions
from .encoder import Encoded, Encoder
from .fields import Fields
from .hashing import Keys, uniform
from .parameters import AdClickParameters
from .segments import segments_of
from .stack import Blend, weighed
from .tables import Clock, Table
from .tree_rows import Thinning, TreeRows
from .trees import TreeHead, Trees

_LEAST_BITS: Final = 12


@dataclass(frozen=True)
class ScoredValid:
    """Valid, each row scored before it was learnt.

    Attributes:
        by_trees: Log odds by the trees, float64 (n,); those of the logistic regression where there are none.
        alone: Log odds by the logistic regression, float64 (n,).
        label: 0 or 1, float64 (n,).
        segment: As the calibration takes it, uint64 (n,).
        weight: Of the trees.
    """

    by_trees: Floats
    alone: Floats
    label: Labels
    segment: Keys
    weight: float

    @property
    def logit(self) -> Floats:
        """Before calibration, float64 (n,)."""
        return self.weight * self.by_trees + (1 - self.weight) * self.alone


@dataclass
class Learning:
    """What training knows so far."""

    train: Table
    valid: Table
    chosen: AdClickParameters
    encoder: Encoder
    rows: tuple[TreeRows, ...]
    clock: Clock = field(default_factory=Clock)

    @classmethod
    def begin(cls, train: Table, valid: Table, chosen: AdClickParameters) -> Self:
        """An encoder that has seen nothing but the first rows, for its bins and its base rate."""
        burnt = int(train.rows * chosen.past.burn_in) if train.schema.timed else 0
        first = batches.prefix(train.path, train.schema, min(chosen.fields.first_rows, train.rows))
        fields = Fields.fit(train.schema, first, chosen.fields.bins, chosen.fields.crosses)
        encoder = Encoder.new(fields, _bits(train.rows, chosen), _base(first, burnt), chosen)
        share = 1 - burnt / train.rows
        blank = chosen.past.blank
        rows, positives = train.rows * share + valid.rows, train.positives * share + valid.positives
        thinning = Thinning.of(rows, positives, chosen.trees, chosen.seed)
        return cls(train, valid, chosen, encoder, (TreeRows(thinning, burnt, blank), TreeRows(thinning, 0, blank)))

    def learn(self, progress: Callable[[float], None]) -> None:
        """Pass over train."""
        done = 0

        def take(batch: Batch, encoded: Encoded) -> None:
            nonlocal done
            self.clock.see(batch)
            if self.chosen.trees.enabled:
                self.rows[0].add(self.encoder, batch, encoded)
            done += len(batch)
            progress(done / self.train.rows)

        if self.train.schema.timed:
            passes.in_time(self.encoder, self.train.batches, take)
        else:
            passes.out_of_fold(self.encoder, self.train.batches, take, self.chosen)

    def trees(self) -> Trees | None:
        """Trees of train, as many as its later rows gain by; None where they have nothing to learn from."""
        return self._grown(self.rows[:1], None) if self.chosen.trees.enabled else None

    def score(self, trees: Trees | None) -> ScoredValid:
        """Score valid, then learn it: in time order row by row, without times as a whole."""
        found: list[tuple[Floats, Floats, Labels, Keys]] = []
        encoder, alone = self.encoder, Blend(trees)

        def take(batch: Batch, encoded: Encoded) -> None:
            self.clock.see(batch)
            segment = segments_of(encoder.keyer.fields, encoder.keys(batch), self.chosen.segment)
            by_trees = encoded.logit
            if trees:
                features = encoder.features(batch, encoded)
                by_trees = alone.logit(features, encoded.logit)
                rows = self.rows[1].thinning.chosen(batch, 0)
                self.rows[1].take(features[rows], encoded.logit[rows], batch.of(rows))
            found.append((by_trees, encoded.logit, batch.label, segment))

        if self.valid.schema.timed:
            passes.in_time(encoder, self.valid.batches, take)
        else:
            for batch in self.valid.batches():
                take(batch, encoder.read(encoder.slots(encoder.keys(batch))))
            passes.in_time(encoder, self.valid.batches)
        if not found:
            return ScoredValid(np.empty(0), np.empty(0), np.empty(0), np.empty(0, dtype=np.uint64), 1.0)
        by_trees, logit = (np.concatenate([one[column] for one in found]) for column in (0, 1))
        label, segment = np.concatenate([one[2] for one in found]), np.concatenate([one[3] for one in found])
        weight = weighed(by_trees, logit, label, self.chosen.blend_steps, self.chosen.blend_clicks) if trees else 1.0
        return ScoredValid(by_trees, logit, label, segment, weight)

    @property
    def crossable(self) -> bool:
        """Whether all rows can tell how they are calibrated: without times, and where none had to be left out."""
        return not self.train.schema.timed and self.rows[0].thinning.none

    def crossed(self, trees: Trees | None) -> tuple[Learning, ScoredValid]:
        """Learn train and valid anew as one table without times, and score each row by what was learnt of others.

        All rows then tell how trees and logistic regression are weighed and calibrated, as they will be served.
        """
        encoder = Encoder.new(self.encoder.keyer.fields, self.encoder.bits, self.encoder.ftrl.base, self.chosen)
        rows = TreeRows(self.rows[0].thinning, 0, self.rows[0].blank)
        whole = Learning(self.train, self.valid, self.chosen, encoder, (rows,))
        found: list[tuple[Floats, Labels, Keys, Positions]] = []

        def take(batch: Batch, encoded: Encoded) -> None:
            segment = segments_of(encoder.keyer.fields, encoder.keys(batch), self.chosen.segment)
            found.append((encoded.logit, batch.label, segment, batch.positions))
            if trees:
                rows.add(encoder, batch, encoded)

        def both() -> Iterator[Batch]:
            yield from self.train.batches()
            for batch in self.valid.batches():
                yield replace(batch, first=batch.first + self.train.rows)

        passes.out_of_fold(encoder, both, take, self.chosen)
        order = np.argsort(np.concatenate([one[3] for one in found]))
        logit, label = (np.concatenate([one[column] for one in found])[order] for column in (0, 1))
        segment = np.concatenate([one[2] for one in found])[order]
        if trees is None:
            return whole, ScoredValid(logit, logit, label, segment, 1.0)
        by_trees = whole._grown_by_others(trees.head)
        weight = weighed(by_trees, logit, label, self.chosen.blend_steps, self.chosen.blend_clicks)
        return whole, ScoredValid(by_trees, logit, label, segment, weight)

    def regrown(self, trees: Trees | None, weight: float) -> Blend:
        """Trees of train and valid, as many as were found to be right."""
        if trees is None or not weight:
            return Blend(None)
        return Blend(self._grown(self.rows, trees.head), weight)

    def _grown_by_others(self, like: TreeHead) -> Floats:
        """Log odds of each row by trees of the other folds, float64 (n,)."""
        features, logit, label = self.rows[0].joined()
        chosen, folds = self.chosen, self.chosen.past.tree_folds
        fold = (uniform(np.arange(len(label), dtype=np.int64), chosen.seed + 2) * folds).astype(np.int64)
        found = np.array(logit)
        for number in range(folds):
            own, others = fold == number, fold != number
            grown = Trees.fit(
                features[others],
                logit[others],
                label[others],
                like.kept,
                replace(chosen.trees, bags=1),
                seed=chosen.seed,
                threads=chosen.threads,
                like=like,
            )
            found[own] = Blend(grown).logit(features[own], logit[own])
        return found

    def _grown(self, parts: tuple[TreeRows, ...], like: TreeHead | None) -> Trees | None:
        features, logit, label = (
            np.concatenate(column) for column in zip(*(p.joined() for p in parts if p.labels), strict=True)
        )
        if not 0 < label.sum() < len(label):
            return None
        chosen, kept = self.chosen, self.rows[0].thinning.relative
        # bags are for what is served: one is enough to find out how many trees there should be
        settings = chosen.trees if like else replace(chosen.trees, bags=1)
        return Trees.fit(features, logit, label, kept, settings, seed=chosen.seed, threads=chosen.threads, like=like)


def _bits(rows: int, chosen: AdClickParameters) -> int:
    """Slots as the rows need them: a small table is a small bundle."""
    return min(max(ceil(log2(rows * chosen.table.slots_per_row)), _LEAST_BITS), chosen.table.bits)


def _base(first: Batch, burnt: int) -> float:
    """Log odds of the first rows; of a table in time none that the trees see is among them."""
    label = first.label[:burnt] if burnt else first.label
    return float(log_odds((label.sum() + 0.5) / (len(label) + 1)))
