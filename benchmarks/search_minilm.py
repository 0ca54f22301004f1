"""MiniLM as it comes: cosines of queries and titles, every title looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from benchmarks.search_peers import Ints, Mask, Setting, best, texts_of
from models.minilm import encode

PIECES: Final = 128  # word pieces that are read of a text
PLAIN: Final[Setting] = {"fields": "title"}


@dataclass(frozen=True)
class MiniLm:
    """Vectors of titles.

    Attributes:
        vectors: Of unit length; (products, 384).
        threads: Of the network.
    """

    vectors: npt.NDArray[np.float32]
    threads: int

    @classmethod
    def settings(cls, language: str) -> list[Setting]:  # noqa: ARG003 - as every peer
        return [PLAIN]

    @classmethod
    def build(cls, products: pd.DataFrame, setting: Setting, *, threads: int) -> Self:
        return cls(encode(texts_of(products, setting["fields"]), max_length=PIECES, threads=threads), threads)

    def search(self, queries: list[str], k: int, allowed: Sequence[Mask] | None = None) -> list[Ints]:
        asked = encode(queries, max_length=PIECES, threads=self.threads)
        masks = [None] * len(queries) if allowed is None else allowed
        # cosines below zero are moved above it: every product is somewhere in the list, the farthest last
        return [
            best(self.vectors @ one + 2.0 if one.any() else np.zeros(len(self.vectors)), k, mask)
            for one, mask in zip(asked, masks, strict=True)
        ]
