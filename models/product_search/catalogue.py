"""The products that are searched, known by their position: their row in the order of their ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..moments import seconds_of
from ..words import spelt_column

Codes = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.float64]

FILE: Final = "catalogue.parquet"
KINDS: Final = ("category", "brand", "colour", "language")
NONE: Final = -1


@dataclass(frozen=True)
class Catalogue:
    """What is looked up of n products.

    Attributes:
        ids: Their ids, sorted; (n,).
        codes: Of each of `KINDS`, the product's, -1 where not known; (n,) each.
        names: Of each of `KINDS`, what the codes are called: a category's path, a brand or colour as it is spelt in
            queries, a language.
        log_price: Natural logarithm, NaN where not known or not above 0; (n,).
        relative_price: The same less the median of the category; (n,).
        launched: Seconds since 1970, NaN where not known; (n,).
    """

    ids: npt.NDArray[np.object_]
    codes: dict[str, Codes]
    names: dict[str, tuple[str, ...]]
    log_price: Floats
    relative_price: Floats
    launched: Numbers

    @classmethod
    def of(cls, products: pd.DataFrame) -> Self:
        """From products in the order of their ids."""
        codes: dict[str, Codes] = {}
        names: dict[str, tuple[str, ...]] = {}
        for kind in KINDS:
            codes[kind], names[kind] = _coded(_said(products, kind))
        price = products["price"].to_numpy(dtype=np.float64, na_value=np.nan)
        with np.errstate(invalid="ignore", divide="ignore"):
            log_price = np.where(price > 0, np.log(price), np.nan)
        usual = pd.Series(log_price).groupby(codes["category"]).transform("median").to_numpy()
        seconds = seconds_of(products["launch_date"])
        ids = products["product_id"].to_numpy(dtype=object)
        return cls(ids, codes, names, log_price.astype(np.float32), (log_price - usual).astype(np.float32), seconds)

    def __len__(self) -> int:
        return len(self.ids)

    def positions(self, ids: Sequence[str]) -> npt.NDArray[np.int64]:
        """Where products lie, -1 for those that are not among them."""
        places = np.searchsorted(self.ids, np.array(ids, dtype=object))
        inside = np.minimum(places, len(self.ids) - 1)
        return np.where(self.ids[inside] == np.array(ids, dtype=object), inside, NONE)

    def numbered(self, kind: str, names: Iterable[Any]) -> npt.NDArray[np.int64]:
        """Numbers of names of one of `KINDS`, -1 where not known."""
        known = self._numbers[kind]
        return np.fromiter((NONE if pd.isna(name) else known.get(name, NONE) for name in names), dtype=np.int64)

    @cached_property
    def _numbers(self) -> dict[str, dict[str, int]]:
        return {kind: {name: number for number, name in enumerate(names)} for kind, names in self.names.items()}

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        columns: dict[str, Any] = {"product_id": pd.array(self.ids, dtype="str")}
        for kind in KINDS:
            columns[kind] = pd.Categorical.from_codes(self.codes[kind], pd.Index(self.names[kind], dtype="str"))
        columns |= {"log_price": self.log_price, "relative_price": self.relative_price, "launched": self.launched}
        pd.DataFrame(columns).to_parquet(directory / FILE, index=False)

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        frame = pd.read_parquet(directory / FILE)
        codes = {kind: frame[kind].cat.codes.to_numpy().astype(np.int32) for kind in KINDS}
        names = {kind: tuple(str(one) for one in frame[kind].cat.categories) for kind in KINDS}
        numbers = [frame[name].to_numpy() for name in ("log_price", "relative_price", "launched")]
        return cls(frame["product_id"].to_numpy(dtype=object), codes, names, *numbers)


def _said(products: pd.DataFrame, kind: str) -> pd.Series[str]:
    column = products[kind].astype("str")
    if kind in ("brand", "colour"):
        spelt = pd.Series(spelt_column(column), dtype="str")
        return spelt.where(spelt != "", None)
    return column


def _coded(column: pd.Series[str]) -> tuple[Codes, tuple[str, ...]]:
    codes, names = pd.factorize(column, sort=True, use_na_sentinel=True)
    return codes.astype(np.int32), tuple(str(one) for one in names)
