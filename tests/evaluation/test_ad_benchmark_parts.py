"""What the benchmark of ad clicks on the simulator measures with, against truths that are made by hand."""

from __future__ import annotations

from io import StringIO
from typing import Any

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from benchmarks.ad_informed import informed
from benchmarks.ad_simulated_measures import against_truth, campaigns, missed, slices
from benchmarks.ad_simulated_report import shown

ROWS = 60_000
Floats = np.ndarray[Any, np.dtype[np.float64]]


def sigmoid(logit: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-logit)))


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    """Impressions whose log odds are made of two parts that have nothing to do with one another."""
    rng = np.random.default_rng(0)
    part_a, part_b = rng.normal(0, 0.8, ROWS), rng.normal(0, 0.5, ROWS)
    truth = sigmoid(-3 + part_a + part_b)
    return pd.DataFrame(
        {
            "part_a": part_a,
            "part_b": part_b,
            "truth": truth,
            "label": (rng.random(ROWS) < truth).astype(int),
            "campaign": rng.choice(["big", "small", None], ROWS, p=[0.6, 0.39, 0.01]),
            "customer": rng.choice(["c", None], ROWS, p=[0.9, 0.1]),
            "redesigned": np.arange(ROWS) >= ROWS * 3 // 4,
            "ad_age_days": rng.uniform(0, 30, ROWS),
            "new_ad": rng.random(ROWS) < 0.2,
            "cold_customer": rng.random(ROWS) < 0.3,
        }
    )


def columns(table: pd.DataFrame) -> tuple[Floats, Floats]:
    return table.truth.to_numpy(), table.label.to_numpy(np.float64)


def test_the_truth_is_level_with_itself_and_everything_else_is_above_it(table: pd.DataFrame) -> None:
    truth, click = columns(table)
    best = against_truth(truth, truth, click)
    assert best["relative"] == {"value": 1.0, "low": 1.0, "high": 1.0}
    assert best["expected"] == best["calibration_to_truth"] == 1.0
    assert best["calibration"]["low"] < 1 < best["calibration"]["high"]
    assert best["normalised_entropy"] == best["normalised_entropy_of_truth"] < 0.95
    assert (best["rows"], best["clicks"]) == (ROWS, click.sum())
    blind = against_truth(np.full(ROWS, truth.mean()), truth, click)
    assert blind["relative"]["low"] > 1.05
    assert blind["relative"]["low"] < blind["expected"] < blind["relative"]["high"]
    high = against_truth(1.2 * truth, truth, click)
    assert high["calibration_to_truth"] == pytest.approx(1.2)
    assert high["calibration"]["low"] > 1.1
    assert "relative" not in against_truth(truth, truth, np.zeros(ROWS))  # nothing to be said without clicks


def test_what_is_missed_is_found_by_part(table: pd.DataFrame) -> None:
    truth, click = columns(table)
    parts = {name: table[f"part_{name}"].to_numpy() for name in "ab"} | {"flat": np.zeros(ROWS)}
    half = sigmoid(-3.2 + parts["a"] + 0.5 * parts["b"])
    found = missed(half, truth, parts)
    assert set(found) == {"level", "a", "b", "rest"}
    assert found["a"]["slope"] == pytest.approx(0, abs=1e-9)
    assert found["b"]["slope"] == pytest.approx(-0.5, abs=1e-9)
    # The centre of b among rows that tell something lies above 0, so that missing half of it lowers the level too.
    assert found["level"]["slope"] < -0.2
    costs = {name: one["cost"] for name, one in found.items()}
    assert costs["rest"] == pytest.approx(0, abs=1e-12)
    assert costs["b"] > 100 * abs(costs["a"])
    assert sum(costs.values()) == pytest.approx(against_truth(half, truth, click)["expected"] - 1, rel=0.2)
    noise = sigmoid(np.log(truth / (1 - truth)) + np.random.default_rng(1).normal(0, 0.3, ROWS))
    found = missed(noise, truth, parts)
    assert found["rest"]["cost"] > 100 * max(abs(found[name]["cost"]) for name in ("a", "b", "level"))


