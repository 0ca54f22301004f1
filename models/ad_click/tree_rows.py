"""Rows that the trees are grown from: a share of the negatives, and all positives as far as there is room."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from .batches import Batch, Floats, Labels, Positions
from .design import Features
from .encoder import Encoded, Encoder
from .hashing import uniform
from .trees import TreeSettings


@dataclass(frozen=True)
class Thinning:
    """Which rows are kept, by a hash of their position.

    Attributes:
        negatives: Share of the negatives that is kept.
        positives: Share of the positives; below 1 only where they alone would be too many.
    """

    negatives: float
    positives: float
    seed: int

    @classmethod
    def of(cls, rows: float, positives: float, settings: TreeSettings, seed: int) -> Thinning:
        """Shares such that of so many rows about `max_rows` are kept at most."""
        most, negatives = settings.max_rows, rows - positives
        kept = min(settings.negative_share, max(most - positives, most / 2) / max(negatives, 1))
        return cls(kept, min(1.0, max(most - kept * negatives, most / 2) / max(positives, 1)), seed)

    @property
    def relative(self) -> float:
        """Share of the negatives that is kept, over that of the positives; above 1 where positives are thinned more."""
        return self.negatives / self.positives

    @property
    def none(self) -> bool:
        """Whether all rows are kept."""
        return self.negatives == self.positives == 1

    def chosen(self, batch: Batch, first: int) -> npt.NDArray[np.int64]:
        """Rows of a batch that are kept; none before position `first`."""
        positions = batch.positions
        share = np.where(batch.label == 1, self.positives, self.negatives)
        return np.flatnonzero((positions >= first) & (uniform(positions, self.seed) < share))


@dataclass
class TreeRows:
    """What is gathered of one table while it is passed over.

    Attributes:
        thinning: Which rows are kept.
        first: Position before which none is.
        blank: Share of the values that are taken as never seen, of the numbers as missing.
    """

    thinning: Thinning
    first: int
    blank: float
    features: list[Features] = field(default_factory=list)
    logits: list[Floats] = field(default_factory=list)
    labels: list[Labels] = field(default_factory=list)
    positions: list[Positions] = field(default_factory=list)

    def add(self, encoder: Encoder, batch: Batch, encoded: Encoded) -> None:
        """Take of a batch what is to be kept.

        A share of the values is blanked, names as if never seen and numbers as missing: what is common in training may
        still be new or left out one day, and trees answer wildly where they have learnt nothing.
        """
        rows = self.thinning.chosen(batch, self.first)
        fields = encoder.keyer.fields
        kept = batch.of(rows)
        left = self._left(kept.positions, len(fields.names))
        numbers = np.array(kept.numbers)
        for column, place in fields.numbers:
            numbers[~left[:, place], column] = np.nan
        part = replace(kept, numbers=numbers)
        known = Encoded(encoded.logit[rows], encoded.seen[rows] * left, encoded.positive[rows] * left)
        self.take(encoder.features(part, known), known.logit, part)

    def _left(self, positions: Positions, fields: int) -> npt.NDArray[np.bool_]:
        """Which values are not blanked, (n, fields); the bias never is."""
        cells = positions[:, None] * fields + np.arange(fields)
        left = uniform(cells.reshape(-1), self.thinning.seed + 3).reshape(cells.shape) >= self.blank
        left[:, 0] = True
        return left

    def take(self, features: Features, logit: Floats, part: Batch) -> None:
        """Keep rows of the table, each with its features and log odds, in whatever order they come."""
        self.features.append(features)
        self.logits.append(logit)
        self.labels.append(part.label)
        self.positions.append(part.positions)

    def joined(self) -> tuple[Features, Floats, Labels]:
        """Features, log odds of the logistic regression, and labels, in the order of the table."""
        order = np.argsort(np.concatenate(self.positions), kind="stable")
        return (
            np.concatenate(self.features)[order],
            np.concatenate(self.logits)[order],
            np.concatenate(self.labels)[order],
        )
