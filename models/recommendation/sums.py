"""Sums over a batch's histories by request and something else, looked up for candidates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Sums:
    """Sums by key.

    Attributes:
        size: Codes there are; a key is the request times this plus the code.
        keys: Sorted, each once; (keys,).
        values: Of each; (keys,).
    """

    size: int
    keys: Ints
    values: Numbers

    @classmethod
    def of(cls, request: Ints, code: npt.NDArray[np.integer], weight: npt.NDArray[np.floating], size: int) -> Self:
        """From events of histories; those of a code of -1 are left out.

        Args:
            request: Of each event; (events,).
            code: What they are summed by; (events,).
            weight: (events,).
            size: Codes there are.
        """
        known = code >= 0
        keys, row = np.unique(request[known] * size + code[known], return_inverse=True)
        return cls(size, keys, np.bincount(row, weight[known], len(keys)).astype(np.float64))

    @classmethod
    def latest(cls, request: Ints, code: npt.NDArray[np.integer], value: Numbers, size: int) -> Self:
        """The value of the last event of each key instead of a sum; arguments as those of `of`."""
        keys, row = np.unique((request * size + code)[::-1], return_index=True)
        return cls(size, keys, value[::-1][row])

    def at(self, request: Ints, code: npt.NDArray[np.integer], absent: float = 0.0) -> Numbers:
        """The sums of candidates, `absent` where there is none; (rows,)."""
        if not len(self.keys):
            return np.full(len(request), absent)
        keys = request * self.size + code
        row = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where((self.keys[row] == keys) & (code >= 0), self.values[row], absent)
