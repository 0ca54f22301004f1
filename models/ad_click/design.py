"""What the trees see of an impression: shrunk rates and counts of its values, its numbers and its hour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from ..odds import log_odds, sigmoid
from .batches import Batch, Floats, Positions
from .fields import BIAS, HOUR, WEEKDAY, Fields, clock

Features = npt.NDArray[np.float32]

# What something is part of: where little is known of it, the whole speaks.
_WITHIN: Final = {"ad": ("campaign", "advertiser"), "campaign": ("advertiser",)}
_RATE_OF_NOTHING: Final = 0.5


@dataclass(frozen=True)
class CountSettings:
    """Counts and rates of values."""

    smoothing: float = 4.0  # expected positives, and negatives, that weigh against a value's own
    half_life: float = 0.0  # impressions after which one counts half; 0: never
    limit: float = 300.0  # impressions beyond which trees do not tell counts apart
    age_limit: float = 14.0  # days beyond which they do not tell ages of ads apart
    grain: float = 0.05  # log odds closer than that are one to the trees


@dataclass(frozen=True)
class Design:
    """Turns counts into features.

    The log odds of a value are its own, shrunk to what its parents say: an ad to its campaign, a campaign to its
    advertiser, a cross to the sum of its parts, anything else to all impressions (Micci-Barreca 2001, A Preprocessing
    Scheme for High-Cardinality Categorical Attributes).

    Attributes:
        parents: Positions of the parents of each field, int64 (fields, widest); 0, all impressions, where there are
            fewer.
        levels: Fields by generation, the first without the bias.
        shown: Fields that become features: numbers and the clock are features themselves, so bins of them are not.
        settings: How rates are shrunk, and how finely features are told apart.
    """

    fields: Fields
    parents: Positions
    levels: tuple[Positions, ...]
    shown: Positions
    settings: CountSettings

    @classmethod
    def of(cls, fields: Fields, settings: CountSettings) -> Design:
        parents = _parents(fields)
        widest = max((len(one) for one in parents), default=1)
        table = np.zeros((len(parents), widest), dtype=np.int64)
        depth = [0] * len(parents)
        for position, own in enumerate(parents):
            table[position, : len(own)] = own
        for _ in parents:  # as many rounds as the longest chain could need
            depth = [0 if not place else 1 + max(depth[one] for one in own) for place, own in enumerate(parents)]
        levels = tuple(np.flatnonzero(np.array(depth) == level) for level in range(1, max(depth) + 1))
        plain = {*fields.schema.numeric, HOUR, WEEKDAY, BIAS}
        shown = [place for place, own in enumerate(fields.members) if not plain.issuperset(own)]
        return cls(fields, table, levels, np.array(shown, dtype=np.int64), settings)

    @property
    def names(self) -> list[str]:
        """Of the features."""
        fields = [self.fields.names[place] for place in self.shown]
        schema = self.fields.schema
        clocks = ["hour", "weekday"] if schema.timed else []
        looked_up = [f"{kind} {one}" for kind in ("odds", "count") for one in fields]
        return [*looked_up, *schema.numbers, *clocks]

    def log_odds(self, seen: Floats, positive: Floats) -> Floats:
        """Shrunk log odds of each value, float64 (n, fields), from its counts of the same shape."""
        smoothing = self.settings.smoothing
        found = np.empty(seen.shape)
        rate = (positive[:, 0] + _RATE_OF_NOTHING) / (seen[:, 0] + 1)
        found[:, 0] = log_odds(rate)
        excess = found[:, :1] * (self.parents.shape[1] - 1)
        for level in self.levels:
            expected = found[:, self.parents[level]].sum(axis=2) - excess
            own, own_positive = seen[:, level], positive[:, level]
            usual = own * sigmoid(expected)
            up = np.log((own_positive + smoothing) / (usual + smoothing))
            down = np.log((own - own_positive + smoothing) / (own - usual + smoothing))
            found[:, level] = expected + up - down
        return found

    def matrix(self, batch: Batch, seen: Floats, positive: Floats) -> Features:
        """Features, float32 (n, features).

        Rates are told apart no finer than by `grain`, counts and ages no further than to their limits: the exact rate
        or count of a common value says when, or in which fold, a row was encoded, and trees would learn that.

        Args:
            batch: n impressions.
            seen: Impressions of each value before, float64 (n, fields).
            positive: Positives among them.
        """
        odds = self.log_odds(seen, positive)
        count, grain = len(self.shown), self.settings.grain
        schema = self.fields.schema
        numbers = 2 * count + len(schema.numbers)
        features = np.empty((len(batch), numbers + 2 * schema.timed), dtype=np.float32)
        features[:, :count] = np.rint((odds[:, self.shown] - odds[:, :1]) / grain) * grain
        features[:, count : 2 * count] = np.log1p(np.minimum(seen[:, self.shown], self.settings.limit))
        features[:, 2 * count : numbers] = batch.numbers
        if schema.aged:
            np.minimum(features[:, numbers - 1], self.settings.age_limit, out=features[:, numbers - 1])
        if schema.timed:
            features[:, -2], features[:, -1] = clock(batch.time)
        return features


def _parents(fields: Fields) -> list[tuple[int, ...]]:
    place = {name: position for position, name in enumerate(fields.singles)}
    found: list[tuple[int, ...]] = []
    for name in fields.singles:
        whole = [place[one] for one in _WITHIN.get(name, ()) if one in place]
        found.append((whole[0] if whole else 0,))
    found[0] = ()
    found += [tuple(place[name] for name in cross) for cross in fields.crosses]
    return found
