"""How long an ad has been shown: new ads are clicked otherwise than old ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from .batches import AD, NO_TIME, Batch, Floats, Positions, Schema
from .hashing import Keys, mixed

_KEY_BITS: Final = 64
_DAY_US: Final = 86_400_000_000
NEVER: Final = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Ages:
    """When each ad was first seen, in a hashed table; ads that share a slot are as old as the older one.

    Attributes:
        first: Microseconds since 1970 UTC, int64 (2^bits,).
        bits: Of the table.
    """

    first: Positions
    bits: int

    @classmethod
    def new(cls, bits: int) -> Ages:
        return cls(np.full(1 << bits, NEVER, dtype=np.int64), bits)

    def see(self, batch: Batch, schema: Schema) -> None:
        """Note the first time of ads that are seen for the first time."""
        there = np.flatnonzero(batch.time != NO_TIME)
        np.minimum.at(self.first, self._slots(batch, schema)[there], batch.time[there])

    def of(self, batch: Batch, schema: Schema) -> Floats:
        """Days since each row's ad was first seen, float64 (n,); 0 for one that never was, NaN without a time."""
        first = np.minimum(self.first[self._slots(batch, schema)], batch.time)
        return np.where(batch.time == NO_TIME, np.nan, (batch.time - first) / _DAY_US)

    def _slots(self, batch: Batch, schema: Schema) -> Positions:
        keys: Keys = mixed(batch.values[:, schema.categorical.index(AD)])
        return (keys >> np.uint64(_KEY_BITS - self.bits)).astype(np.int64)
