"""Curves as tables and as pictures."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from evaluation import curve_images, curve_tables
from evaluation.curves import precision_recall, reliability


def outcomes(n: int, seed: int = 0) -> pd.DataFrame:
    """Calibrated by construction, with many scores shared."""
    rng = np.random.default_rng(seed)
    score = rng.uniform(size=n).round(2)
    return pd.DataFrame({"label": (rng.uniform(size=n) < score).astype("int8"), "score": score})


def precision_table(n: int) -> pd.DataFrame:
    table = outcomes(n)
    return curve_tables.of_plot(precision_recall(table["score"], table["label"]))


def reliability_table(n: int) -> pd.DataFrame:
    table = outcomes(n)
    return curve_tables.of_plot(reliability(table["score"], table["label"]))


def test_a_calibrated_score_lies_within_its_intervals() -> None:
    found = reliability_table(20_000)
    predicted = found.columns[0]
    assert found[predicted].between(found["low"], found["high"]).sum() >= 8
    assert (found[curve_tables.DIAGONAL] == found[predicted]).all()


def test_measures_without_an_interval_or_with_a_unit_are_left_out() -> None:
    whole = {"value": 0.5, "low": 0.4, "high": 0.6, "n": 10, "unit": ""}
    found = curve_tables.of_measures({"f1": whole, "size": {**whole, "unit": "MB"}, "point": {**whole, "low": None}})
    assert found.to_dict("records") == [{"measure": "f1", "value": 0.5, "low": 0.4, "high": 0.6, "n": 10}]


@pytest.mark.parametrize(
    "curve",
    [
        precision_table(200),
        reliability_table(200),
        curve_tables.of_measures({"f1": {"value": 0.5, "low": 0.4, "high": 0.6, "n": 10, "unit": ""}}),
        pd.DataFrame({"day": [1, 2, 3], "error": [120.0, 80.0, 95.0]}),
        precision_table(0),
    ],
    ids=["precision_recall", "reliability", "measures", "another", "undefined"],
)
def test_a_picture_is_the_same_bytes_for_the_same_values(curve: pd.DataFrame, tmp_path: Path) -> None:
    for name in ("one", "two"):
        curve_images.draw(curve, "a title", tmp_path / f"{name}.svg")
    one = (tmp_path / "one.svg").read_text()
    assert one == (tmp_path / "two.svg").read_text()
    assert "http://www.w3.org/2000/svg" in one
    curve_images.draw(curve, "another title", tmp_path / "other.svg")
    assert (tmp_path / "other.svg").read_text() != one


def test_names_of_any_length_leave_room_for_the_values(tmp_path: Path) -> None:
    names = {f"top_1_category_{'a_long_path_' * 10}{number}": 0.5 for number in range(3)}
    told = {name: {"value": value, "low": 0.4, "high": 0.6, "n": 10, "unit": ""} for name, value in names.items()}
    curve_images.draw(curve_tables.of_measures(told), "a title", tmp_path / "long.svg")
    width = float(re.search(r'width="([\d.]+)pt"', (tmp_path / "long.svg").read_text())[1])
    assert width > 72 * curve_images.INCHES


def test_rare_shares_fill_their_axis_and_others_are_drawn_whole() -> None:
    def upper(shares: list[float]) -> tuple[float, float]:
        axes = Figure().subplots()
        curve_images._line(axes, pd.DataFrame({"recall": [0.1, 1.0], "precision": shares}), "recall", "precision")
        return axes.get_xlim()[1], axes.get_ylim()[1]

    assert upper([0.9, 0.1]) == (1.03, 1.03)
    whole, rare = upper([0.02, 0.01])
    assert whole == 1.03
    assert rare < 0.03
