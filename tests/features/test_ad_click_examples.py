"""Impressions become examples: in time order, split by time, with what the measures slice by."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from ad_click_tables import SETTINGS, START, impressions, written

from contracts import ad_click as contract
from contracts.contract import Kind
from features.ad_click import build
from features.ad_click import table as names
from features.ad_click.examples import ROW_GROUP
from infra.errors import DataError

SPLITS = ("train", "valid", "test")
SLICED = ["ad_age_days", "new_ad", "cold_customer", "slice_campaign"]


def built(place: Path, table: pd.DataFrame, **settings: object) -> tuple[dict, dict[str, pd.DataFrame]]:
    facts = build(written(place / "clean", table), place / "out", replace(SETTINGS, **settings))
    return facts, {name: pd.read_parquet(place / "out" / f"{name}.parquet") for name in SPLITS}


def test_the_room_knows_the_columns_of_the_contract() -> None:
    kinds = {column.name: column.kind for column in contract.IMPRESSIONS.columns}
    features = [name for name in kinds if name not in (names.KEY, names.TIME, *contract.OUTCOMES)]
    assert list(names.NAMED) == features
    assert {*names.FLAGS, *names.AMOUNTS} == set(contract.OUTCOMES)
    assert all(kinds[name] is Kind.FLAG for name in names.FLAGS)
    assert all(kinds[name] is Kind.NUMBER for name in names.AMOUNTS)


def test_the_latest_impressions_are_the_test_and_all_columns_come_along(tmp_path: Path) -> None:
    table = impressions()
    facts, parts = built(tmp_path, table)
    whole = pd.concat(parts.values(), ignore_index=True)
    assert whole["example_id"].tolist() == table["impression_id"].tolist()
    assert [len(part) for part in parts.values()] == [2_800, 400, 800]
    assert [facts[name]["rows"] for name in SPLITS] == [2_800, 400, 800]
    assert sum(facts[name]["positives"] for name in SPLITS) == table["click"].sum()
    assert facts["timed"]
    assert pd.Timestamp(facts["train_end"]) == parts["valid"]["time"].min()
    assert pd.Timestamp(facts["valid_end"]) == parts["test"]["time"].min()
    assert facts["columns"] == {
        "categorical": ["customer", "ad", "campaign", "position", "query"],
        "numeric": ["price"],
    }
    outcomes = ["click", "conversion", "spend", "propensity"]
    columns = ["example_id", "label", "time", *facts["columns"]["categorical"], "price", *outcomes]
    assert list(parts["train"].columns) == columns
    assert list(parts["test"].columns) == list(parts["valid"].columns) == columns + SLICED
    for name in ("customer", "query", "price", "spend", "conversion"):
        assert whole[name].tolist() == table[name].tolist()
    assert whole["label"].tolist() == table["click"].astype(int).tolist()
    assert set(whole["position"]) == {"1", "2", "3"}
    assert facts == json.loads((tmp_path / "out" / "facts.json").read_text())


def test_files_are_typed_and_in_blocks_that_can_be_streamed(tmp_path: Path) -> None:
    built(tmp_path, impressions(ROW_GROUP * 2, rate=0.01))
    file = pq.ParquetFile(tmp_path / "out" / "train.parquet")
    sizes = [file.metadata.row_group(at).num_rows for at in range(file.num_row_groups)]
    assert len(sizes) == 2
    assert max(sizes) == ROW_GROUP
    kinds = {name: file.schema_arrow.field(name).type for name in file.schema_arrow.names}
    assert kinds["time"] == pa.timestamp("us", "UTC")
    assert kinds["label"] == pa.int8()
    assert kinds["ad"] == kinds["position"] == kinds["query"] == pa.string()
    assert kinds["price"] == kinds["spend"] == pa.float64()
    assert kinds["click"] == pa.bool_()


def test_time_that_goes_backwards_is_sorted_and_counted(tmp_path: Path) -> None:
    table = impressions()
    mixed = pd.concat([table.iloc[2_000:], table.iloc[:2_000]], ignore_index=True)
    facts, parts = built(tmp_path / "mixed", mixed)
    straight_facts, straight = built(tmp_path / "straight", table)
    assert facts["rows_out_of_order"] == 2_000
    assert straight_facts["rows_out_of_order"] == 0
    for name in SPLITS:
        pd.testing.assert_frame_equal(parts[name], straight[name])


@pytest.mark.parametrize("timed", [True, False])
def test_the_order_in_which_a_table_happens_to_be_written_is_not_learnt(tmp_path: Path, timed: bool) -> None:
    table = impressions()
    table["time"] = START + pd.to_timedelta(np.arange(len(table)) // 400, unit="D") if timed else pd.NaT
    clicks_first = table.sort_values(["time", "click"], ascending=[True, False], kind="stable")
    _, parts = built(tmp_path / "written", clicks_first)
    _, turned = built(tmp_path / "turned", clicks_first.iloc[::-1])
    for name in SPLITS:
        pd.testing.assert_frame_equal(parts[name], turned[name])
        day = parts[name]["time"] if timed else pd.Series(0, index=parts[name].index)
        assert day.is_monotonic_increasing
        place = parts[name].groupby(day).cumcount() / parts[name].groupby(day)["label"].transform("size")
        assert place[parts[name]["label"] == 1].mean() == pytest.approx(0.5, abs=0.1)


def test_rows_of_one_moment_stay_together(tmp_path: Path) -> None:
    table = impressions()
    table["time"] = START + pd.to_timedelta((np.arange(len(table)) // 900)[::-1], unit="D")
    facts, parts = built(tmp_path, table)
    days = [set(part["time"]) for part in parts.values()]
    assert not days[0] & days[1]
    assert not days[1] & days[2]
    assert facts["distinct_times"] == 5


def test_rows_without_a_time_train_before_all_others(tmp_path: Path) -> None:
    table = impressions()
    table.loc[table.index % 4 == 3, "time"] = pd.NaT
    facts, parts = built(tmp_path, table)
    assert facts["rows_without_time"] == 1_000
    assert parts["train"]["time"].head(1_000).isna().all()
    assert parts["train"]["time"].tail(-1_000).notna().all()
    assert parts["valid"]["time"].notna().all()
    assert len(parts["test"]) == 600


def test_a_table_without_times_is_split_by_hash_whatever_its_order(tmp_path: Path) -> None:
    table = impressions().drop(columns="time")
    facts, parts = built(tmp_path / "one", table)
    again, turned = built(tmp_path / "two", table.iloc[::-1])
    assert not facts["timed"]
    assert facts["train_end"] is facts["valid_end"] is None
    assert "time" not in parts["train"]
    assert parts["test"]["ad_age_days"].isna().all()
    for name, share in zip(SPLITS, (0.7, 0.1, 0.2), strict=True):
        assert set(parts[name]["example_id"]) == set(turned[name]["example_id"])
        assert len(parts[name]) == pytest.approx(share * len(table), rel=0.15)
    assert facts["train"] == again["train"]


def test_the_test_is_thinned_by_hash_and_stays_in_order(tmp_path: Path) -> None:
    facts, parts = built(tmp_path, impressions(12_000), max_test_rows=1_000)
    assert len(parts["test"]) == 1_000
    assert facts["test_rows_left_out"] == 1_400
    assert parts["test"]["time"].is_monotonic_increasing
    assert len(parts["train"]) == 8_400


def test_new_ads_cold_customers_and_ages_are_told_by_what_came_before(tmp_path: Path) -> None:
    table = impressions()
    table.loc[2_900, "ad"] = "of valid"
    table.loc[3_500:3_509, "ad"] = "of test"
    table.loc[3_600, "ad"] = "of valid"
    table.loc[3_700, ["ad", "customer"]] = None
    table.loc[3_701, "customer"] = "never seen"
    _, parts = built(tmp_path, table)
    valid, test = parts["valid"].set_index("example_id"), parts["test"].set_index("example_id")
    assert valid.loc["i0002900", "new_ad"]
    assert not test.loc["i0003600", "new_ad"]
    assert test.loc["i0003500":"i0003509", "new_ad"].all()
    assert test.loc["i0003509", "ad_age_days"] == pytest.approx(9 / 1_440)
    assert test.loc["i0003600", "ad_age_days"] == pytest.approx(700 / 1_440)
    assert not test.loc["i0003700", ["new_ad", "cold_customer"]].any()
    assert np.isnan(test.loc["i0003700", "ad_age_days"])
    assert test.loc["i0003701", "cold_customer"]
    assert test["slice_campaign"].tolist() == table["campaign"].tail(800).tolist()


@pytest.mark.parametrize(
    ("left_out", "first"), [(["campaign"], "a1"), (["campaign", "ad"], "all"), (["campaign", "advertiser"], "a1")]
)
def test_the_slice_is_of_the_widest_level_that_is_there(tmp_path: Path, left_out: list[str], first: str) -> None:
    table = impressions().drop(columns=left_out, errors="ignore")
    if "ad" in table:
        table["ad"] = "a1"
        table.loc[3_999, "ad"] = None
    _, parts = built(tmp_path, table)
    assert parts["test"]["slice_campaign"].iloc[0] == first
    assert parts["test"]["slice_campaign"].iloc[-1] == ("(none)" if "ad" in table else "all")


def test_a_conversion_is_learnt_from_impressions_or_from_clicks(tmp_path: Path) -> None:
    table = impressions()
    facts, parts = built(tmp_path / "all", table, target="conversion")
    whole = pd.concat(parts.values())
    assert whole["label"].tolist() == table["conversion"].astype(int).tolist()
    assert facts["target"] == "conversion"
    clicked = table[table["click"]]
    _, parts = built(tmp_path / "clicked", table, target="conversion_after_click")
    whole = pd.concat(parts.values())
    assert whole["example_id"].tolist() == clicked["impression_id"].tolist()
    assert whole["label"].tolist() == clicked["conversion"].astype(int).tolist()


def test_a_conversion_that_is_not_told_is_none_without_a_click_and_unknown_with_one(tmp_path: Path) -> None:
    table = impressions()
    table["conversion"] = table["conversion"].astype("boolean").mask(~table["click"])
    clicked = table.index[table["click"]]
    table.loc[clicked[:7], "conversion"] = pd.NA
    facts, parts = built(tmp_path, table, target="conversion")
    assert facts["rows_with_unknown_conversion"] == 7
    assert facts["unclicked_rows_without_conversion_taken_as_none"] == (~table["click"]).sum()
    assert sum(map(len, parts.values())) == len(table) - 7
    assert not set(table.loc[clicked[:7], "impression_id"]) & set(pd.concat(parts.values())["example_id"])


def test_ids_and_clicks_alone_are_nothing_to_learn_from(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"impressions has no column to learn from: in 4,000 rows none of customer, ad"):
        built(tmp_path, impressions()[["impression_id", "click", "time"]])


@pytest.mark.parametrize(
    ("column", "value", "target", "words"),
    [
        ("click", False, "click", r"impressions\.click is false in all of 4,000 impressions: there is no click"),
        ("click", True, "click", r"impressions\.click is true in all of 4,000 impressions: there is nothing"),
        ("conversion", False, "conversion", r"impressions\.conversion is false in all of 4,000 impressions"),
        ("conversion", pd.NA, "conversion", r"impressions\.conversion has no value in any of 4,000 rows"),
        ("click", False, "conversion_after_click", r"impressions\.conversion is false in all of 0 clicked impressions"),
    ],
)
def test_one_class_alone_is_refused(tmp_path: Path, column: str, value: object, target: str, words: str) -> None:
    with pytest.raises(DataError, match=words) as refused:
        built(tmp_path, impressions().assign(**{column: value}), target=target)
    assert refused.value.remedy


def test_too_few_positives_of_a_split_are_told_with_the_way_out(tmp_path: Path) -> None:
    table = impressions()
    table.loc[table.index >= 3_200, "click"] = False
    with pytest.raises(DataError, match=r"split `test` \(made by time\) has 0 positives and 800 negatives") as refused:
        built(tmp_path, table)
    assert "raise features.test_share" in refused.value.remedy


@pytest.mark.parametrize(
    ("clicked", "short", "way_out"),
    [
        (slice(3_000, 4_000), "train", "longer time, lower features.valid_share or features.test_share, or lower"),
        (slice(0, 2_700), "valid", "longer time, raise features.valid_share, or lower"),
        (slice(0, 12), "valid", "12 positives are too few for 3 splits: give impressions of a longer time, or lower"),
        (slice(0, 2), "train", "2 positives are too few for 3 splits: give impressions of a longer time."),
    ],
)
def test_the_way_out_helps_the_split_that_is_short(clicked: slice, short: str, way_out: str, tmp_path: Path) -> None:
    table = impressions()
    table["click"] = table.index.isin(table.index[clicked])
    with pytest.raises(DataError, match=f"split `{short}`") as refused:
        built(tmp_path, table)
    assert way_out in refused.value.remedy


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="holds no `impressions`"):
        build(tmp_path, tmp_path / "out", SETTINGS)
