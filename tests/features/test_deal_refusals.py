"""Logs of deals that are refused, with what is there and the way out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from deal_tables import SMALL, at, built, market

from infra.errors import DataError

Files = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def tables() -> Files:
    return market(n=120)


@pytest.mark.parametrize("name", ["deals", "redemptions"])
def test_a_table_that_is_needed_and_absent_or_empty_is_named(name: str, tables: Files, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=f"no `{name}`"):
        built(tmp_path / "absent", {other: table for other, table in tables.items() if other != name})
    with pytest.raises(DataError, match=f"`{name}` without any row"):
        built(tmp_path / "empty", {**tables, name: tables[name].iloc[:0]})


def test_where_no_exposure_is_left_they_are_assumed(tables: Files, tmp_path: Path) -> None:
    facts, _ = built(tmp_path, {**tables, "exposures": tables["exposures"].iloc[:0]})
    assert facts["exposures"] == "assumed"


def test_where_nothing_that_was_shown_was_redeemed_there_is_nothing_to_learn(tables: Files, tmp_path: Path) -> None:
    others = tables["redemptions"].assign(customer_id=lambda rows: "x" + rows["customer_id"])
    with pytest.raises(DataError, match=r"redeemed 0 of .* in train") as refused:
        built(tmp_path, {**tables, "redemptions": others})
    assert "no exposure of that customer and deal" in refused.value.problem
    assert "alike" in refused.value.remedy


def test_too_little_in_a_split_tells_what_there_is_and_what_to_lower(tables: Files, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"in valid.*each needs 10,000") as refused:
        built(tmp_path, tables, replace(SMALL, min_redeemed=10_000))
    assert "lower features.min_redeemed to" in refused.value.remedy


def test_times_that_do_not_allow_the_split_are_told(tables: Files, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"test from 2030-01-01") as refused:
        built(tmp_path / "late", tables, replace(SMALL, test_from=date(2030, 1, 1)))
    assert "features.test_from" in refused.value.remedy
    once = tables["deals"].assign(start=at(0.0)[0])
    with pytest.raises(DataError, match=r"deals\.start.*1 moments") as refused:
        built(tmp_path / "once", {**tables, "deals": once}, replace(SMALL, split_by="start"))
    assert "features.split_by=time" in refused.value.remedy


@pytest.mark.parametrize("name", ["exposures", "redemptions"])
def test_ends_that_leave_out_their_last_day_are_found_out(name: str, tables: Files, tmp_path: Path) -> None:
    moved = tables[name].assign(time=tables[name]["time"] + pd.Timedelta(days=8))
    with pytest.raises(DataError, match=rf"{name}\.time: .*outside the time of their deal") as refused:
        built(tmp_path, {**tables, name: moved})
    assert "the day after" in refused.value.remedy
    assert f"{len(moved):,} at or after its end" in refused.value.problem
    with pytest.raises(DataError, match=r"nothing to learn|none lies within"):
        built(tmp_path / "all", {**tables, name: moved}, replace(SMALL, max_outside=1.0))


def test_products_that_cannot_be_read_are_shown(tables: Files, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"deals\.products: 40 of 40 cells.*p1"):
        built(tmp_path, {**tables, "deals": tables["deals"].assign(products='{"p1": 1}')})


@pytest.mark.parametrize("mark", [",", "|"])
def test_products_parted_otherwise_are_one_unknown_id_and_refused(mark: str, tables: Files, tmp_path: Path) -> None:
    deals = tables["deals"].assign(products=[f"p{at % 7}{mark}p1" for at in range(40)])
    with pytest.raises(DataError, match=r"deals\.products: 7 of 7 ids are in neither") as refused:
        built(tmp_path, {**tables, "deals": deals})
    assert "parted by semicolons" in refused.value.remedy
    assert "features.max_unknown_products to 1" in refused.value.remedy
    some = {**tables, "deals": tables["deals"].assign(products="p1;p2;p77")}
    assert built(tmp_path / "some", some)[0]["deal_products_unknown"] == 1
    alone = {name: table for name, table in some.items() if name != "transactions"}
    assert built(tmp_path / "alone", alone)[0]["deal_products_unknown"] == 0, "there is nothing to know them by"


def test_a_clock_that_runs_ahead_of_redemptions_is_found_out(tables: Files, tmp_path: Path) -> None:
    ahead = tables["redemptions"].assign(time=tables["redemptions"]["time"] - pd.Timedelta(hours=20))
    with pytest.raises(DataError, match=r"redemptions: .* have no exposure of that customer and deal before") as told:
        built(tmp_path, {**tables, "redemptions": ahead}, replace(SMALL, max_outside=1.0))
    assert "one clock" in told.value.remedy
    assert "hours or more" in told.value.problem
    wide = replace(SMALL, max_outside=1.0, max_unshown=1.0)
    assert built(tmp_path / "all", {**tables, "redemptions": ahead}, wide)[0]["redemptions_without_exposure"] > 0


def test_what_was_redeemed_before_anything_was_logged_is_no_fault(tables: Files, tmp_path: Path) -> None:
    late = tables["exposures"][tables["exposures"]["time"] >= at(50.0)[0]]
    facts, _ = built(tmp_path, {**tables, "exposures": late})
    assert facts["redemptions_without_exposure"] > 0.2 * facts["redemption_rows"]


def test_redemptions_of_what_was_never_shown_are_told_apart_from_a_shift(tables: Files, tmp_path: Path) -> None:
    taken = tables["redemptions"][["customer_id", "deal_id"]].iloc[::2].drop_duplicates()
    shown = tables["exposures"].merge(taken, indicator=True, how="left")
    shown = shown[shown["_merge"] == "left_only"].drop(columns="_merge")
    with pytest.raises(DataError, match="none after them either") as told:
        built(tmp_path, {**tables, "exposures": shown})
    assert "give all exposures" in told.value.remedy


def test_a_visit_that_shows_the_same_deals_all_day_is_refused(tables: Files, tmp_path: Path) -> None:
    shown = tables["exposures"]
    again = pd.concat([shown.assign(time=shown["time"] + pd.Timedelta(minutes=late)) for late in range(3)])
    with pytest.raises(DataError, match=r"exposures\.visit_id: .* had shown already") as told:
        built(tmp_path, {**tables, "exposures": again})
    assert "not each customer" in told.value.remedy


def test_deals_of_one_day_written_as_one_date_are_refused(tables: Files, tmp_path: Path) -> None:
    deals = tables["deals"].assign(end=lambda rows: rows["end"].where(rows.index % 3 > 0, rows["start"]))
    with pytest.raises(DataError, match=r"deals\.end: 14 of 40 deals end at the moment at which they start") as told:
        built(tmp_path, {**tables, "deals": deals})
    assert "the day after" in told.value.remedy
    wide = replace(SMALL, max_of_no_moment=0.5, max_outside=1.0)
    assert built(tmp_path / "wide", {**tables, "deals": deals}, wide)[0]["deals_of_no_moment"] == 14
