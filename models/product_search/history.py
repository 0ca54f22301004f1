"""The log as faded counts: of products, regions, queries and customers, by themselves and together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from ..faded_counts import DAY, Counts, DecayedCounts, LatestCounts
from .history_kinds import KINDS
from .history_settings import HistorySettings

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Moments:
    """Who, where, what and when of n rows; a number of -1 is not known.

    Attributes:
        values: Of each of product, category, brand, colour, query, region, customer, its number; (n,) each.
        times: Seconds since 1970; (n,).
    """

    values: Mapping[str, Ints]
    times: Numbers

    def __len__(self) -> int:
        return len(self.times)


@dataclass(frozen=True)
class History:
    """Faded counts of every one of `KINDS`; none where there is no log.

    Attributes:
        sizes: How many there are of each of product, category, ...; a pair's key is made of them.
        counts: By the name of the kind.
    """

    sizes: Mapping[str, int]
    counts: Mapping[str, Counts]

    @classmethod
    def of(
        cls, events: Moments, weights: Mapping[str, Numbers], sizes: Mapping[str, int], settings: HistorySettings
    ) -> Self:
        """Counts that may be asked for any moment.

        Args:
            events: Products shown.
            weights: By name of the weight, of each event; (events,) each.
            sizes: As the attribute.
            settings: Half-lives.
        """
        counts = {}
        for name, kind in KINDS.items() if len(events) else ():
            half_life = float(getattr(settings, kind.half_life)) * DAY
            keys = _keys(events, kind.keys, sizes)
            counts[name] = DecayedCounts.of(keys, events.times, weights[kind.weight], half_life)
        return cls(sizes, counts)

    def __bool__(self) -> bool:
        return bool(self.counts)

    def at(self, name: str, moments: Moments) -> Numbers:
        """Faded count of a kind before each moment, 0 where nothing is known; (n,)."""
        return self.counts[name].at(_keys(moments, KINDS[name].keys, self.sizes), moments.times)

    def within(self, name: str, first: int, time: float) -> tuple[Ints, Numbers]:
        """Faded counts before a time, of all pairs whose first part is the one given.

        Args:
            name: A kind that counts pairs.
            first: Number of the first part.
            time: Seconds since 1970.

        Returns:
            Numbers of the second parts, each once, and their counts.
        """
        size = self.sizes[KINDS[name].keys[1]]
        keys, counts = self.counts[name].within(first * size, (first + 1) * size, time)
        return keys - first * size, counts

    def latest(self) -> History:
        """The counts at the end of the log, without the way there."""
        return History(self.sizes, {name: _latest(one) for name, one in self.counts.items()})

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """The latest counts, as a file of arrays holds them."""
        out: dict[str, npt.NDArray[Any]] = {f"size_{name}": np.array(size) for name, size in self.sizes.items()}
        for name, counts in self.counts.items():
            one = _latest(counts)
            out |= {f"{name}_keys": one.keys, f"{name}_sums": one.sums, f"{name}_times": one.times}
            out[f"{name}_half_life"] = np.array(one.half_life)
        return out

    @classmethod
    def read(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> Self:
        """From what `arrays` gave."""
        sizes = {name[5:]: int(arrays[name]) for name in arrays if name.startswith("size_")}
        known = [name for name in KINDS if f"{name}_keys" in arrays]
        return cls(sizes, {name: _read(arrays, name) for name in known})


def _latest(counts: Counts) -> LatestCounts:
    if isinstance(counts, DecayedCounts):
        return counts.latest()
    assert isinstance(counts, LatestCounts)  # noqa: S101 - the two that are Counts
    return counts


def _read(arrays: Mapping[str, npt.NDArray[Any]], name: str) -> LatestCounts:
    keys, sums, times = (arrays[f"{name}_{part}"] for part in ("keys", "sums", "times"))
    return LatestCounts(keys, sums, times, float(arrays[f"{name}_half_life"]))


def _keys(moments: Moments, names: tuple[str, ...], sizes: Mapping[str, int]) -> Ints:
    """One number for each combination, -1 where a part is not known."""
    key, known = np.zeros(len(moments), dtype=np.int64), np.ones(len(moments), dtype=bool)
    for name in names:
        value = moments.values[name]
        key = key * sizes[name] + value
        known &= value >= 0
    return np.where(known, key, -1)
