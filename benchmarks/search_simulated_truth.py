"""Searches of the simulated test, what is truly right for them, and what could truly be had."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from benchmarks.simulated_shelves import Shelves
from evaluation.asked_again import spread
from sources.simulator.search_market import market
from sources.simulator.search_time import FIRST

CHANGED_DAYS: Final = 7  # a query has changed when an exact product came up so shortly before
NEW_DAYS: Final = 14  # since its launch a product is new

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Truth:
    """n searches of the test.

    Attributes:
        searches: `example_id`; `clean`, the query without slips; `typed`, as it was typed; `customer_id` (missing
            where not signed in), `region`, `language`, `time`; `group`, who searched in truth; `returning`, whether
            train knows searches of the customer; `changed`.
        gains: What can be had and answers: `example_id`, `product_id`, `grade` (a word), `gain` (as the examples weigh
            grades), `worth` (expected gain of what is looked at, from the true probabilities of click and purchase).
    """

    searches: pd.DataFrame
    gains: pd.DataFrame

    def of(self, column: str) -> pd.DataFrame:
        """`example_id`, `product_id` and `gain`: this column."""
        return self.gains[["example_id", "product_id"]].assign(gain=self.gains[column].to_numpy())


def read_truth(examples: Path, tables: Path, clean: Path, *, most: int, gains: dict[str, float]) -> Truth:
    """Searches after the first moment of the test whose truth is told, also those that nothing came of.

    Args:
        examples: What `build` wrote.
        tables: What the simulator wrote, with `truth/` in it.
        clean: Events as they passed validation.
        most: Searches, evenly over the test.
        gains: `gain_click`, `gain_substitute`, `gain_complement`, as the examples have them.

    Raises:
        ValueError: No search of the test has a truth.
    """
    begin = pd.Timestamp(json.loads((examples / "facts.json").read_text(encoding="utf-8"))["test_from"])
    truth = pd.read_parquet(tables / "truth" / "search_truth.parquet").rename(columns={"query": "clean"})
    told = pd.read_parquet(tables / "truth" / "relevance_truth.parquet")
    products = pd.read_parquet(examples / "products.parquet", columns=["product_id", "launch_date"])
    told = told[told["available"] & told["product_id"].isin(products["product_id"])]
    shown = pd.read_parquet(clean / "events.parquet", columns=["search_id", "query", "customer_id"])
    shown = shown.drop_duplicates("search_id").rename(columns={"query": "typed"})
    searches = truth[(truth["time"] >= begin) & truth["search_id"].isin(told["search_id"])]
    searches = searches.merge(shown, on="search_id", validate="one_to_one").sort_values(["time", "search_id"])
    if searches.empty:
        raise ValueError(f"{tables} tells the truth of no search after {begin}.")
    searches = searches.iloc[spread(len(searches), most)].reset_index(drop=True)
    told = told[told["search_id"].isin(searches["search_id"])].rename(columns={"search_id": "example_id"})
    known = pd.read_parquet(examples / "train.parquet", columns=["customer_id"])["customer_id"].dropna()
    searches = searches.rename(columns={"search_id": "example_id", "true_customer": "group"})
    names = ["example_id", "clean", "typed", "customer_id", "region", "language", "time", "group", "typo"]
    searches = searches[names].assign(returning=searches["customer_id"].isin(known))
    return Truth(searches.assign(changed=_changed(searches, told, products)), _gains(told, gains))


def _gains(told: pd.DataFrame, gains: dict[str, float]) -> pd.DataFrame:
    of = {"exact": 1.0, "substitute": gains["gain_substitute"], "complement": gains["gain_complement"]}
    click, bought = (told[name].to_numpy(np.float64) for name in ("click_probability", "purchase_probability"))
    worth = click * (bought + (1 - bought) * gains["gain_click"])
    rows = told[["example_id", "product_id", "grade"]].reset_index(drop=True)
    return rows.assign(gain=rows["grade"].map(of).to_numpy(np.float64), worth=worth)


def _changed(searches: pd.DataFrame, told: pd.DataFrame, products: pd.DataFrame) -> Mask:
    rows = told.loc[told["grade"] == "exact", ["example_id", "product_id"]].merge(products, on="product_id")
    rows = rows.merge(searches[["example_id", "time"]], on="example_id")
    fresh = rows["time"] - rows["launch_date"] < pd.Timedelta(days=CHANGED_DAYS)
    found: Mask = searches["example_id"].isin(rows.loc[fresh, "example_id"]).to_numpy()
    return found


def shelves_of(seed: int, scale: float) -> Shelves:
    """What can be had in the world that the simulator writes tables of."""
    return Shelves.of(market(seed, scale), FIRST)
