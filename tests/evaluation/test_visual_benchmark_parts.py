"""Parts of the benchmarks of visual search: what plays the test, baselines, truth by size, and verdicts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from rich.console import Group
from visual_for_tests import COLOURS, examples, photo, searcher

from benchmarks.report_tables import out
from benchmarks.visual_peers import NEAREST, SHELF, SVM, fitted
from benchmarks.visual_process import COMPARED, OURS, OURS_SHELF
from benchmarks.visual_report import shown, verdicts
from benchmarks.visual_simulated_report import shown as simulated_shown
from benchmarks.visual_simulated_report import verdicts as simulated_verdicts
from benchmarks.visual_simulated_shares import measured as by_share
from benchmarks.visual_simulated_truth import BANDS, banded, counted, seen_in
from benchmarks.visual_stand_in import stood_in
from evaluation import visual_search as room

RESAMPLING = {"resamples": 100, "confidence": 0.95, "seed": 0}
LEFT, RIGHT = (10, 10, 40, 40), (70, 20, 110, 60)


def text_of(page: Group) -> str:
    with out.capture() as captured:
        out.print(page)
    return captured.get()


def measure(value: float | None, low: float | None = None, high: float | None = None) -> dict[str, Any]:
    return {"value": value, "low": low, "high": high, "n": 296, "unit": "", "higher_is_better": True, "meaning": ""}


def shop(folder: Path) -> Path:
    """Photos of train and valid beside those of the test."""
    rows = [photo(f"{name}-{at}", (name, (10 + at, 10, 40 + at, 40))) for name in COLOURS for at in range(6)]
    made: Path = examples(folder, rows)
    table = pd.read_parquet(made / "test.parquet")
    for place, split in enumerate(("train", "valid", "test")):
        table[table["photo_id"].str[-1].astype(int) // 2 == place].to_parquet(made / f"{split}.parquet")
    return made


def test_photos_of_the_test_are_left_out_and_whole_groups_play_it() -> None:
    photos = pd.DataFrame({"photo_id": [f"p{at}" for at in range(400)], "split": ["train"] * 300 + ["test"] * 100})
    made = stood_in(photos, pd.Series([f"visit {at // 5}" for at in range(300)]))
    assert set(made["photo_id"]) == set(photos.loc[photos["split"] == "train", "photo_id"])
    assert made.groupby("group")["split"].nunique().eq(1).all()
    assert 0.05 < (made["split"] == "test").mean() < 0.3
    with pytest.raises(ValueError, match="no split"):
        stood_in(photos.drop(columns="split"), pd.Series(["a"] * 400))


@pytest.mark.parametrize("name", [SVM, NEAREST, SHELF])
def test_a_baseline_tells_colours_apart_and_answers_as_the_model_does(tmp_path: Path, name: str) -> None:
    place = shop(tmp_path)
    table = room.requests(place)
    answers = fitted(name, place).predict(room.request_columns(table), 3)
    assert answers.groupby("request_id").size().eq(3).all()
    assert answers.groupby("request_id")["confidence"].apply(lambda one: one.is_monotonic_decreasing).all()
    outcomes = room.outcomes(table, answers)
    assert outcomes["hit_1"].mean() > 0.9


def world(folder: Path) -> tuple[Path, Path, pd.DataFrame]:
    """Two photos and their truth; one product is hidden from the tables' boxes, one is not in the catalogue."""
    place = examples(
        folder, [photo("a", ("red", LEFT), ("blue", RIGHT)), photo("b", ("green", LEFT))], held_out=["blue"]
    )
    truth = folder / "truth"
    truth.mkdir()
    seen = [
        ("a", "red", "sold", *LEFT, 0.09, 0.0, 0.0, 0.0),
        ("a", "blue", "sold", *RIGHT, 0.16, -170.0, 0.0, 0.2),
        ("b", "green", "sold", *LEFT, 0.09, 20.0, 0.0, 0.4),
        ("b", "nobody's", "stranger", 60, 0, 90, 30, 0.09, 0.0, 0.0, 0.0),
    ]
    columns = ["photo_id", "product_id", "role", "left", "top", "right", "bottom", "share", "angle", "yaw", "hidden"]
    pd.DataFrame(seen, columns=columns).to_parquet(truth / "seen_truth.parquet")
    pd.DataFrame({"photo_id": ["a", "b"], "light": [1.0, 0.4], "blur": [0.0, 2.0]}).to_parquet(
        truth / "photo_truth.parquet"
    )
    pd.DataFrame({"product_id": ["red", "green"], "imitates": ["cyan", None]}).to_parquet(truth / "look_truth.parquet")
    return folder, place, room.requests(place)


