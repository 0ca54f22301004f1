"""One simulated marketplace cut by product family: half of it to train on, half to look at as later windows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from sources.simulator.product_matching import write

Change = Callable[[pd.DataFrame], pd.DataFrame]

GREEK = str.maketrans("abcdefghijklmnopqrstuvwxyz", "αβψδεφγηιξκλμνοπϙρστθωςχυζ")


class Marketplace:
    """Windows of a world of about 2,000 listings."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        world = directory / "world"
        write(world, seed=7, scale=0.1)
        self.listings = pd.read_parquet(world / "listings.parquet")
        self.clusters = pd.read_parquet(world / "clusters.parquet").drop(columns="split")
        truth = pd.read_parquet(world / "truth" / "listings_truth.parquet").set_index("listing_id")
        family = self.listings["listing_id"].map(truth["family_id"]).astype(str)
        self.later = pd.util.hash_array(family.to_numpy(object)) % 2 == 1

    def train(self) -> Path:
        return self._written("train", self.listings[~self.later], labelled=True)

    def window(self, name: str, change: Change | None = None, *, labelled: bool = False, every: int = 1) -> Path:
        """A directory of the later half; `every` n-th row of it."""
        rows = self.listings[self.later].iloc[::every].copy()
        return self._written(name, rows if change is None else change(rows), labelled=labelled)

    def _written(self, name: str, rows: pd.DataFrame, *, labelled: bool) -> Path:
        out = self.directory / name
        out.mkdir()
        rows.to_parquet(out / "listings.parquet")
        if labelled:
            self.clusters[self.clusters["listing_id"].isin(rows["listing_id"])].to_parquet(out / "clusters.parquet")
        return out


def prices_tripled(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(price=rows["price"] * 3)


def titles_in_greek(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(title=rows["title"].str.lower().str.translate(GREEK))


def half_the_attributes_missing(rows: pd.DataFrame) -> pd.DataFrame:
    gone = pd.util.hash_array(rows["listing_id"].fillna("").to_numpy(object)) % 2 == 0
    return rows.assign(attributes=rows["attributes"].mask(gone))


def prices_negative(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(price=-1.0)
