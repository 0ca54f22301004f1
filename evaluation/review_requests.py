"""The frozen test reviews of review extraction as questions, and how they are asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pandas as pd

REQUEST: Final = ("text", "product_id", "language")
OPTIONAL: Final = ("product_id", "category", "stars", "language")
FLAGS: Final = ("short_text", "implied_aspect", "unseen_aspect")
TRIPLETS: Final = "triplets"
ATTRIBUTES: Final = "attributes"


def requests(examples: Path) -> pd.DataFrame:
    """The test reviews, one question each.

    Columns beside those of `test.parquet`: `group` (reviews of one product share one) and `examples`, where the
    annotations lie.
    """
    return asked_of(pd.read_parquet(examples / "test.parquet"), examples)


def asked_of(reviews: pd.DataFrame, examples: Path) -> pd.DataFrame:
    """Reviews with all columns that evaluation reads, missing ones empty, and of no part that nobody said.

    Args:
        reviews: `example_id`, `text` and what else is there.
        examples: What `build` wrote.
    """
    table = reviews.reset_index(drop=True)
    table = table.assign(**{name: _empty(name, table) for name in OPTIONAL if name not in table})
    table = table.assign(**{name: False for name in FLAGS if name not in table})
    return table.assign(
        group=_groups(table), examples=pd.Categorical([str(examples)] * len(table), categories=[str(examples)])
    )


def request_columns(table: pd.DataFrame) -> pd.DataFrame:
    """Only what a shop would send: no stars, no category, no annotation."""
    return table[list(REQUEST)].astype("str").assign(request_id=table["example_id"].astype("str"))


def request_params(table: pd.DataFrame) -> dict[str, Any]:  # noqa: ARG001 - the frame's interface
    """What is asked for of each text."""
    return {"view": TRIPLETS}


def easier_params(params: dict[str, Any]) -> list[dict[str, Any]]:  # noqa: ARG001 - the frame's interface
    """What a champion without views takes."""
    return [{}]


def examples_of(table: pd.DataFrame) -> Path:
    """Where the examples of rows of `requests` lie."""
    return Path(str(table["examples"].cat.categories[0]))


def _empty(name: str, table: pd.DataFrame) -> pd.Series[Any]:
    return pd.Series([None] * len(table), index=table.index, dtype="float64" if name == "stars" else "str")


def _groups(table: pd.DataFrame) -> pd.Series[Any]:
    """What reviews are resampled by: the product; one of no product in particular stands for itself."""
    product = table["product_id"].astype("str")
    return ("product " + product).where(product.notna(), "review " + table["example_id"].astype("str"))
