"""Passes over the examples, such that no row is encoded by its own label or a later one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

import numpy as np

from .batches import Batch, Positions
from .counts import Counts
from .encoder import Encoded, Encoder
from .ftrl import Ftrl
from .hashing import uniform
from .parameters import AdClickParameters

Batches: TypeAlias = Callable[[], Iterable[Batch]]
Take: TypeAlias = Callable[[Batch, Encoded], None]

_SLOT_BYTES: Final = 32  # two numbers of the logistic regression, and two counts


def in_time(encoder: Encoder, batches: Batches, take: Take | None = None) -> None:
    """One pass in time order: each row is encoded by all rows before it, then learnt."""
    for batch in batches():
        encoded = encoder.learn(encoder.slots(encoder.keys(batch)), batch)
        if take:
            take(batch, encoded)


def out_of_fold(encoder: Encoder, batches: Batches, take: Take, chosen: AdClickParameters) -> None:
    """Passes over a table without times: each row is encoded by the rows of all other folds.

    Counts of the others are those of all rows less those of the fold, scaled to a whole table; the logistic regression
    is learnt once for each fold without it, and once of everything. As many folds are learnt at once as the memory
    holds tables of, and `take` is told of their rows alone, fold group by fold group; what it is told of a row does
    not depend on that.
    """
    for group in _groups(chosen.past.folds, encoder.bits, chosen.table.megabytes):
        _take_folds(group, encoder, batches, take, chosen)


def _take_folds(group: range, encoder: Encoder, batches: Batches, take: Take, chosen: AdClickParameters) -> None:
    """Tell of the rows of some folds; before the first of these everything is learnt, too."""
    folds = chosen.past.folds
    scale = folds / (folds - 1)
    counts = [Counts.new(1 << encoder.bits, 0.0) for _ in group]
    models = [Ftrl.new(1 << encoder.bits, encoder.ftrl.base, encoder.ftrl.settings) for _ in group]
    for epoch in range(chosen.past.epochs):
        for batch in batches():
            slots, fold = encoder.slots(encoder.keys(batch)), _folds(batch, folds, chosen.seed)
            for number, model, own in zip(group, models, counts, strict=True):
                others = fold != number
                model.learn(slots[others], batch.label[others])
                if epoch == 0:
                    own.learn(slots[~others], batch.label[~others])
            if group.start == 0:
                encoder.ftrl.learn(slots, batch.label)
                if epoch == 0:
                    encoder.counts.learn(slots, batch.label)
    for batch in _of_folds(batches(), group, chosen):
        slots, fold = encoder.slots(encoder.keys(batch)), _folds(batch, folds, chosen.seed)
        found = encoder.read(slots)
        for number, model, own in zip(group, models, counts, strict=True):
            rows = np.flatnonzero(fold == number)
            found.logit[rows] = model.logit(slots[rows])
            seen, positive = own.read(slots[rows])
            found.seen[rows] = (found.seen[rows] - seen) * scale
            found.positive[rows] = (found.positive[rows] - positive) * scale
        take(batch, found)


def _of_folds(batches: Iterable[Batch], group: range, chosen: AdClickParameters) -> Iterator[Batch]:
    for batch in batches:
        fold = _folds(batch, chosen.past.folds, chosen.seed)
        yield batch.of(np.flatnonzero((fold >= group.start) & (fold < group.stop)))


def _groups(folds: int, bits: int, megabytes: int) -> list[range]:
    """Folds that are learnt at once, at least one."""
    at_once = max((megabytes << 20) // (_SLOT_BYTES << bits), 1)
    return [range(first, min(first + at_once, folds)) for first in range(0, folds, at_once)]


def _folds(batch: Batch, folds: int, seed: int) -> Positions:
    return (uniform(batch.positions, seed + 1) * folds).astype(np.int64)
