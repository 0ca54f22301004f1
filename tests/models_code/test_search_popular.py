"""What is shown before anything is typed where no log tells what sells."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import numpy as np
import pandas as pd
import pytest
from search_store import END, write

from models.bundle import open_checked
from models.product_search import ProductSearch, train
from models.product_search.history import Moments
from models.product_search.popular import popular_scores

SETTINGS = {"threads": 1, "retrieval": {"dense": 0}, "ranking": {"enabled": False}, "grading": {"least_pairs": 100_000}}


def test_without_a_log_the_products_that_answer_most_come_first_and_the_note_says_so(tmp_path: Path) -> None:
    shop = write(tmp_path / "shop", with_log=False, with_stock=False)
    pairs = pd.read_parquet(shop / "pairs.parquet")
    # The last by id answers everything: neither id nor launch would put it first.
    extra = pairs.drop_duplicates("example_id").assign(product_id="p071", gain=1.0)
    pairs = pd.concat([pairs[pairs["product_id"] != "p071"], extra.astype(pairs.dtypes.to_dict())])
    pairs.to_parquet(shop / "pairs.parquet", index=False)
    train(shop, SETTINGS, tmp_path / "bundle", lambda step, share: None)  # noqa: ARG005
    model = ProductSearch.load(open_checked(tmp_path / "bundle"))
    answer = model.predict(pd.DataFrame({"query": [""], "time": [END]}), {"k": 5})
    known = pairs[pairs["split"] != "test"].groupby("product_id")["gain"].sum()
    assert answer["product_id"].iloc[0] == "p071"
    assert known[answer["product_id"]].is_monotonic_decreasing
    assert "products that answer most of the known queries" in answer["note"].iloc[0]
    assert "popular" not in answer["note"].iloc[0]


class _Sought:
    """A log in which the first product was sought nine times, and nothing else is known."""

    def at(self, kind: str, moments: Moments) -> np.ndarray[Any, Any]:
        return np.array([9.0, 0.0]) if kind == "product" else np.zeros(len(moments))


@pytest.mark.parametrize("unsought", [1.0, 0.001])
def test_how_far_a_product_that_nobody_sought_stands_behind_is_set(unsought: float) -> None:
    moments = Moments({"product": np.arange(2)}, np.zeros(2))
    first, never = popular_scores(cast("Any", _Sought()), moments, 5.0, unsought)
    assert first - never == pytest.approx(np.log((9 + unsought) / unsought))
