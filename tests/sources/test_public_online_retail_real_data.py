"""Online Retail II as it is: counts as stated, the contract kept, and the floors that the project is measured by."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from sources.catalog import resolve, source_named

pytestmark = pytest.mark.real_data

START, WEEKS = np.datetime64("2009-11-30"), 105


@pytest.fixture(scope="module")
def written(bazaar_data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    folder = tmp_path_factory.mktemp("retail")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAZAAR_DATA", str(bazaar_data))
        resolve("demand_forecasting", "online-retail-ii", folder / "out", cache=folder / "cache", seed=0, scale=1.0)
    return {path.stem: pd.read_parquet(path) for path in (folder / "out").iterdir()}


def product_weeks(sales: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Units by product and full week."""
    week = (sales["date"].to_numpy().astype("datetime64[D]") - START).astype(np.int64) // 7
    whole = week < WEEKS
    product = pd.factorize(sales["product_id"])[0][whole]
    flat = np.bincount(product * WEEKS + week[whole], sales["units"][whole], (product.max() + 1) * WEEKS)
    return flat.reshape(-1, WEEKS)


def wape(actual: npt.NDArray[np.float64], forecast: npt.NDArray[np.float64]) -> float:
    return float(np.abs(actual - forecast).sum() / actual.sum())


def test_lines_are_kept_and_left_out_as_stated(written: dict[str, pd.DataFrame]) -> None:
    sales = written["sales"]
    source = source_named("demand_forecasting", "online-retail-ii")
    assert int(sales["units"].sum()) == 11_221_670
    assert len(sales) == 580_572
    assert sales["region"].nunique() == 43
    assert source.rows["invoice lines"] - sum(source.dropped.values()) == 1_014_945
    assert not sales.duplicated(["product_id", "region", "date"]).any()
    assert (sales["units"] > 0).all()
    assert (sales["price"] > 0).all()
    assert set(sales["product_id"]) == set(written["products"]["product_id"])
    assert written["products"]["title"].notna().all()


def test_the_floors_are_what_plain_rules_reach(written: dict[str, pd.DataFrame]) -> None:
    units = product_weeks(written["sales"])
    actual = units[:, -13:]
    recent = np.repeat(units[:, -26:-13].mean(axis=1, keepdims=True), 13, axis=1)
    source = source_named("demand_forecasting", "online-retail-ii")
    # The floor kept small and capital letters apart, which costs it .0004.
    assert wape(actual, recent) == pytest.approx(source.floor, abs=0.001)
    assert wape(actual, units[:, -65:-52]) == pytest.approx(1.155, abs=0.0015)
