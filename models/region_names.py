"""Regions as they are written: blanks around a name and its capitals make no other region."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class RegionNames:
    """Regions that somebody has named.

    Attributes:
        names: Each once, in order.
    """

    names: tuple[str, ...]
    _likes: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # A name as it stands wins over another that differs in capitals alone; else small letters do, else the first.
        likes = {_folded(name): name for name in reversed(self.names)} | {name: name for name in self.names}
        object.__setattr__(self, "_likes", likes)

    @classmethod
    def of(cls, names: Iterable[Any]) -> RegionNames:
        """From cells of tables; missing and blank ones are none."""
        known = {str(name).strip() for name in pd.unique(pd.Series(list(names), dtype="object")) if not pd.isna(name)}
        return cls(tuple(sorted(known - {""})))

    def spelt(self, said: str | None) -> str | None:
        """The region that is meant, as it is known; None where nothing is said or nobody has named it."""
        if said is None:
            return None
        bare = said.strip()
        return self._likes.get(bare) or self._likes.get(_folded(bare))


def _folded(name: str) -> str:
    return name.strip().casefold()
