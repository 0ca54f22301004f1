"""How strongly a word or a brand speaks for a leaf, by counts over train rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .sorted_keys import found_at

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Hashes = npt.NDArray[np.uint32]

_OWN: Final = ("keys", "spoken", "silent", "leaves")  # of one that shares its hashes
_NOTHING_TOLD: Final = np.zeros(0, dtype=np.float32)


@dataclass(frozen=True)
class LeafEvidence:
    """Log of how much likelier a leaf is with a hash (of a word, a brand) than without knowing it.

    Attributes:
        hashes: Hashes that occur, sorted; (words,).
        keys: Position of a hash there times the number of leaves plus a leaf it occurs with, sorted; (pairs,).
        spoken: Evidence of each such pair; (pairs,).
        silent: Evidence of each hash for any leaf that it does not occur with; (words,).
        told: How much each hash tells: divergence of the leaves with it from those overall, in nats; (words,),
            or none where it is not asked.
        leaves: Number of leaves.
    """

    hashes: Hashes
    keys: Ints
    spoken: Floats
    silent: Floats
    told: Floats
    leaves: int

    @classmethod
    def fit(cls, hashes: Hashes, truth: sp.csr_array, weights: Floats, smoothing: float) -> LeafEvidence:
        """Count each hash once a row.

        Args:
            hashes: Hashes of each row, 0 for none; (n, most).
            truth: Leaves of each row; (n, leaves).
            weights: Weight of each row; (n,).
            smoothing: Rows, leaves as they are overall, that are added to those of each hash.
        """
        leaves = truth.shape[1]
        row, place = np.nonzero(hashes)
        seen = np.unique((row.astype(np.uint64) << np.uint64(32)) | hashes[row, place])
        row = (seen >> np.uint64(32)).astype(np.int64)
        known, word = np.unique((seen & np.uint64(0xFFFFFFFF)).astype(np.uint32), return_inverse=True)
        labels = np.diff(truth.indptr).astype(np.int64)
        times = labels[row]
        start = np.repeat(truth.indptr[row] - (np.cumsum(times) - times), times)
        leaf = truth.indices[start + np.arange(len(start))].astype(np.int64)
        keys, pair = np.unique(np.repeat(word, times) * leaves + leaf, return_inverse=True)
        together = np.bincount(pair, weights=weights[np.repeat(row, times)], minlength=len(keys))
        total = np.bincount(word, weights=weights[row] * times, minlength=len(known)) + smoothing
        prior = priors(truth, weights).astype(np.float64)[keys % leaves]
        of, spoken = keys // leaves, (together + smoothing * prior) / prior
        share = together / total[of]
        told = np.bincount(of, weights=share * np.log(np.maximum(share / prior, 1e-9)), minlength=len(known))
        return cls(
            known,
            keys,
            np.log(spoken / total[of]).astype(np.float32),
            np.log(smoothing / total).astype(np.float32),
            np.maximum(told, 0).astype(np.float32),
            leaves,
        )

    def places(self, hashes: Hashes) -> Ints:
        """Position of each hash among those known, -1 where it is not; the shape of `hashes`."""
        return found_at(self.hashes, hashes)

    def evidence(self, places: Ints, leaf: Ints) -> Floats:
        """Of known hashes for leaves, broadcast; 0 where a hash is not known."""
        if not len(self.hashes):
            return np.zeros(np.broadcast_shapes(places.shape, leaf.shape), dtype=np.float32)
        found = found_at(self.keys, places * self.leaves + leaf)
        spoken = np.where(found >= 0, self.spoken[found], self.silent[places])
        return np.where(places >= 0, spoken, np.float32(0))

    def telling(self, places: Ints) -> Floats:
        """How much hashes tell of the leaf, 0 where they are not known."""
        return np.append(self.told, np.float32(0))[places]

    def beside(self, other: LeafEvidence) -> LeafEvidence:
        """The same, of the hashes that `other` holds in memory, and without what they tell.

        Raises:
            ValueError: The hashes are not the same.
        """
        if not np.array_equal(self.hashes, other.hashes):
            raise ValueError("evidence of other hashes")
        return replace(self, hashes=other.hashes, told=_NOTHING_TOLD)

    def arrays(self, name: str) -> dict[str, npt.NDArray[Any]]:
        """For a file without objects."""
        return {f"{name}.{key}": np.asarray(getattr(self, key)) for key in self.__dataclass_fields__}

    def arrays_beside(self, name: str) -> dict[str, npt.NDArray[Any]]:
        """The same of one that is `beside` another: what is its own."""
        return {f"{name}.{key}": np.asarray(getattr(self, key)) for key in _OWN}

    @classmethod
    def of(cls, arrays: Any, name: str) -> LeafEvidence:
        """From what `arrays` gave."""
        given = {key: arrays[f"{name}.{key}"] for key in cls.__dataclass_fields__}
        return cls(**{**given, "leaves": int(given["leaves"])})

    @classmethod
    def of_beside(cls, arrays: Any, name: str, other: LeafEvidence) -> LeafEvidence:
        """From what `arrays_beside` gave."""
        given = {key: arrays[f"{name}.{key}"] for key in _OWN}
        return cls(**{**given, "leaves": int(given["leaves"])}, hashes=other.hashes, told=_NOTHING_TOLD)


def priors(truth: sp.csr_array, weights: Floats) -> Floats:
    """Share of each leaf in the rows, half a row given to every one; (leaves,)."""
    rows = np.asarray(weights @ truth, dtype=np.float32).ravel() + np.float32(0.5)
    return np.asarray(rows / rows.sum(), dtype=np.float32)
