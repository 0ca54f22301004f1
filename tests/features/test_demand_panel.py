"""What becomes of rows: returns, corrections, gaps, stock-outs, prices, products and regions."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from demand_tables import MONDAY, SETTINGS, added, built, days, position, row, sales, units

from features.demand_forecasting import build, corrections
from features.demand_forecasting.unknown import known_weeks
from infra.errors import DataError
from models.demand_forecasting.panel import WEEKDAY_BLOCK


def test_sales_alone_are_enough(tmp_path: Path) -> None:
    panel, facts = built(tmp_path, sales(30))
    assert panel.price is None
    assert panel.stockout is None
    assert panel.orders is None
    assert panel.products["product_id"].tolist() == ["p0", "p1"]
    assert (panel.products[["title", "category", "attributes"]] == "").all(axis=None)
    assert panel.products[["launch", "end"]].eq(-1).all(axis=None)
    assert panel.regions["country"].tolist() == ["north", "south"]
    assert panel.events.empty
    assert panel.promotions.empty
    assert facts["products_without_a_row"] == 2
    assert facts == json.loads((tmp_path / "examples" / "facts.json").read_text())


def test_returns_are_netted_and_a_week_below_zero_counts_as_zero(tmp_path: Path) -> None:
    frame = sales(30)
    frame.loc[frame["date"] == MONDAY, "units"] = -3.0
    frame = added(
        frame, row("p9", "north", MONDAY, 4), row("p9", "north", "2023-01-11", -6), row("p9", "north", "2023-02-01", 2)
    )
    panel, facts = built(tmp_path, frame)
    assert units(panel, "p1", "north")[0] == 9
    assert units(panel, "p9", "north")[:5].tolist() == [4, 0, 0, 0, 2]
    assert facts["weeks_below_zero_counted_as_zero"] == 1
    assert facts["returned_units"] == 4 * 3 + 6


def test_the_last_recorded_row_counts(tmp_path: Path) -> None:
    late, later = pd.Timestamp("2023-01-05", tz="UTC"), pd.Timestamp("2023-03-01", tz="UTC")
    frame = sales(30, recorded_at=pd.Series(pd.NaT, range(840), dtype="datetime64[us, UTC]"))
    fixed = [
        row("p0", "north", MONDAY, 50, recorded_at=later),
        row("p0", "north", MONDAY, 900, recorded_at=late),
        row("p1", "south", MONDAY, 0, recorded_at=late),
    ]
    panel, facts = built(tmp_path, added(frame, *fixed).sample(frac=1, random_state=3))
    assert units(panel, "p0", "north")[:2].tolist() == [56, 7]
    assert units(panel, "p1", "south")[:2].tolist() == [12, 14]
    assert units(panel, "p1", "north")[0] == 14
    assert facts["rows_used"] == facts["rows"] - 3


def test_corrections_are_found_across_the_files_that_rows_are_dealt_into() -> None:
    rng = np.random.default_rng(0)
    product, moment = rng.integers(0, 40, 2_000), rng.integers(0, 30, 2_000)
    recorded = rng.permutation(2_000)
    none = np.full(2_000, np.nan)
    rows = corrections.Rows(
        product, np.zeros(2_000, np.int64), moment, recorded * 1.0, none, none, np.zeros(2_000, bool), recorded
    )
    pieces = [
        corrections.Rows(*(getattr(rows, name)[at : at + 300] for name in rows.__dataclass_fields__))
        for at in range(0, 2_000, 300)
    ]
    kept = list(corrections.last_recorded(iter(pieces), 2_000, part_rows=300))
    assert len(kept) == 7
    found = {(p, m): u for part in kept for p, m, u in zip(part.product, part.moment, part.units, strict=True)}
    wanted = pd.DataFrame({"p": product, "m": moment, "u": recorded}).groupby(["p", "m"])["u"].max().to_dict()
    assert found == wanted


def test_a_series_that_pauses_for_a_year_sold_nothing_in_it(tmp_path: Path) -> None:
    frame = sales(90)
    pause = (frame["product_id"] == "p1") & frame["date"].between(*_span(20, 72))
    panel, facts = built(tmp_path, frame[~pause])
    assert (units(panel, "p1", "north")[20:72] == 0).all()
    assert (units(panel, "p1", "north")[72:] == 14).all()
    assert facts["unknown_region_weeks"] == 0


def test_a_year_without_any_row_is_unknown_to_all(tmp_path: Path) -> None:
    frame = sales(90)
    panel, facts = built(tmp_path, frame[~frame["date"].between(*_span(20, 72))])
    assert np.isnan(panel.units[:, 20:72]).all()
    assert np.isfinite(panel.units[:, :20]).all()
    assert np.isfinite(panel.units[:, 72:]).all()
    assert facts["longest_gap_weeks"] == 52


def test_the_gap_of_a_busy_region_is_unknown_there_and_the_silence_of_a_quiet_one_is_no_sale(tmp_path: Path) -> None:
    frame = sales(60, regions=("busy", "other"))
    gap = (frame["region"] == "busy") & frame["date"].between(*_span(30, 34))
    quiet = [row("p0", "quiet", MONDAY + pd.Timedelta(weeks=week), 3) for week in range(5, 60, 6)]
    panel, _ = built(tmp_path, added(frame[~gap], *quiet))
    assert np.flatnonzero(np.isnan(units(panel, "p1", "busy"))).tolist() == [30, 31, 32, 33]
    assert np.isfinite(units(panel, "p1", "other")).all()
    assert np.isnan(units(panel, "p0", "quiet")[:5]).all()
    assert units(panel, "p0", "quiet")[5:12].tolist() == [3, 0, 0, 0, 0, 0, 3]


def test_a_slow_table_sold_nothing_in_the_weeks_without_a_row(tmp_path: Path) -> None:
    slow = pd.DataFrame(
        [row("p0", "north", MONDAY + pd.Timedelta(weeks=week), 3) for week in range(60) if week % 4 != 1]
    )
    panel, facts = built(tmp_path, slow)
    assert np.isfinite(panel.units).all()
    assert units(panel, "p0", "north")[:5].tolist() == [3, 0, 3, 3, 3]
    assert facts["unknown_region_weeks"] == 0


def test_a_region_that_closed_sells_nothing_and_one_that_is_late_is_unknown(tmp_path: Path) -> None:
    frame = sales(60, regions=("closed", "late", "open"))
    frame = frame[~((frame["region"] == "closed") & frame["date"].between(*_span(40, 60)))]
    frame = frame[~((frame["region"] == "late") & frame["date"].between(*_span(55, 60)))]
    panel, facts = built(tmp_path, frame)
    assert units(panel, "p1", "closed")[38:].tolist() == [14, 14] + [0] * 20
    assert np.isnan(units(panel, "p1", "late")[55:]).all()
    assert facts["regions_closed"] == 1


def test_whether_a_silence_is_a_gap_is_not_learnt_from_the_test() -> None:
    rows = np.ones((3, 60), dtype=np.int32)
    rows[0, 41:60:2] = 0  # often silent, but in the test alone
    rows[1, :45] = 0  # begins within the test
    rows[1, 47] = 0
    known, _ = known_weeks(rows, 40, SETTINGS)
    assert (known[0] == (rows[0] > 0)).all()
    assert (known[1] == (rows[1] > 0)).all()
    assert known[2].all()


def test_series_that_never_sold_are_kept_with_their_zeros_and_not_asked_for(tmp_path: Path) -> None:
    idle = [row("idle", "north", day, 0) for day in days(60, MONDAY + pd.Timedelta(weeks=3))]
    back = [row("back", "north", "2023-04-03", -2)]
    panel, facts = built(tmp_path, added(sales(30), *idle, *back))
    assert (units(panel, "idle", "north") == 0).all()
    assert (units(panel, "back", "north") == 0).all()
    assert panel.first[position(panel, "idle", "north")] == 3
    assert facts["series_without_a_sale"] == 2
    asked = pd.concat(pd.read_parquet(tmp_path / "examples" / f"{name}.parquet") for name in ("train", "valid", "test"))
    assert not asked["product_id"].isin(["idle", "back"]).any()


def test_a_table_in_which_nothing_is_sold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"sales.units: in 840 rows of 4 series, no week of any series is above 0"):
        built(tmp_path / "never", sales(30).assign(units=0.0))
    frame = sales(30)
    frame.loc[frame["date"] < MONDAY + pd.Timedelta(weeks=28), "units"] = 0.0
    with pytest.raises(DataError, match=r"above 0 before 2023-05-\d\d, where training ends"):
        built(tmp_path / "late", frame)
    frame.loc[frame["date"] >= MONDAY + pd.Timedelta(weeks=10), "units"] = 1.0
    with pytest.raises(DataError, match=r"none of 4 series \(840 rows\) gives an example for training"):
        built(tmp_path / "after the origins", frame)


def test_two_currencies_within_a_region_are_refused_by_name(tmp_path: Path) -> None:
    frame = sales(30, price=5.0, currency="EUR")
    frame.loc[(frame["region"] == "south") & (frame["date"] > MONDAY), "currency"] = "USD"
    with pytest.raises(DataError, match=r"prices of 1 regions are in more than one currency \(south: EUR, USD\)"):
        built(tmp_path / "two", frame)
    frame["currency"] = frame["region"].map({"north": "EUR", "south": "USD"})
    frame.loc[3, "currency"] = None
    panel, _ = built(tmp_path / "one each", frame)
    assert panel.price is not None


def test_prices_are_means_weighted_by_units(tmp_path: Path) -> None:
    frame = sales(30, price=10.0)
    frame.loc[frame["date"] == MONDAY, ["units", "price"]] = [93.0, 5.0]
    frame.loc[frame["product_id"] == "p1", "price"] = np.nan
    panel, _ = built(tmp_path, frame)
    assert panel.price is not None
    price = panel.price[position(panel, "p0", "north")]
    assert price[0] == pytest.approx((93 * 5 + 6 * 10) / 99)
    assert (price[1:] == 10).all()
    assert np.isnan(panel.price[position(panel, "p1", "north")]).all()


def test_stock_outs_are_shares_of_the_days_of_sales(tmp_path: Path) -> None:
    frame = sales(30, stock_out=False)
    frame = frame[frame["date"].dt.day_of_week < 5].reset_index(drop=True)
    p0 = frame["product_id"] == "p0"
    frame.loc[p0 & frame["date"].between(*_span(2, 3)), ["units", "stock_out"]] = [0.0, True]
    frame.loc[p0 & (frame["date"] == MONDAY), "stock_out"] = True
    panel, _ = built(tmp_path, frame)
    assert panel.stockout is not None
    share = panel.stockout[position(panel, "p0", "north")]
    assert share[:4] == pytest.approx([0.5 / 5, 0, 1, 0])
    assert (panel.stockout[position(panel, "p1", "north")] == 0).all()
    assert units(panel, "p0", "north")[2] == 0


def test_a_weekly_row_that_ran_out_counts_whole_or_in_part(tmp_path: Path) -> None:
    frame = sales(30, stock_out=False)
    frame = frame[frame["date"].dt.day_of_week == 0].reset_index(drop=True)
    frame.loc[0, ["units", "stock_out"]] = [0.0, True]
    frame.loc[1, "stock_out"] = True
    panel, _ = built(tmp_path, frame, replace(SETTINGS, partial_stockout=0.25))
    assert panel.stockout is not None
    assert panel.stockout[0, :3].tolist() == [1, 0.25, 0]


def test_orders_and_days_of_the_week_are_summed(tmp_path: Path) -> None:
    frame = sales(30, orders=2.0)
    frame.loc[frame["date"].dt.day_of_week == 2, "units"] *= 3
    frame.loc[frame["date"] == MONDAY, "units"] = -1.0
    panel, facts = built(tmp_path, frame, replace(SETTINGS, max_daily_series=0))
    assert panel.orders is not None
    assert panel.weekday is not None
    assert (panel.orders == 14).all()
    assert panel.weekday.shape == (4, -(-30 // WEEKDAY_BLOCK), 7)
    assert panel.weekday[0].tolist() == [
        [12, 13, 39, 13, 13, 13, 13],
        [13, 13, 39, 13, 13, 13, 13],
        [4, 4, 12, 4, 4, 4, 4],
    ]
    assert panel.daily.empty
    assert facts["series_with_single_days"] == 0


def test_single_days_of_some_products_are_kept(tmp_path: Path) -> None:
    panel, facts = built(tmp_path, sales(30, products=20), replace(SETTINGS, max_daily_series=10))
    kept = panel.daily
    assert 0 < facts["series_with_single_days"] <= 10
    assert kept.groupby("product_id")["region"].nunique().eq(2).all()
    assert kept.groupby(["product_id", "region"]).size().eq(210).all()
    assert kept["day"].min() == 0
    assert kept["day"].max() == 209
    assert (kept["units"] == kept["product_id"].str.slice(1).astype(int) + 1).all()


def test_products_meet_sales_whatever_they_lack(tmp_path: Path) -> None:
    products = pd.DataFrame(
        {
            "product_id": ["p1", "soon"],
            "title": ["茶碗 青", None],
            "category": ["食器", "食器"],
            "launch_date": pd.to_datetime(["2023-01-20", "2024-03-01"], utc=True),
            "end_date": pd.to_datetime(["2023-06-30", None], utc=True),
        }
    )
    panel, facts = built(tmp_path, sales(30), products=products)
    assert panel.products["product_id"].tolist() == ["p0", "p1", "soon"]
    assert panel.products["title"].tolist() == ["", "茶碗 青", ""]
    assert panel.series["category"].tolist() == ["", "", "食器", "食器"]
    as_day = [str(np.datetime64(day, "D")) if day >= 0 else "" for day in panel.products["launch"]]
    assert as_day == ["", "2023-01-20", "2024-03-01"]
    assert panel.products["end"].tolist() == [-1, -1, -1]  # p1 was sold after its end
    assert facts["products_sold_after_their_end"] == 1
    assert (facts["products_without_a_row"], facts["products_without_a_sale_row"]) == (1, 1)
    assert facts["products_without_category"] == 1


def test_an_end_in_the_week_of_the_last_sale_is_believed(tmp_path: Path) -> None:
    end = MONDAY + pd.Timedelta(days=7 * 29 + 1)
    products = pd.DataFrame({"product_id": ["p0"], "end_date": [end]})
    panel, facts = built(tmp_path, sales(30), products=products)
    assert panel.products["end"].tolist() == [(end - pd.Timestamp(0, tz="UTC")).days, -1]
    assert facts["products_sold_after_their_end"] == 0


def test_products_of_which_none_is_sold_are_refused_with_ids_of_both(tmp_path: Path) -> None:
    products = pd.DataFrame({"product_id": ["A-0", "A-1", "A-2"]})
    with pytest.raises(DataError, match=r"none of 3 products \(A-0, A-1, ...\) has a row in sales.*\(p0, p1, ...\)"):
        built(tmp_path, sales(30), products=products)


def test_a_series_begins_with_its_first_sale_or_its_launch(tmp_path: Path) -> None:
    begin = [row("new", "north", day, 1) for day in days(70, MONDAY + pd.Timedelta(weeks=10))]
    early = [row("early", "north", day, 1) for day in days(70, MONDAY + pd.Timedelta(weeks=10))]
    products = pd.DataFrame(
        {"product_id": ["early", "p0"], "launch_date": pd.to_datetime(["2023-01-20", "2020-01-01"], utc=True)}
    )
    panel, _ = built(tmp_path, added(sales(30), *begin, *early), products=products)
    assert panel.first[position(panel, "new", "north")] == 10
    assert panel.first[position(panel, "early", "north")] == 2
    assert panel.first[position(panel, "p0", "north")] == 0


def test_regions_of_other_scripts_integers_and_one_alone(tmp_path: Path) -> None:
    regions = pd.DataFrame({"region": ["москва", "unsold"], "country": ["Россия", "X"]})
    panel, _ = built(tmp_path / "names", sales(30, regions=("москва", "東京")), regions=regions)
    assert panel.regions["region"].tolist() == ["unsold", "москва", "東京"]
    assert panel.regions["country"].tolist() == ["X", "Россия", "東京"]
    assert panel.series["country"].tolist() == ["Россия", "東京"] * 2
    numbered = sales(30, regions=("x",))
    numbered["product_id"] = numbered["product_id"].str.slice(1).astype("int64")
    numbered["region"] = 7
    panel, facts = built(tmp_path / "numbers", numbered)
    assert panel.series[["product_id", "region"]].to_numpy().tolist() == [["0", "7"], ["1", "7"]]
    assert facts["regions"] == 1


def test_a_missing_or_empty_sales_table_and_missing_cells_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="holds no `sales`"):
        build(tmp_path, tmp_path / "out", SETTINGS)
    with pytest.raises(DataError, match="sales has no row"):
        built(tmp_path / "empty", sales(30).iloc[:0])
    with pytest.raises(DataError, match="lacks the columns region"):
        built(tmp_path / "narrow", sales(30).drop(columns="region"))
    with pytest.raises(DataError, match=r"sales.units: 1 cells are missing"):
        built(tmp_path / "holes", added(sales(30), row("p0", "north", "2023-09-01", np.nan)))


def _span(first: int, end: int) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last day of weeks [first, end)."""
    return MONDAY + pd.Timedelta(weeks=first), MONDAY + pd.Timedelta(weeks=end) - pd.Timedelta(days=1)
