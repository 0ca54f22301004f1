"""The line that trees set out from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.question_answering.forest import Forest
from models.question_answering.forest_settings import ForestSettings
from models.question_answering.line import Line

SETTINGS = ForestSettings(rounds=5, bags=1, max_depth=2)


def pairs(rows: int) -> tuple[np.ndarray, np.ndarray]:
    """Columns of which the first tells, the second is never known, and whether the third is known tells too."""
    rng = np.random.default_rng(0)
    columns = rng.normal(size=(rows, 3)) * (3.0, 1.0, 1.0) + (100.0, 0.0, 0.0)
    columns[:, 1] = np.nan
    missing = rng.random(rows) < 0.5
    columns[missing, 2] = np.nan
    odds = (columns[:, 0] - 100) / 3 + 2 * missing - 1
    return columns, (rng.random(rows) < 1 / (1 + np.exp(-odds))).astype(np.float64)


def test_a_line_finds_what_tells_and_what_is_missing() -> None:
    columns, chance = pairs(20_000)
    line = Line.fit(columns, chance, 1e-3, 4.0)
    assert line.weights[[0, 1, 2]] == pytest.approx([1.0, 0.0, 0.0], abs=0.1)
    assert line.weights[5] == pytest.approx(2.0, abs=0.15)
    assert np.abs(Line.fit(columns, chance, 1e6, 4.0).weights).max() < 0.05


def test_what_lies_far_off_is_no_surer_for_that() -> None:
    columns, chance = pairs(1_000)
    line = Line.fit(columns, chance, 1.0, 4.0)
    far = np.array([[1e9, np.nan, 0.0], [1e12, np.nan, 0.0]])
    assert line.log_odds(far)[0] == line.log_odds(far)[1]
    farther = Line.fit(columns, chance, 1.0, 9.0)
    seven = np.array([[100 + 7 * 3.0, np.nan, 0.0], [100 + 30.0, np.nan, 0.0]])
    assert farther.log_odds(seven)[0] < farther.log_odds(seven)[1]
    assert line.log_odds(seven)[0] == line.log_odds(seven)[1]
    assert Line.read(farther.as_dict()).farthest == 9.0


def test_without_a_pull_there_is_no_line() -> None:
    columns, chance = pairs(1_000)
    line = Line.fit(columns, chance, 0.0, 4.0)
    assert not line.weights.any()
    assert 1 / (1 + np.exp(-line.log_odds(columns))) == pytest.approx(np.full(1_000, chance.mean()))


def test_trees_set_out_from_the_line_and_both_are_stored(tmp_path: Path) -> None:
    columns, chance = pairs(2_000)
    names = ("first", "never", "sometimes")
    with_line = Forest.grown(columns, chance, names, SETTINGS, 0, 1)
    alone = Forest.grown(columns, chance, names, replace(SETTINGS, line_l2=0.0), 0, 1)
    odds = [one.margins(columns) for one in (with_line, alone)]
    loss = [np.mean(np.logaddexp(0, one) - chance * one) for one in odds]
    assert loss[0] < loss[1] - 0.02
    assert np.corrcoef(with_line.line.log_odds(columns), with_line.margins(columns))[0, 1] > 0.95
    with_line.save(tmp_path / "trees.ubj")
    assert np.array_equal(Forest.load(tmp_path / "trees.ubj", names).margins(columns), with_line.margins(columns))