def test_each_product_is_held_against_its_truth(tmp_path: Path) -> None:
    tables, place, table = world(tmp_path)
    model = searcher(blind=("red",))
    answers = model.predict(room.request_columns(table), room.request_params(table))
    seen = seen_in(tables, place, table, answers, model).set_index("product_id")
    assert seen["located"].to_dict() == {"red": False, "blue": True, "green": True, "nobody's": False}
    assert seen.loc[["blue", "green"], "right"].all()
    assert seen["turn"].to_dict() == {"red": 0, "blue": 170, "green": 20, "nobody's": 0}
    assert seen["held_out"].to_dict() == {"red": False, "blue": True, "green": False, "nobody's": False}
    assert seen["sold"].sum() == 3
    assert seen["twin"].to_dict() == {"red": True, "blue": False, "green": False, "nobody's": False}
    found = counted(seen.reset_index(), table, model, RESAMPLING)
    assert found["located"]["value"] == pytest.approx(2 / 3)
    assert found["located_of_all"]["value"] == pytest.approx(2 / 4)
    assert found["locator_precision"]["value"] == 1.0
    bands = banded(seen.reset_index(), RESAMPLING)
    assert set(BANDS) < set(bands)
    assert [(one["from"], one["rows"]) for one in bands["share of the picture"]] == [(0.05, 2), (0.1, 1)]
    assert bands["light"][0]["measures"]["right"]["value"] == 1.0


def test_what_is_lost_is_counted_on_products_that_were_taken_at_both_sizes() -> None:
    shots = pd.DataFrame(
        {
            "photo_id": ["a9", "b9", "a2", "b2"],
            "product": ["a", "b", "a", "b"],
            "share": [0.9, 0.9, 0.25, 0.25],
            "box": [(0, 0, 90, 90)] * 2 + [(0, 0, 50, 50)] * 2,
        }
    )
    answers = pd.DataFrame(
        {
            "request_id": shots["photo_id"],
            "box": 0,
            "rank": 1,
            "product_id": pd.Series(["a", "b", "a", "x"], dtype="str"),
            "confidence": 0.5,
            "left": 0.0,
            "top": 0.0,
            "right": [90.0, 90, 50, 90],
            "bottom": [90.0, 90, 50, 90],
        }
    )
    large, small = by_share(shots, answers, RESAMPLING)
    assert (large["share"], large["top_1"]["value"], large["lost"]["value"]) == (0.9, 1.0, 0.0)
    assert (small["share"], small["top_1"]["value"], small["lost"]["value"]) == (0.25, 0.5, 0.5)
    assert small["located"]["value"] == 0.5


def found(top_1: float, split: str = "test") -> dict[str, Any]:
    ours = {name: measure(top_1, top_1 - 0.05, top_1 + 0.05) for name in (*COMPARED, "ece", "top_1_at_25")}
    gain = {"gain": 0.1, "low": 0.05, "high": 0.15}
    return {
        "split": split,
        "threads": 2,
        "facts": {"test": {"photos": 296}, "products": 81},
        "costs": {"train": {"seconds": 2_000.0, "children_peak_mb": 1_500.0}},
        "methods": {OURS: ours | {"entry_top_1_among_1000": measure(0.5)}, OURS_SHELF: ours},
        "fit_seconds": {SVM: 30.0},
        "ahead": {SVM: dict.fromkeys(COMPARED, gain)},
    }


def test_targets_are_met_or_missed_by_what_was_measured() -> None:
    met = verdicts(found(0.6))
    assert len(met) == 4
    assert all("met" in line for line in met)
    assert sum("MISSED" in line for line in verdicts(found(0.3))) == 2
    assert "no target" in verdicts(found(0.6, "visits"))[0]
    page = text_of(shown(found(0.6)))
    assert "1,000" in page
    assert "product at 25 %" in page


def test_the_simulated_report_has_a_row_for_each_band() -> None:
    whole = {name: measure(0.95, 0.93, 0.97) for name in ("located", "told", "right", "among_5", "located_of_all")}
    whole["locator_precision"] = measure(0.8, 0.7, 0.9)
    bands = {"share of the picture": [{"from": 0.1, "rows": 12, "measures": whole}]}
    shrunk = [
        {"share": share, "photos": 20, **dict.fromkeys(("top_1", "located", "lost"), measure(0.02, 0.0, 0.04))}
        for share in (0.9, 0.25)
    ]
    given = {
        "world": {"scale": 1.0, "seed": 7, "profile": "full"},
        "truth": {"photos": 40, "measures": whole, "bands": bands},
        "shrunk": shrunk,
        "evaluation": {"top_1": measure(0.7)},
        "costs": {"train": {"seconds": 10.0}},
    }
    page = text_of(simulated_shown(given))
    assert "share of the picture: from 0.1" in page
    assert [line.count("met") for line in simulated_verdicts(given)] == [1, 1]
    assert "MISSED" in simulated_verdicts({**given, "shrunk": []})[1]
