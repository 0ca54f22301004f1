"""The logged searches as events: who was shown what, for which query, where and when, and what came of it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..words import normalised
from .catalogue import Catalogue
from .example_parts import Part
from .history import History, Moments
from .history_kinds import EXPOSED, INTEREST, PRICE, PRICED
from .history_settings import HistorySettings
from .names import Names
from .propensity import Propensities, estimated
from .propensity_settings import PropensitySettings

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

_OF_PRODUCT: Final = ("category", "brand", "colour")
_DAY: Final = 86_400.0
_LONGEST: Final = 500  # characters of a query


@dataclass(frozen=True)
class SearchLog:
    """Products shown in logged searches.

    Attributes:
        names: Queries, regions and customers.
        moments: One row a product shown.
        interest: The gain of what came of it, 1 a purchase; (shown,).
        rank: Place, NaN where not known; (shown,).
        click: Whether it was clicked or bought; (shown,).
        price: Logarithm of its price over that of its category, less the mean of what was shown beside it, NaN where
            not known; (shown,).
    """

    names: Names
    moments: Moments
    interest: Numbers
    rank: Numbers
    click: npt.NDArray[np.bool_]
    price: Numbers

    @classmethod
    def of(cls, parts: Sequence[Part], catalogue: Catalogue) -> Self:
        """From the splits whose searches are known; those without a time are left out."""
        queries = [query_keys(part.searches["query"]) for part in parts]
        columns = {"region": "region", "customer": "customer_id"}
        every = {kind: pd.concat([part.searches[name] for part in parts]) for kind, name in columns.items()}
        names = Names.of({"query": itertools.chain(*queries), **every})
        logs = [_of_part(part, own, names, catalogue) for part, own in zip(parts, queries, strict=True)]
        values = {kind: np.concatenate([one.moments.values[kind] for one in logs]) for kind in logs[0].moments.values}
        moments = Moments(values, np.concatenate([one.moments.times for one in logs]))
        told = [np.concatenate([getattr(one, name) for one in logs]) for name in ("interest", "rank", "click", "price")]
        return cls(names, moments, *told)

    def __len__(self) -> int:
        return len(self.moments)

    def first(self, count: int) -> SearchLog:
        """The first so many products shown: those of the first split, with the numbers of all."""
        values = {name: value[:count] for name, value in self.moments.values.items()}
        moments = Moments(values, self.moments.times[:count])
        return SearchLog(
            self.names, moments, self.interest[:count], self.rank[:count], self.click[:count], self.price[:count]
        )

    def propensities(self, settings: PropensitySettings) -> Propensities:
        """How much less lower places are looked at."""
        window = np.floor(self.moments.times / (settings.window_days * _DAY)).astype(np.int64)
        kinds = ("query", "product")
        frame = pd.DataFrame({kind: self.moments.values[kind] for kind in kinds} | {"window": window})
        groups = frame.groupby(list(frame.columns), sort=False).ngroup().to_numpy().astype(np.int64)
        return estimated(groups, self.rank, self.click, settings)

    def history(
        self, catalogue: Catalogue, propensities: Propensities, most_weight: float, settings: HistorySettings
    ) -> History:
        """The log as counts, clicks corrected for their places."""
        chance = propensities.of(self.rank)
        interest = self.interest * np.minimum(1.0 / chance, most_weight)
        priced = np.isfinite(self.price)
        weights = {
            INTEREST: interest,
            EXPOSED: chance,
            PRICE: interest * np.where(priced, self.price, 0.0),
            PRICED: np.where(priced, interest, 0.0),
        }
        sizes = {kind: len(numbers) for kind, numbers in self.names.numbers.items()}
        sizes |= {"product": len(catalogue)} | {kind: len(catalogue.names[kind]) for kind in _OF_PRODUCT}
        return History.of(self.moments, weights, sizes, settings)


def _of_part(part: Part, queries: list[str], names: Names, catalogue: Catalogue) -> SearchLog:
    pairs = part.pairs.take(np.flatnonzero((part.logged & np.isfinite(part.times))[part.pairs.search]))
    asked: dict[str, Iterable[Any]] = {
        "query": queries,
        "region": part.searches["region"],
        "customer": part.searches["customer_id"],
    }
    values = {kind: names.numbered(kind, column)[pairs.search] for kind, column in asked.items()}
    moments = Moments(of_products(pairs.product, catalogue) | values, part.times[pairs.search])
    price = catalogue.relative_price[pairs.product].astype(np.float64)
    beside = pd.Series(price).groupby(pairs.search).transform("mean").to_numpy()
    return SearchLog(names, moments, pairs.gain, pairs.rank, pairs.click | pairs.purchase, price - beside)


def of_products(product: Ints, catalogue: Catalogue) -> dict[str, Ints]:
    """Numbers of products and of what they are: category, brand, colour."""
    return {"product": product} | {kind: catalogue.codes[kind][product].astype(np.int64) for kind in _OF_PRODUCT}


def query_keys(queries: Iterable[Any]) -> list[str]:
    """Queries as their words; "" where missing or without any."""
    return normalised(["" if pd.isna(query) else str(query)[:_LONGEST] for query in queries])
