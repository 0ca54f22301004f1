"""Searches and the products that they are about, whether judged or logged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from features.columns import Longs, Mask
from features.product_search.queries import Keys

JUDGED, LOGGED = "judged", "logged"


@dataclass(frozen=True)
class Searches:
    """n searches and their m pairs.

    Attributes:
        rows: n rows: example_id, query, customer_id, region, language (str, missing where not known), kind.
        times: (n,) microseconds, `NO_TIME` where not known.
        keys: (n,) of their queries, see `queries.query_keys`.
        given: (n,) position in `SPLITS` that the table gives, `UNKNOWN` where it gives none.
        pairs: m rows: search (position of a search), product (position in the catalogue), gain, grade (0..3, -1 where
            it is none of four), rank (NaN where not known), click, purchase; a product once a search.
        lost: Rows of products that are not in the catalogue.
        merged: Rows that said again what another row of the search says.
        contradicting: Judgments of one pair that differ and are equally late; left out.
        crossing: Judgments of a query that another spelling of it has in a later split; left out.
    """

    rows: pd.DataFrame
    times: Longs
    keys: Keys
    given: Longs
    pairs: pd.DataFrame
    lost: int = 0
    merged: int = 0
    contradicting: int = 0
    crossing: int = 0

    def __len__(self) -> int:
        return len(self.rows)

    def relevant(self) -> Mask:
        """(n,) whether a search has a product of any gain."""
        has = np.zeros(len(self), dtype=bool)
        has[self.pairs["search"].to_numpy()[self.pairs["gain"].to_numpy() > 0]] = True
        return has

    def take(self, chosen: Longs) -> Searches:
        """These searches, in this order, with their pairs in the same."""
        place = np.full(len(self), -1, dtype=np.int64)
        place[chosen] = np.arange(len(chosen))
        pairs = self.pairs.assign(search=place[self.pairs["search"].to_numpy()])
        pairs = pairs[pairs["search"] >= 0].sort_values("search", kind="stable", ignore_index=True)
        rows = self.rows.take(chosen).reset_index(drop=True)
        return replace(
            self, rows=rows, times=self.times[chosen], keys=self.keys[chosen], given=self.given[chosen], pairs=pairs
        )


def together(parts: list[Searches]) -> Searches:
    """All searches as one, by time (those without one first), then by example_id: in whatever order the rows came."""
    before = np.cumsum([0, *(len(part) for part in parts)])
    pairs = pd.concat(
        [part.pairs.assign(search=part.pairs["search"] + start) for part, start in zip(parts, before, strict=False)],
        ignore_index=True,
    )
    rows = pd.concat([part.rows for part in parts], ignore_index=True)
    whole = Searches(
        rows,
        np.concatenate([part.times for part in parts]),
        np.concatenate([part.keys for part in parts]),
        np.concatenate([part.given for part in parts]),
        pairs,
        sum(part.lost for part in parts),
        sum(part.merged for part in parts),
        sum(part.contradicting for part in parts),
        sum(part.crossing for part in parts),
    )
    order: Any = np.lexsort((rows["example_id"].rank(method="first").to_numpy(), whole.times))
    return whole.take(order)
