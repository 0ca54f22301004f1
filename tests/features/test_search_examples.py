"""Examples of product search: what is written, how it is split, and tables that do not suffice."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from search_tables import SMALL, SPLITS, START, Tables, catalogue, events, judgments, write

from features.product_search import FeaturesParameters, build
from features.product_search.queries import query_keys
from features.product_search.slices import SLICES
from infra.errors import DataError

COLUMNS = ["example_id", "query", "customer_id", "region", "language", "time", "kind"]
PAIRS = ["example_id", "split", "product_id", "gain", "grade", "rank", "click", "purchase"]
DAY = pd.Timedelta(days=1)


def built(place: Path, tables: Tables, parameters: FeaturesParameters = SMALL) -> tuple[dict[str, Any], Tables]:
    facts = build(write(place / "in", {"products": catalogue(), **tables}), place / "out", parameters)
    return facts, {path.stem: pd.read_parquet(path) for path in (place / "out").glob("*.parquet")}


def whole(files: Tables) -> pd.DataFrame:
    return pd.concat([files[name].assign(split=name) for name in SPLITS], ignore_index=True)


def test_the_files_have_what_models_and_measures_read(tmp_path: Path) -> None:
    stock = pd.DataFrame({"product_id": ["p01", "p01"], "region": ["north", "south"]})
    customers = pd.DataFrame({"customer_id": ["c1"], "language": ["en"]})
    tables = {"judgments": judgments(), "events": events(), "stock": stock, "customers": customers}
    facts, files = built(tmp_path, tables)
    assert set(files) == {"products", "stock", "customers", "pairs", *SPLITS}
    assert files["products"]["product_id"].tolist() == [f"p{at:02d}" for at in range(50)]
    assert files["products"].dtypes.astype(str).to_dict() == {
        **dict.fromkeys(["product_id", "title", "description", "bullets", "brand", "colour", "category"], "str"),
        "price": "float64",
        "launch_date": "datetime64[us, UTC]",
        "language": "str",
    }
    assert list(files["stock"].columns) == ["product_id", "region", "available_from", "available_to"]
    assert list(files["train"].columns) == COLUMNS
    assert list(files["test"].columns) == list(files["valid"].columns) == [*COLUMNS, *SLICES]
    assert str(files["test"]["time"].dtype) == "datetime64[us, UTC]"
    assert list(files["pairs"].columns) == PAIRS
    assert (str(files["pairs"]["gain"].dtype), str(files["pairs"]["rank"].dtype)) == ("float32", "float32")
    rows = whole(files)
    assert rows["example_id"].is_unique
    of_pairs = files["pairs"].drop_duplicates("example_id").set_index("example_id")["split"]
    assert of_pairs.to_dict() == rows.set_index("example_id")["split"].to_dict()
    assert json.loads((tmp_path / "out" / "facts.json").read_text()) == facts
    assert facts["searches"] == {"judged": 100, "logged": 200}
    assert facts["split"] == {"judged": "by a hash of the query", "logged": "by events.time, the latest for the test"}
    assert facts["test"]["searches"] == len(files["test"])


def test_gains_and_grades_and_what_was_shown_reach_the_pairs(tmp_path: Path) -> None:
    _, files = built(tmp_path, {"judgments": judgments(), "events": events()})
    pairs = files["pairs"].merge(whole(files)[["example_id", "kind"]], on="example_id")
    judged, logged = pairs[pairs["kind"] == "judged"], pairs[pairs["kind"] == "logged"]
    assert judged.groupby("grade")["gain"].unique().map(list).to_dict() == {
        0: [1.0], 1: [np.float32(0.1)], 3: [0.0],
    }  # fmt: skip
    assert judged[["rank", "click", "purchase"]].isna().all(axis=None)
    assert logged["grade"].isna().all()
    told = logged.assign(gain=logged["gain"].round(3)).groupby(["click", "purchase"])["gain"].unique().map(list)
    assert told.to_dict() == {
        (False, False): [0.0], (True, False): [np.float32(0.3)], (True, True): [1.0],
    }  # fmt: skip
    assert sorted(logged["rank"].unique()) == [1, 2, 3, 4]


@pytest.mark.parametrize("grades", [(4, 2, 0), ("4", "2.0", "0"), (1.0, 0.5, 0.0)])
def test_numbers_are_gains_of_the_largest_and_no_classes(grades: tuple[Any, ...], tmp_path: Path) -> None:
    table = judgments()
    given = table["grade"].map(dict(zip(("exact", "S", "irrelevant"), map(str, grades), strict=True)))
    facts, files = built(tmp_path, {"judgments": table.assign(grade=given)})
    assert sorted(files["pairs"]["gain"].unique()) == [0, 0.5, 1]
    assert files["pairs"]["grade"].isna().all()
    assert facts["four_classes"] is False


def test_grades_of_two_kinds_are_refused_and_so_are_noughts_alone(tmp_path: Path) -> None:
    table = judgments()
    mixed = table.assign(grade=table["grade"].where(np.arange(300) != 7, "3"))
    with pytest.raises(DataError, match=r"judgments.grade: 1 of 300 rows are numbers, such as '3', the others are"):
        built(tmp_path / "mixed", {"judgments": mixed})
    with pytest.raises(DataError, match=r"none of its 300 numbers is above 0"):
        built(tmp_path / "noughts", {"judgments": table.assign(grade="0")})


def test_a_scale_without_a_nought_is_refused_until_a_setting_says_what_is_irrelevant(tmp_path: Path) -> None:
    table = judgments()
    scale = {"judgments": table.assign(grade=table["grade"].map({"exact": "5", "S": "3", "irrelevant": "1"}))}
    with pytest.raises(DataError, match=r"judgments\.grade: its 300 numbers go from 1 to 5 and none is 0") as refused:
        built(tmp_path / "null", scale)
    assert "features.least_grade=1 " in refused.value.remedy
    for least, gains in ((1.0, [0, 0.5, 1]), (0.0, [0.2, 0.6, 1]), (3.0, [0, 1])):
        _, files = built(tmp_path / str(least), scale, replace(SMALL, least_grade=least))
        assert sorted(files["pairs"]["gain"].unique()) == pytest.approx(gains)
    with pytest.raises(DataError, match=r"none of its 300 numbers is above features\.least_grade, 5"):
        built(tmp_path / "above", scale, replace(SMALL, least_grade=5.0))


def test_one_grade_alone_says_that_all_is_relevant(tmp_path: Path) -> None:
    _, files = built(tmp_path, {"judgments": judgments().assign(grade="1")})
    assert files["pairs"]["gain"].unique().tolist() == [1.0]


def test_the_order_of_rows_changes_no_byte_and_another_seed_the_split(tmp_path: Path) -> None:
    tables = {"judgments": judgments(), "events": events()}
    mixed = {name: table.sample(frac=1, random_state=3, ignore_index=True) for name, table in tables.items()}
    built(tmp_path / "one", tables)
    built(tmp_path / "two", {"products": catalogue().iloc[::-1], **mixed})
    for name in (*SPLITS, "pairs", "products"):
        pair = [(tmp_path / which / "out" / f"{name}.parquet").read_bytes() for which in ("one", "two")]
        assert pair[0] == pair[1], name
    _, other = built(tmp_path / "three", tables, replace(SMALL, seed=1))
    test = pd.read_parquet(tmp_path / "one" / "out" / "test.parquet")
    assert set(other["test"].query("kind == 'judged'")["query"]) != set(test.query("kind == 'judged'")["query"])
    assert set(other["test"].query("kind == 'logged'")["query"]) == set(test.query("kind == 'logged'")["query"])


def test_no_judged_query_is_in_two_parts_however_it_is_written(tmp_path: Path) -> None:
    table = judgments()
    written = table.assign(query=table["query"].str.upper().str.replace(" ", " - "), language="de")
    accents = table.assign(query=table["query"].str.replace("query", "qu\u00e9ry"), language="fr")
    _, files = built(tmp_path, {"judgments": pd.concat([table, written, accents])})
    rows = whole(files)
    number = rows["query"].str.extract(r"(\d+)")[0]
    assert rows.groupby(number)["split"].nunique().max() == 1
    assert rows.groupby(number).size().min() == 3
    assert set(rows["split"]) == set(SPLITS)
    assert not files["test"]["seen_query"].any()


def test_queries_that_the_search_reads_alike_are_one_and_those_without_a_word_are_themselves() -> None:
    alike = query_keys(pa.array(["USB cable 64GB", "usb  cable, 64 gb", "Usb-Cable 64gb!", "Caf\u00e9", "cafe"]))
    assert len(set(alike[:3])) == len(set(alike[3:])) == 1
    apart = query_keys(pa.chunked_array([["\u2615", "!!", None, "1.5 l", "15 l"], ["\u306f", "\u3070", "mug"]]))
    assert len(set(apart)) == 8


def test_the_log_is_cut_between_two_moments(tmp_path: Path) -> None:
    facts, files = built(tmp_path, {"events": events()})
    times = [files[name]["time"] for name in SPLITS]
    assert times[0].max() < times[1].min() <= times[1].max() < times[2].min()
    assert facts["test_from"] == times[2].min().isoformat()
    assert len(times[2]) == pytest.approx(40, abs=1)


def test_searches_of_a_moment_fall_alike_and_those_without_one_train(tmp_path: Path) -> None:
    table = events()
    days = table["time"].dt.floor("D").where(np.arange(len(table)) >= 40)
    _, files = built(tmp_path, {"events": table.assign(time=days)})
    rows = whole(files)
    assert rows[rows["time"].notna()].groupby("time")["split"].nunique().max() == 1
    assert (rows.loc[rows["time"].isna(), "split"] == "train").all()
    assert rows["time"].isna().sum() == 10


def test_a_log_without_times_is_split_by_query(tmp_path: Path) -> None:
    table = events().drop(columns="time")
    facts, files = built(tmp_path, {"events": table}, replace(SMALL, valid_share=0.3, test_share=0.3))
    assert facts["split"] == {"logged": "by a hash of the query"}
    assert whole(files).groupby("query")["split"].nunique().max() == 1


def test_the_given_split_is_kept_and_valid_is_carved_from_train_where_it_is_not_given(tmp_path: Path) -> None:
    table = judgments()
    own = table["query"].map(lambda query: SPLITS[int(query.split()[1]) % 3])
    facts, files = built(tmp_path / "whole", {"judgments": table.assign(split=own)})
    rows = whole(files)
    assert (rows["query"].map(lambda query: SPLITS[int(query.split()[1]) % 3]) == rows["split"]).all()
    assert facts["split"] == {"judged": "as judgments.split says"}
    facts, files = built(tmp_path / "carved", {"judgments": table.assign(split=own.replace("valid", "train"))})
    assert "carved from train" in facts["split"]["judged"]
    assert (whole(files).query("split == 'test'")["query"].map(lambda query: int(query.split()[1]) % 3) == 2).all()
    assert len(files["valid"]) > 5


@pytest.mark.parametrize(
    ("splits", "told"),
    [
        (["train", None, "test"], "judgments.split is missing in 100 of 300 rows"),
        (["train"] * 3, "judgments.split has no row of `test`"),
        (["train", "train", "test"], r"judgments.split: 100 queries \(300 rows\) are in more than one split, such as "),
    ],
)
def test_a_split_given_in_part_or_twice_is_refused(splits: list[str | None], told: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=told):
        built(tmp_path, {"judgments": judgments().assign(split=splits * 100)})


def test_of_spellings_of_a_query_in_two_splits_the_test_keeps_its_rows(tmp_path: Path) -> None:
    table = judgments()
    split = table["query"].map(lambda query: SPLITS[int(query.split()[1]) % 3])
    table = table.assign(split=split)
    spelled = table.iloc[6:9].assign(query="QUERY 2!", split="train")
    abroad = table.iloc[6:9].assign(language="es", split="train")
    facts, files = built(tmp_path, {"judgments": pd.concat([spelled, table, abroad])})
    rows = whole(files)
    assert facts["judgments_of_a_query_in_a_later_split"] == 3
    assert rows.loc[rows["query"].eq("query 2"), ["split", "language"]].fillna("").to_numpy().tolist() == [
        ["train", "es"], ["test", ""],
    ]  # fmt: skip
    assert "QUERY 2!" not in set(rows["query"])


def test_searches_that_nothing_came_of_train_and_measure_nothing(tmp_path: Path) -> None:
    table = events()
    vain = table["search_id"].str[1:].astype(int) % 4 == 0
    table = table.assign(click=table["click"] & ~vain, purchase=table["purchase"] & ~vain)
    facts, files = built(tmp_path, {"events": table})
    rows = whole(files)
    relevant = set(files["pairs"].query("gain > 0")["example_id"])
    assert set(rows.query("split != 'train'")["example_id"]) <= relevant
    assert len(set(rows.query("split == 'train'")["example_id"]) - relevant) == 30
    assert facts["searches_without_relevant_left_out"] == {"valid": 10, "test": 10}


def test_a_search_is_one_query_and_a_product_in_it_counts_once_for_the_best_that_came_of_it(tmp_path: Path) -> None:
    table = events()
    again = table.assign(click=False, purchase=False, rank=table["rank"] + 10)
    other = table.assign(query=table["query"] + " red")
    facts, files = built(tmp_path, {"events": pd.concat([table, again, other], ignore_index=True)})
    rows = whole(files)
    assert facts["searches"]["logged"] == 400
    assert rows["example_id"].str.startswith("s-x").all()
    assert facts["rows_merged"] == 800
    assert files["pairs"]["rank"].max() == 4
    assert files["pairs"].groupby("example_id")["gain"].max().min() > 0


def test_rows_of_a_search_may_come_at_several_moments_and_lack_the_customer(tmp_path: Path) -> None:
    table = events()
    table["time"] = table["time"] + pd.to_timedelta(table["rank"], unit="s")
    table["customer_id"] = table["customer_id"].where(table["rank"] == 3)
    facts, files = built(tmp_path, {"events": table})
    assert facts["searches"]["logged"] == 200
    assert files["train"]["customer_id"].notna().all()
    assert (whole(files)["time"].dt.second == 1).all()


def test_without_search_ids_customer_query_and_time_make_a_search(tmp_path: Path) -> None:
    table = events().drop(columns="search_id")
    table.loc[table.index < 40, "customer_id"] = None
    facts, _ = built(tmp_path, {"events": table})
    assert facts["searches"]["logged"] == 200
    assert facts["rows_merged"] == 0


def test_rows_of_neither_search_nor_time_are_pooled_and_a_gain_is_the_mean(tmp_path: Path) -> None:
    shown = pd.DataFrame({"query": [f"query {at}" for at in range(100)] * 4, "product_id": "p01"})
    shown = shown.assign(click=np.repeat([True, False, False, False], 100))
    facts, files = built(tmp_path, {"events": shown})
    assert facts["searches"]["logged"] == 100
    assert files["pairs"]["gain"].unique().tolist() == [pytest.approx(0.075)]
    assert facts["ranks_known"] is False


def test_places_that_are_counted_from_0_are_counted_from_1(tmp_path: Path) -> None:
    table = events()
    _, files = built(tmp_path / "all", {"events": table.assign(rank=table["rank"] - 1)})
    assert sorted(files["pairs"]["rank"].unique()) == [1, 2, 3, 4]
    some = table["rank"].mask(table["search_id"] == "x3", table["rank"] - 1)
    _, files = built(tmp_path / "some", {"events": table.assign(rank=some)})
    strays = files["pairs"].query("example_id == 's-x3'")["rank"]
    assert sorted(strays.dropna()) == [1, 2, 3]
    assert strays.isna().sum() == 1
    assert sorted(files["pairs"].query("example_id != 's-x3'")["rank"].unique()) == [1, 2, 3, 4]


def test_customers_say_where_and_in_which_language_where_the_search_does_not(tmp_path: Path) -> None:
    table = events()
    table["region"] = table["region"].where(table["customer_id"] != "c1")
    customers = pd.DataFrame({"customer_id": ["c1", "c2"], "region": ["west", "east"], "language": ["en", None]})
    _, files = built(tmp_path, {"events": table, "customers": customers})
    rows = whole(files)
    assert set(rows.loc[rows["customer_id"] == "c1", "region"]) == {"west"}
    assert set(rows.loc[rows["customer_id"] == "c2", "region"]) == {"north", "south"}
    assert (rows["language"].eq("en") == rows["customer_id"].eq("c1")).all()


def test_of_judgments_of_a_pair_the_latest_counts_and_those_that_contradict_are_left_out(tmp_path: Path) -> None:
    table = judgments().assign(judged_at=START)
    later = table.iloc[:1].assign(grade="irrelevant", judged_at=START + DAY)
    same = table.iloc[3:4].assign(query="Query  1")
    against = table.iloc[6:7].assign(query="QUERY 2", grade="complement")
    facts, files = built(tmp_path, {"judgments": pd.concat([table, later, same, against])})
    pairs = files["pairs"].merge(whole(files)[["example_id", "query", "time"]], on="example_id")
    assert pairs.query("query == 'query 0' and product_id == 'p00'")["grade"].tolist() == [3]
    assert pairs.query("query == 'query 0'")["time"].unique().tolist() == [START + DAY]
    assert pairs.query("query == 'query 1' and product_id == 'p01'")["grade"].tolist() == [0]
    assert "p02" not in set(pairs.query("query == 'query 2'")["product_id"])
    assert facts["judgments_that_contradict"] == 2
    assert facts["rows_merged"] == 2


def test_slices_tell_what_train_has_of_a_search(tmp_path: Path) -> None:
    table = events(200)
    late = table["search_id"].isin([f"x{at}" for at in range(190, 200)])
    table.loc[late, "query"] = "something else"
    table.loc[late, "customer_id"] = [f"n{at}" for at in range(int(late.sum()))]
    table.loc[late & (table["rank"] == 2), "product_id"] = "p50"
    launch = [(START + 199 * DAY / 24 - 3 * DAY) if at == 50 else START - 20 * DAY for at in range(51)]
    products = catalogue(51, launch_date=pd.Series(launch).dt.as_unit("us"))
    _, files = built(tmp_path, {"products": products, "events": table})
    test = files["test"].set_index("example_id")
    new = test.index.isin([f"s-x{at}" for at in range(190, 200)])
    assert new.sum() == 10
    assert (test["returning_customer"] == ~new).all()
    assert (test["seen_query"] == ~new).all()
    assert (test["new_product"] == new).all()
    assert (test["changed_query"] == new).all()
    assert test["scarce_query"].to_numpy()[new].all()


def test_where_no_launch_is_known_a_query_changed_when_a_product_first_sold(tmp_path: Path) -> None:
    table = events(400)
    late = table["search_id"].isin([f"x{at}" for at in range(380, 400)])
    table.loc[late & (table["rank"] == 2), "product_id"] = "p50"
    _, files = built(tmp_path, {"products": catalogue(51), "events": table})
    test = files["test"].set_index("example_id")["changed_query"]
    assert sorted(test.index[test], key=lambda name: int(name[3:])) == [
        f"s-x{at}" for at in range(381, 400)
    ]  # the first sale is what came of x380, not what it met
    facts, _ = built(tmp_path / "short", {"events": events(150)})
    assert facts["test"]["changed_query"] == 0  # a log of six days cannot tell what is new in it


def test_of_too_many_the_latest_train_and_chance_decides_on_the_others(tmp_path: Path) -> None:
    few = replace(SMALL, max_train_searches=60, max_valid_searches=10, max_test_searches=12)
    facts, files = built(tmp_path, {"judgments": judgments(60), "events": events()}, few)
    assert [len(files[name]) for name in SPLITS] == [60, 10, 12]
    train, whole_train = files["train"], built(tmp_path / "all", {"judgments": judgments(60), "events": events()})[1]
    judged = whole_train["train"].query("kind == 'judged'")
    assert set(judged["example_id"]) <= set(train["example_id"])
    kept = train.query("kind == 'logged'")["time"]
    assert kept.tolist() == sorted(whole_train["train"]["time"].dropna())[-len(kept) :]
    assert facts["searches_left_out"]["valid"] > 0


def test_one_query_alone_is_refused_with_counts_and_no_setting(tmp_path: Path) -> None:
    table = judgments(1).assign(query="mug")
    with pytest.raises(DataError) as refused:
        built(tmp_path, {"judgments": table})
    assert re.search(r"split `\w+` \(judged searches by a hash of the query\) has 0 searches", refused.value.problem)
    assert "There are 1 searches of 1 queries, 1 of them with a relevant product" in refused.value.problem
    assert "Give more queries" in refused.value.remedy
    assert "features." not in refused.value.remedy
    assert not (tmp_path / "out").exists()


def test_settings_that_are_advised_help_as_they_are_written(tmp_path: Path) -> None:
    tables = {"judgments": judgments(60)}
    few = replace(SMALL, valid_share=0.1, test_share=0.15, min_examples=10)
    with pytest.raises(DataError) as refused:
        built(tmp_path / "few", tables, few)
    found = re.search(
        r"Or lower features\.min_examples to (\d+), or set features\.valid_share=([\d.]+)"
        r"( and features\.test_share=([\d.]+))?\.$",
        refused.value.remedy,
    )
    assert found is not None
    built(tmp_path / "lower", tables, replace(few, min_examples=int(found[1])))
    shares = replace(few, valid_share=float(found[2]), test_share=float(found[4] or 0.15))
    facts, _ = built(tmp_path / "shares", tables, shares)
    assert min(facts[name]["searches"] for name in SPLITS) >= 10


def test_a_given_split_of_too_few_may_be_left_out_where_that_helps(tmp_path: Path) -> None:
    table = judgments()
    number = table["query"].str.split().str[1].astype(int)
    split = np.where(number < 2, "test", np.where(number < 20, "valid", "train"))
    with pytest.raises(DataError, match=r"leave judgments\.split out to have the queries split by hash"):
        built(tmp_path, {"judgments": table.assign(split=split)})


def test_tables_that_say_of_nothing_that_it_is_relevant_are_refused(tmp_path: Path) -> None:
    bare = events()[["query", "product_id", "time"]]
    with pytest.raises(DataError, match=r"of 800 rows none is relevant") as refused:
        built(tmp_path / "bare", {"events": bare})
    assert "events.click or events.purchase" in refused.value.remedy
    with pytest.raises(DataError, match=r"none of their 800 rows names a product"):
        built(tmp_path / "ids", {"events": events().assign(product_id="q1")})


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="holds neither `judgments` nor `events`"):
        built(tmp_path / "neither", {})
    place = write(tmp_path / "none", {"events": events()})
    with pytest.raises(DataError, match="holds no `products`"):
        build(place, tmp_path / "out", SMALL)


def test_rows_of_products_that_are_not_there_are_counted(tmp_path: Path) -> None:
    table = judgments()
    table.loc[:4, "product_id"] = "gone"
    facts, files = built(tmp_path, {"judgments": table})
    assert facts["rows_of_no_product"] == 5
    assert "gone" not in set(files["pairs"]["product_id"])
