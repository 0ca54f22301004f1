"""Visual search is measured by what photos truly show: products, places, and nothing."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from visual_for_tests import COLOURS, SETTINGS, examples, photo, picture, searcher

from evaluation import visual_search as room
from evaluation.bootstrap import once
from evaluation.visual_boxes import NONE, matched, overlaps
from evaluation.visual_photos import each_photo, with_pictures
from evaluation.visual_statistics import refused_at

LEFT, RIGHT = (10, 10, 40, 40), (70, 20, 110, 60)
BLUE_AND_RED = (("blue", LEFT), ("red", RIGHT))


def shop(folder: Path, **more: Any) -> tuple[Path, pd.DataFrame]:
    photos = [
        photo("one", ("red", LEFT)),
        photo("two", *BLUE_AND_RED),
        photo("large", ("green", (0, 0, 120, 80))),
        photo("unboxed", ("yellow", LEFT), boxes=False),
        photo("empty"),
        photo("new", ("violet", RIGHT)),
    ]
    made = examples(folder, photos, held_out=("violet",), **more)
    return made, room.requests(made)


def answered(table: pd.DataFrame, rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    """Answers of (photo, box, place, rank, product, confidence); photos that are not named find nothing."""
    columns = ["request_id", "box", "rank", "product_id", "confidence", "left", "top", "right", "bottom", "reason"]
    told = [(name, box, rank, product, sure, *place, "") for name, box, place, rank, product, sure in rows]
    named = {row[0] for row in rows}
    nowhere = (np.nan,) * 4
    told += [
        (name, 0, 0, None, np.nan, *nowhere, "nothing_like_it") for name in table["example_id"] if name not in named
    ]
    frame = pd.DataFrame(told, columns=columns)
    return frame.astype({"product_id": "str", "reason": "str"}).assign(score=0.0, box_score=0.5)


def cells(rows: pd.DataFrame, name: str, columns: list[str]) -> list[Any]:
    """Of a photo."""
    return [rows.at[name, column] for column in columns]


def values(table: pd.DataFrame) -> dict[str, float]:
    whole = once(len(table))
    return {name: float(statistic(table, whole)[0]) for name, statistic in room.STATISTICS.items()}


def test_requests_hold_the_photo_alone(tmp_path: Path) -> None:
    _, table = shop(tmp_path)
    asked = room.request_columns(table)
    assert asked.columns.tolist() == ["request_id", "image"]
    assert all(isinstance(one, bytes) for one in asked["image"])


def test_photos_are_cut_into_slices_by_what_they_show(tmp_path: Path) -> None:
    _, table = shop(tmp_path)
    flags = {name: set(table.loc[table[name], "example_id"]) for name in ("several_products", "large_in_picture")}
    assert flags == {"several_products": {"two"}, "large_in_picture": {"large"}}
    assert set(table.loc[table["added_later"], "example_id"]) == {"new"}
    assert set(table.loc[table["small_in_picture"], "example_id"]) == {"one"}
    assert table.set_index("example_id").loc["two", "category"] == "cold"


def test_the_surest_product_of_all_boxes_counts_for_the_photo(tmp_path: Path) -> None:
    _, table = shop(tmp_path)
    rows = room.outcomes(
        table,
        answered(
            table,
            [
                ("one", 0, LEFT, 1, "blue", 0.6),
                ("one", 1, RIGHT, 1, "green", 0.2),
                ("one", 1, RIGHT, 2, "red", 0.7),
                ("two", 0, LEFT, 1, "green", 0.9),
                ("two", 0, LEFT, 2, "blue", 0.8),
            ],
        ),
    ).set_index("example_id")
    assert cells(rows, "one", ["first", "label", "hit_1", "reciprocal_rank"]) == ["red", 1, True, 1.0]
    assert cells(rows, "two", ["label", "hit_1", "hit_5", "reciprocal_rank"]) == [0, False, True, 0.5]
    assert cells(rows, "two", ["products", "found_1", "found_5"]) == [2, 0, 1]
    assert cells(rows, "large", ["score", "hit_10"]) == [0.0, False]


def test_a_box_counts_once_and_only_where_it_lies(tmp_path: Path) -> None:
    _, table = shop(tmp_path)
    rows = room.outcomes(
        table,
        answered(
            table,
            [
                ("two", 0, LEFT, 1, "blue", 0.9),
                ("two", 1, (11, 11, 41, 41), 1, "blue", 0.8),
                ("two", 2, (70, 20, 109, 60), 1, "green", 0.7),
                ("unboxed", 0, LEFT, 1, "yellow", 0.7),
            ],
        ),
    ).set_index("example_id")
    counts = ["true_boxes", "told_boxes", "matched_boxes", "right_boxes"]
    assert cells(rows, "two", counts) == [2, 3, 2, 1]
    assert cells(rows, "unboxed", counts) == [0, 0, 0, 0], "nobody drew where it is"
    assert cells(rows, "one", counts) == [1, 0, 0, 0]


def test_statistics_are_those_of_the_photos_that_they_are_about(tmp_path: Path) -> None:
    _, table = shop(tmp_path)
    told = [("one", 0, LEFT, 1, "red", 0.9), ("large", 0, LEFT, 1, "green", 0.8), ("empty", 0, LEFT, 1, "red", 0.1)]
    found = values(room.outcomes(table, answered(table, told)))
    assert found["top_1"] == pytest.approx(2 / 5)
    assert found["recall_at_10"] == pytest.approx(2 / 6)
    assert found["box_recall"] == pytest.approx(1 / 5)
    assert found["unreadable"] == 0


def test_refusal_is_judged_by_the_threshold_that_accepts_the_others() -> None:
    score = np.concatenate([np.linspace(0.2, 1.0, 20), [0.1, 0.2, 0.23, 0.5]])
    stranger = np.arange(24) >= 20
    rows = pd.DataFrame({"score": score, "shows": ~stranger, "stranger": stranger})
    # Of 20 photos one may be lost: the threshold is the second lowest score.
    assert refused_at(0.95)(rows, once(24))[0] == 0.75
    assert refused_at(1.0)(rows, once(24))[0] == 0.25
    assert np.isnan(refused_at(0.95)(rows[~stranger], once(20))[0])
    assert np.isnan(refused_at(0.95)(rows[stranger], once(4))[0])


def test_weights_stand_for_repeated_photos() -> None:
    rng = np.random.default_rng(0)
    rows = pd.DataFrame({"score": rng.random(60), "shows": np.arange(60) < 40, "stranger": np.arange(60) >= 40})
    weights = rng.integers(0, 3, (5, 60)).astype(np.float32)
    repeated = [rows.iloc[np.repeat(np.arange(60), weight.astype(int))] for weight in weights]
    expected = [refused_at(0.9)(one, once(len(one)))[0] for one in repeated]
    assert refused_at(0.9)(rows, weights) == pytest.approx(expected)


def test_overlap_is_the_share_of_the_common_area() -> None:
    first, second = np.array([[0, 0, 10, 10.0]]), np.array([[5, 0, 15, 10.0], [0, 0, 10, 10], [20, 20, 30, 30]])
    assert overlaps(first, second)[0] == pytest.approx([1 / 3, 1, 0])
    assert matched(second, first).tolist() == [NONE, 0, NONE]
    assert matched(np.zeros((0, 4)), first).tolist() == []


def test_an_unreadable_photo_is_counted_and_calibrates_nothing(tmp_path: Path) -> None:
    folder, _ = shop(tmp_path)
    table = pd.read_parquet(folder / "test.parquet")
    table.at[0, "picture"] = b"no picture"
    table.to_parquet(folder / "test.parquet")
    table = room.requests(folder)
    model = searcher()
    rows = room.outcomes(table, model.predict(room.request_columns(table), room.request_params(table)))
    assert rows.set_index("example_id")["unreadable"].to_dict() == {name: name == "one" for name in table["example_id"]}
    assert values(rows)["unreadable"] == pytest.approx(1 / 6)


def test_a_searcher_that_knows_colours_finds_them(tmp_path: Path) -> None:
    _, table = shop(tmp_path)
    model = searcher()
    rows = room.outcomes(table, model.predict(room.request_columns(table), room.request_params(table)))
    found = values(rows)
    assert found["top_1"] == found["top_5"] == found["box_right"] == 1.0
    assert found["refused_at_95"] == 1.0
    measures = room.measures(rows, resamples=100, confidence=0.95, seed=0)
    assert measures["top_1_several_products"].value == 1.0
    assert "top_1_category_warm" in measures
    assert (
        not set(measures)
        - set(room.STATISTICS)
        - {"ece_by_chance"}
        - {name for name in measures if name.startswith("top_1_")}
    )


def test_curves_are_drawn_of_what_there_is(tmp_path: Path) -> None:
    _, table = shop(tmp_path)
    model = searcher()
    rows = room.outcomes(table, model.predict(room.request_columns(table), room.request_params(table)))
    assert [plot.name for plot in room.plots(rows)] == ["Reliability", "Accepted and refused"]
    assert [plot.name for plot in room.plots(rows[rows["shows"]])] == ["Reliability"]


def test_contact_sheets_show_right_and_wrong_apart(tmp_path: Path) -> None:
    folder, table = shop(tmp_path)
    model = searcher(blind=("red",))
    answers = model.predict(room.request_columns(table), room.request_params(table))
    wrong = answers.assign(product_id=answers["product_id"].replace("red", "cyan"))
    sheets = {one.file_name: one for one in room.pictures(folder, table, wrong, SETTINGS)}
    assert set(sheets) == {"contact_sheet_right", "contact_sheet_wrong"}
    for sheet in sheets.values():
        with Image.open(io.BytesIO(sheet.data)) as image:
            image.load()
            assert image.format == "PNG"
            colours = {colour for _, colour in image.convert("RGB").getcolors(1 << 20) or []}
            assert colours & set(COLOURS.values())
    assert "4 of 4" in sheets["contact_sheet_right"].note or "4 of 5" in sheets["contact_sheet_right"].note
    only_right = room.pictures(
        folder,
        table.iloc[2:4].reset_index(drop=True),
        answers[answers["request_id"].isin(["large", "unboxed"])],
        SETTINGS,
    )
    assert [one.name for one in only_right] == ["Contact sheet, right"]


def test_labels_come_through_json(tmp_path: Path) -> None:
    folder = examples(tmp_path, [photo("a", *BLUE_AND_RED, product_ids=json.dumps(["blue", "of nobody"]))])
    table = room.requests(folder)
    assert table["ids"].tolist() == [["blue", "of nobody"]]
    assert table["places"].tolist() == [[list(LEFT), list(RIGHT)]]
    assert table["group"].tolist() == ["photo a"]


def test_nothing_to_look_at_is_a_blank_picture_of_its_own() -> None:
    assert picture() != picture(("red", LEFT))


def test_pictures_of_a_test_are_read_as_they_come_from_whatever_row_group(tmp_path: Path) -> None:
    folder, _ = shop(tmp_path)
    stored = pd.read_parquet(folder / "test.parquet")
    stored.to_parquet(folder / "test.parquet", row_group_size=2)
    table = room.requests(folder)
    assert "picture" not in table
    backwards = table.iloc[::-1]
    assert with_pictures(backwards)["picture"].tolist() == stored["picture"].tolist()[::-1]
    assert [photo.picture for photo in each_photo(table)] == stored["picture"].tolist()
    assert room.request_columns(table.iloc[[3, 1]])["image"].tolist() == stored["picture"].iloc[[3, 1]].tolist()
    assert len(with_pictures(table.head(0))) == 0


def test_of_a_path_the_first_level_is_the_category(tmp_path: Path) -> None:
    folder, _ = shop(tmp_path)
    goods = pd.read_parquet(folder / "catalogue.parquet")
    goods["category"] = ["Fruit > Apples", "Fruit > Pears", None, "Milk", "Fruit", "Milk > Oat"]
    goods.to_parquet(folder / "catalogue.parquet")
    assert set(room.requests(folder)["category"].dropna()) <= {"Fruit", "Milk"}
    assert (room.requests(folder)["category"] == "Fruit").any()