def test_slices_are_parts_of_the_test(table: pd.DataFrame) -> None:
    found = slices(table)
    assert found["all"].all()
    assert (found["before the shift"] ^ found["after the shift"]).all()
    ages = [rows for name, rows in found.items() if name.startswith("ads of") or name.startswith("ads from")]
    assert (np.sum(ages, axis=0) == 1).all()
    assert (found["cold customers"] | found["known customers"] | found["signed out"]).all()
    assert not (found["cold customers"] & found["signed out"]).any()


def test_campaigns_are_those_with_many_clicks_in_the_log(table: pd.DataFrame) -> None:
    truth, _ = columns(table)
    found = campaigns(table, 1.1 * truth, {"small": 900, "big": 5_000, "over": 2_000})
    assert list(found) == ["big"]  # one has too few, one nothing in the test
    assert found["big"]["clicks_in_log"] == 5_000
    assert found["big"]["calibration_to_truth"] == pytest.approx(1.1)
    assert found["big"]["rows"] == (table.campaign == "big").sum()


def test_the_informed_learner_finds_what_can_be_found_and_looks_at_no_label_of_what_it_answers() -> None:
    rng = np.random.default_rng(2)
    rows = 40_000

    def names(prefix: str, count: int) -> Floats:
        return np.array([f"{prefix}{number}" for number in rng.integers(0, count, rows)])

    frame = pd.DataFrame(
        {name: names(name[0], count) for name, count in (("placement", 4), ("campaign", 20), ("ad", 200))}
        | {"advertiser": names("v", 10), "customer": names("c", 5_000), "device": names("phone-", 3)}
        | {"category": np.char.add(names("d", 3), " > x"), "position": rng.integers(1, 5, rows).astype(float)}
        | {"price": rng.lognormal(3, 1, rows)}
    )
    frame["time"] = pd.Timestamp("2024-10-07", tz="UTC") + pd.to_timedelta(np.arange(rows), unit="min")
    effects = {name: rng.normal(0, 0.8, 20) for name in ("placement", "campaign")}
    logit = -3.0 + sum(effects[name][frame[name].str[1:].astype(int)] for name in effects)
    frame["label"] = (rng.random(rows) < sigmoid(logit)).astype(int)
    frame.loc[::50, "device"] = None
    learnt, asked = frame[: rows * 3 // 4], frame[rows * 3 // 4 :]
    found = informed(learnt, asked)
    truth = sigmoid(np.asarray(logit)[len(learnt) :])
    assert np.corrcoef(np.log(found), np.log(truth))[0, 1] > 0.95
    assert found.sum() == pytest.approx(truth.sum(), rel=0.05)
    np.testing.assert_array_equal(informed(learnt, asked.assign(label=1)), found)


def test_the_report_says_which_targets_are_met(table: pd.DataFrame) -> None:
    truth, click = columns(table)

    def way(predicted: Floats) -> dict[str, Any]:
        found = campaigns(table, predicted, {"big": 5_000})
        return {
            "slices": {
                name: against_truth(predicted[rows], truth[rows], click[rows]) for name, rows in slices(table).items()
            },
            "campaigns": found,
            "campaigns before the shift": found,
            "missed": missed(predicted, truth, {"a": table.part_a.to_numpy()}),
        }

    cost = {"seconds": 1.0, "children_peak_mb": None, "own_peak_mb": 10.0}
    found = {"world": {}, "costs": {"train": cost}, "frozen": way(1.2 * truth), "learning": way(truth)}
    console = Console(file=StringIO(), width=250)
    console.print(shown(found))
    assert isinstance(console.file, StringIO)
    lines = console.file.getvalue().splitlines()
    told = {line.split(":")[0]: line for line in lines if "target" in line or "campaigns" in line}
    assert told["learning, all"].endswith("met")
    assert told["learning, campaigns"].endswith("met")
    assert "1 of 1" in told["learning, campaigns"]
    assert told["frozen, campaigns"].endswith("MISSED")
    assert "worst 1.200" in told["frozen, campaigns"]
