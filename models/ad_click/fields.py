"""Fields of an impression: its columns, bins of its numbers, hour and weekday, and crosses of them, as hashed keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

from .batches import NO_TIME, POSITION, Batch, Floats, Positions, Schema
from .hashing import Keys, hash_text, mixed

BIAS: Final = ""  # the field that every impression has the same value of: its counts are those of all impressions
HOUR: Final = "time.hour"
WEEKDAY: Final = "time.weekday"
ANY: Final = "*"
_HOUR_US: Final = 3_600_000_000
_HOURS: Final = 24
_DAYS: Final = 7
_THURSDAY: Final = 3  # 1970-01-01, with Monday 0


@dataclass(frozen=True)
class Fields:
    """What of an impression is looked up.

    Attributes:
        schema: Columns of the examples.
        edges: Of each numeric column the inner edges of its bins, ascending.
        crosses: Each a tuple of names of single fields.
    """

    schema: Schema
    edges: tuple[Floats, ...]
    crosses: tuple[tuple[str, ...], ...]

    @classmethod
    def fit(cls, schema: Schema, first: Batch, bins: int, crosses: tuple[tuple[str, ...], ...]) -> Self:
        """Bins of the numbers by quantiles of the first rows; of the crosses those whose columns are all there."""
        edges = tuple(_edges(first.numbers[:, column], bins) for column in range(len(schema.numeric)))
        return cls(schema, edges, _resolved(crosses, _singles(schema)))

    @property
    def singles(self) -> tuple[str, ...]:
        return _singles(self.schema)

    @property
    def names(self) -> tuple[str, ...]:
        """Of all fields, in the order of `keys`."""
        return (*self.singles, *(" x ".join(cross) for cross in self.crosses))

    @property
    def members(self) -> tuple[tuple[str, ...], ...]:
        """Of each field, in the order of `keys`, the single fields that it is made of."""
        return (*((name,) for name in self.singles), *self.crosses)

    @property
    def numbers(self) -> tuple[tuple[int, int], ...]:
        """Of each number that comes with the impression: its column in a batch, and its place among the fields."""
        place = {name: position for position, name in enumerate(self.singles)}
        given = (*self.schema.numeric, *((POSITION,) if self.schema.placed else ()))
        return tuple((column, place[name]) for column, name in enumerate(given))

    def keyer(self) -> Keyer:
        return Keyer.of(self)

    def as_json(self) -> dict[str, Any]:
        return {
            "categorical": list(self.schema.categorical),
            "numeric": list(self.schema.numeric),
            "timed": self.schema.timed,
            "edges": [edges.tolist() for edges in self.edges],
            "crosses": [list(cross) for cross in self.crosses],
        }

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> Self:
        schema = Schema(tuple(given["categorical"]), tuple(given["numeric"]), bool(given["timed"]))
        edges = tuple(np.array(one, dtype=np.float64) for one in given["edges"])
        return cls(schema, edges, tuple(tuple(cross) for cross in given["crosses"]))


@dataclass(frozen=True)
class Keyer:
    """Fields, prepared: `keys` is on the road of a bid, where each call of numpy counts."""

    fields: Fields
    salts: Keys  # (singles,)
    parts: Positions  # (crosses, widest): singles of each cross, the one past the last where there are fewer
    factors: Keys  # (widest,): odd, so that the order within a cross counts
    cross_salts: Keys  # (crosses,)

    @classmethod
    def of(cls, fields: Fields) -> Keyer:
        singles = fields.singles
        place = {name: position for position, name in enumerate(singles)}
        widest = max((len(cross) for cross in fields.crosses), default=0)
        parts = np.full((len(fields.crosses), widest), len(singles), dtype=np.int64)
        for row, cross in enumerate(fields.crosses):
            parts[row, : len(cross)] = [place[name] for name in cross]
        names = fields.names
        salts = np.array([hash_text(name) for name in names], dtype=np.uint64)
        factors = np.array([hash_text(f"factor {column}") | 1 for column in range(widest)], dtype=np.uint64)
        return cls(fields, salts[: len(singles)], parts, factors, salts[len(singles) :])

    def keys(self, batch: Batch) -> Keys:
        """Keys of all fields, uint64 (n, fields), in the order of `Fields.names`; the first is that of the bias."""
        schema = self.fields.schema
        count, columns = len(batch), len(schema.categorical)
        raw = np.zeros((count, len(self.salts) + 1), dtype=np.uint64)
        raw[:, 1 : 1 + columns] = batch.values
        for position, edges in enumerate(self.fields.edges):
            numbers = batch.numbers[:, position]
            raw[:, 1 + columns + position] = np.searchsorted(edges, numbers, side="right") + (numbers != numbers)
        if schema.timed:
            raw[:, -3], raw[:, -2] = clock(batch.time)
        raw[:, :-1] = mixed(raw[:, :-1] ^ self.salts)
        if not len(self.parts):
            return raw[:, :-1]
        crossed = (raw[:, self.parts] * self.factors).sum(axis=2, dtype=np.uint64)
        return np.concatenate([raw[:, :-1], mixed(crossed ^ self.cross_salts)], axis=1)


def clock(time: Positions) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Hour of the day and day of the week in UTC, Monday 0; 24 and 7 where the time is missing."""
    hours = time // _HOUR_US
    missing = time == NO_TIME
    hour = np.where(missing, _HOURS, hours % _HOURS)
    weekday = np.where(missing, _DAYS, (hours // _HOURS + _THURSDAY) % _DAYS)
    return hour.astype(np.uint64), weekday.astype(np.uint64)


def _singles(schema: Schema) -> tuple[str, ...]:
    clocks = (HOUR, WEEKDAY) if schema.timed else ()
    return (BIAS, *schema.categorical, *schema.numeric, *clocks)


def _edges(numbers: Floats, bins: int) -> Floats:
    there = numbers[np.isfinite(numbers)]
    if not len(there):
        return np.empty(0)
    return np.unique(np.quantile(there, np.arange(1, bins) / bins))


def _resolved(crosses: tuple[tuple[str, ...], ...], singles: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """`*` stands for each column; crosses of columns that are not there, or of one with itself, are left out."""
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for cross in crosses:
        options: list[tuple[str, ...]] = [()]
        for name in cross:
            fitting = singles[1:] if name == ANY else tuple(one for one in singles if one == name)
            options = [(*begun, one) for begun in options for one in fitting if one not in begun]
        for one in options:
            if len(one) > 1:
                found.setdefault(frozenset(one), one)
    return tuple(found.values())
