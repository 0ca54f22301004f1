"""Reviews of the simulated market that nobody annotated, with the triplets that their writers meant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import pandas as pd

from evaluation.asked_again import spread
from evaluation.review_requests import asked_of
from evaluation.review_truth import EDGES, Annotated, numbered
from models.review_extraction.extracted import NONE

MANNERS: Final = ("bare", "html", "emoji", "slips", "slang", "stretched")
PLAIN: Final = "none of these"


@dataclass(frozen=True)
class Unannotated:
    """n reviews that were held out from training.

    Attributes:
        table: As `evaluation` asks them, with `MANNERS`.
        meant: Their true triplets.
    """

    table: pd.DataFrame
    meant: Annotated

    @classmethod
    def read(cls, tables: Path, examples: Path, *, most: int, short: int) -> Self:
        """Of held-out reviews of the test's products.

        Args:
            tables: What the simulator wrote, with `truth/` in it.
            examples: What `build` wrote.
            most: Reviews, evenly over all.
            short: Words; a review of fewer is short.

        Raises:
            ValueError: No review was held out.
        """
        known = pd.read_parquet(tables / "truth" / "review_truth.parquet", columns=["review_id", "case", *MANNERS])
        reviews = pd.read_parquet(examples / "starred.parquet").merge(known, on="review_id")
        if reviews.empty:
            raise ValueError("No review without annotations was held out.")
        reviews = reviews.iloc[spread(len(reviews), most)].rename(columns={"review_id": "example_id"})
        table = asked_of(reviews, examples)
        rows = triplets(tables, table["example_id"])
        place = pd.Index(table["example_id"].astype("str")).get_indexer(pd.Index(rows["review_id"].astype("str")))
        found = numbered(rows, place.astype(np.int64))
        first = np.unique(found.keys(), axis=0, return_index=True)[1]
        meant = replace(
            Annotated.of(table, examples),
            triplets=found.take(first),
            attribute=rows["attribute"].to_numpy(object)[first],
        )
        implied = np.unique(found.text[found.aspect_start == NONE])
        table["implied_aspect"] = np.isin(np.arange(len(table)), implied)
        table["short_text"] = np.array([len(text.split()) for text in table["text"]]) < short
        return cls(table, meant)

    def by_manner(self) -> dict[str, Any]:
        """Which reviews are written in a manner, by its name; (n,) each."""
        own = {name: self.table[name].to_numpy(bool) for name in MANNERS}
        own["capitals or small letters alone"] = self.table["case"].isin(["capitals", "small"]).to_numpy()
        return {**own, PLAIN: ~np.logical_or.reduce(list(own.values()))}


def triplets(tables: Path, reviews: pd.Series[Any]) -> pd.DataFrame:
    """True triplets of some reviews: `review_id`, `EDGES`, `sentiment`, `attribute`."""
    columns = ["review_id", *EDGES, "sentiment", "attribute"]
    rows = pd.read_parquet(tables / "truth" / "triplet_truth.parquet", columns=columns)
    return rows[rows["review_id"].isin(reviews)].reset_index(drop=True)


def surfaces(tables: Path) -> pd.Series[Any]:
    """The attribute of each name that has one alone, by the name in small letters."""
    rows = pd.read_parquet(tables / "truth" / "surface_truth.parquet")
    rows = rows.assign(surface=rows["surface"].str.casefold()).drop_duplicates()
    alone = rows[~rows["surface"].duplicated(keep=False)]
    return alone.set_index("surface")["attribute"]
