"""Named random streams, so that what one table draws never depends on what another one drew."""

from __future__ import annotations

import hashlib

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.uint32]


def _name_key(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest(), "little")


def stream(seed: int, name: str, block: int = 0) -> np.random.Generator:
    """A generator of its own for one table (or one aspect of it) and one block of rows.

    It is the child `(hash of name, block)` of the seed's `SeedSequence`, as `SeedSequence.spawn` would derive
    it, so streams are independent and adding a name moves none of the others.
    """
    sequence = np.random.SeedSequence(entropy=seed, spawn_key=(_name_key(name), block))
    return np.random.Generator(np.random.SFC64(sequence))


def scrambled(numbers: npt.NDArray[np.integer], seed: int, name: str) -> Ids:
    """Distinct 32-bit ids in no visible order for distinct numbers below 2**32.

    The finalizer of MurmurHash3 (Appleby 2011) is a bijection, so no two numbers share an id, and no table of
    ids has to be kept to know that.
    """
    key = np.random.SeedSequence(entropy=seed, spawn_key=(_name_key("id " + name),)).generate_state(1)[0]
    mixed: Ids = numbers.astype(np.uint32) ^ np.uint32(key)
    mixed ^= mixed >> np.uint32(16)
    mixed *= np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(13)
    mixed *= np.uint32(0xC2B2AE35)
    mixed ^= mixed >> np.uint32(16)
    return mixed


def draws(ids: Ids, seed: int, name: str) -> npt.NDArray[np.float64]:
    """A number in (0, 1) for each id, one for each name: the same in every world that holds the id, in any order."""
    return (scrambled(ids, seed, "draw of " + name).astype(np.float64) + 0.5) / 2.0**32


def normal_draws(ids: Ids, seed: int, name: str) -> npt.NDArray[np.float64]:
    """A standard normal number for each id, one for each name (Box and Muller 1958)."""
    radius = np.sqrt(-2.0 * np.log(draws(ids, seed, name + ", radius")))
    normal: npt.NDArray[np.float64] = radius * np.cos(2 * np.pi * draws(ids, seed, name + ", angle"))
    return normal
