"""Stable 64-bit hashes of texts: the same on every machine and in every process.

Values of any cardinality, seen or never seen, become keys of a table of fixed size (Weinberger et al. 2009, Feature
Hashing for Large Scale Multitask Learning).
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.uint64]

MISSING: Final = 0x9E3779B97F4A7C15  # what a cell without a value hashes to: no text does, but for chance
_BYTES: Final = 8
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_SHIFTS: Final = (np.uint64(30), np.uint64(27), np.uint64(31))


def hash_text(text: str) -> int:
    """64-bit hash of a text."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest(), "little")


def hash_texts(texts: Iterable[str | None]) -> Keys:
    """64-bit hashes, uint64 (n,); null is a value of its own. Callers give distinct texts: each is hashed."""
    missing = MISSING.to_bytes(_BYTES, "little")
    digests = [
        missing if text is None else blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest()
        for text in texts
    ]
    return np.frombuffer(b"".join(digests), dtype="<u8").astype(np.uint64, copy=False)


def mixed(keys: Keys) -> Keys:
    """Spread every bit over all 64 (the finaliser of Steele, Lea and Flood 2014, SplitMix), a bijection, any shape."""
    keys = (keys ^ (keys >> _SHIFTS[0])) * _FIRST
    keys = (keys ^ (keys >> _SHIFTS[1])) * _SECOND
    return keys ^ (keys >> _SHIFTS[2])


def uniform(positions: npt.NDArray[np.int64], seed: int) -> npt.NDArray[np.float64]:
    """A number in [0, 1) for each position, the same for the same seed, float64 (n,)."""
    return uniform_of(positions.astype(np.uint64) + np.uint64(1), seed)


def uniform_of(keys: Keys, seed: int) -> npt.NDArray[np.float64]:
    """A number in [0, 1) for each key, the same for the same seed, float64 (n,)."""
    salt = np.full(1, seed, dtype=np.uint64)
    keys = mixed(mixed(keys) ^ mixed(salt * _SECOND + _FIRST))
    return (keys >> np.uint64(11)).astype(np.float64) * 2.0**-53
