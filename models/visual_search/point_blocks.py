"""Points of many pictures in a few arrays: more come without those that are there being copied each time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class PointBlock:
    """Points of pictures, a byte a number.

    Attributes:
        places: Of all points, picture after picture; float16 (points, 2).
        looks: Likewise; bytes (points, 128).
        begins: Where each picture's points begin, and where the last one's end; (pictures + 1,).
    """

    places: Any
    looks: Any
    begins: Ints

    @classmethod
    def of(cls, pictures: Iterable[tuple[Any, Any]]) -> Self:
        """Of pictures, places and looks of each."""
        found = list(pictures)
        places = [np.zeros((0, 2), dtype=np.float16), *(one for one, _ in found)]
        looks = [np.zeros((0, 128), dtype=np.uint8), *(one for _, one in found)]
        begins = np.concatenate([[0], np.cumsum([len(one) for one, _ in found])]).astype(np.int64)
        return cls(np.concatenate(places), np.concatenate(looks), begins)

    def __len__(self) -> int:
        return len(self.begins) - 1

    def with_more(self, more: PointBlock) -> PointBlock:
        """These pictures, then those."""
        return PointBlock(
            np.concatenate([self.places, more.places]),
            np.concatenate([self.looks, more.looks]),
            np.concatenate([self.begins, self.begins[-1] + more.begins[1:]]),
        )


@dataclass(frozen=True)
class PointBlocks:
    """Blocks one behind the other, each of far more pictures than the next."""

    blocks: Sequence[PointBlock]

    @cached_property
    def _ends(self) -> Ints:
        """Number of the first picture behind each block."""
        return np.cumsum([len(block) for block in self.blocks], dtype=np.int64)

    def __len__(self) -> int:
        return int(self._ends[-1]) if len(self.blocks) else 0

    def __getitem__(self, picture: int) -> tuple[Any, Any]:
        """Places and looks of a picture's points."""
        at = int(np.searchsorted(self._ends, picture, side="right"))
        block = self.blocks[at]
        own = picture - int(self._ends[at]) + len(block)
        rows = slice(int(block.begins[own]), int(block.begins[own + 1]))
        return block.places[rows], block.looks[rows]

    def with_more(self, more: PointBlock) -> PointBlocks:
        """These pictures, then those; what comes in small parts is copied but a few times."""
        blocks = [*self.blocks, more]
        while len(blocks) > 1 and len(blocks[-2]) <= 2 * len(blocks[-1]):
            last = blocks.pop()
            blocks[-1] = blocks[-1].with_more(last)
        return PointBlocks(tuple(blocks))

    def taken(self, pictures: Ints) -> PointBlocks:
        """Of some pictures alone, in this order."""
        return PointBlocks((PointBlock.of(self[picture] for picture in pictures.tolist()),))

    def joined(self) -> PointBlock:
        """All in one."""
        whole = PointBlock.of(())
        for block in self.blocks:
            whole = whole.with_more(block)
        return whole
