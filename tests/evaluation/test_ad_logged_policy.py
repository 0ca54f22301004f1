"""The value of the model's choices from a log: against a truth that is known, and absent where a log cannot tell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from evaluation import ad_click as room
from evaluation import ad_logged_policy
from evaluation.gate_policy import is_known
from evaluation.off_policy import Settings

ADS = ("a", "b", "c")
# Positives per impression by device and ad: on a phone b is best, elsewhere a.
TRUTH = {"phone": (0.05, 0.30, 0.02), "desktop": (0.25, 0.05, 0.02)}
SETTINGS = {
    "resamples": 200, "confidence": 0.95, "seed": 0, "max_actions": 10, "policy_rows": 8_000,
    "off_policy": {"cap": None, "least_heavy": 50, "least_informative": 5, "weight_deviations": 4},
}  # fmt: skip
CHANCE = np.array([0.6, 0.1, 0.3])


class Device:
    """Knows the truth, and insists that an ad comes with its own brand."""

    def __init__(self) -> None:
        self.brands: set[tuple[str, str]] = set()

    def predict(self, request: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        assert params == {"policy": "none"}
        self.brands |= set(zip(request["ad"], request["brand"], strict=True))
        return pd.DataFrame({"probability": rates(request["device"])[np.arange(len(request)), codes(request["ad"])]})


def codes(ad: pd.Series) -> np.ndarray:
    return ad.map({name: code for code, name in enumerate(ADS)}).to_numpy()


def rates(device: pd.Series) -> np.ndarray:
    return np.array([TRUTH[one] for one in device])


def log(rows: int, seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    device = pd.Series(np.where(rng.random(rows) < 0.5, "phone", "desktop"), dtype="str")
    shown = rng.choice(3, rows, p=CHANCE)
    label = rng.random(rows) < rates(device)[np.arange(rows), shown]
    ad = pd.Series([ADS[one] for one in shown], dtype="str")
    return pd.DataFrame(
        {
            "example_id": [f"{seed}-{row}" for row in range(rows)],
            "label": label.astype("int8"),
            "ad": ad,
            "brand": "brand of " + ad,
            "device": device,
            "customer": [f"u{row % 50}" for row in range(rows)],
            "click": label,
            "propensity": CHANCE[shown],
        }
    )


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("log")
    for split, seed, rows in (("train", 1, 4_000), ("valid", 2, 1_000), ("test", 3, 8_000)):
        log(rows, seed).to_parquet(directory / f"{split}.parquet", index=False)
    return of_target(directory, "click")


def of_target(directory: Path, target: str) -> Path:
    (directory / "facts.json").write_text(json.dumps({"target": target}))
    return directory


def measured(examples: Path, table: pd.DataFrame, model: Device | None = None, **changed: Any) -> dict:
    frozen = room.outcomes(table, pd.DataFrame({"probability": np.full(len(table), 0.1)}))
    return ad_logged_policy.measures(model or Device(), examples, table, frozen, {**SETTINGS, **changed})  # type: ignore[arg-type]


def test_values_from_the_log_cover_the_truth(examples: Path) -> None:
    table, model = room.requests(examples), Device()
    found = measured(examples, table, model)
    assert [name for name in found if not is_known(name, room.MEASURES)] == []
    truth = {"log": 0.5 * sum(CHANCE @ np.array(one) for one in TRUTH.values()), "greedy": 0.275, "best_ad": 0.175}
    for estimator in ("ips", "snips", "dr"):
        for policy in ("greedy", "best_ad"):
            value = found[f"policy_value_{policy}_{estimator}"]
            assert value.low < truth[policy] < value.high
    assert found["policy_value_log"].value == pytest.approx(table["label"].mean())
    for estimator in ("snips", "dr"):
        for policy in ("log", "best_ad"):
            gain = found[f"policy_gain_over_{policy}_{estimator}"]
            assert 0 < gain.low < truth["greedy"] - truth[policy] < gain.high
    assert 0 < found["policy_effective_rows"].value < len(table)
    assert model.brands == {(ad, f"brand of {ad}") for ad in ADS}


def test_the_one_ad_is_chosen_on_train_and_valid_by_weighted_positives(examples: Path) -> None:
    # Phones and desktops are as frequent: b is worth 0.175, a 0.15, though a has six times the positives in the log.
    assert ad_logged_policy.best_ad(examples, list(ADS)) == "b"
    assert ad_logged_policy.best_ad(examples, ["a", "c"]) == "a"
    assert ad_logged_policy.best_ad(examples, ["z"]) is None


def test_columns_that_go_with_the_ad_are_those_of_one_value_each(examples: Path) -> None:
    table = room.requests(examples).assign(price=lambda rows: rows["ad"].map({"a": 1.0, "b": 1.0, "c": np.nan}))
    assert ad_logged_policy.columns_of_the_ad(table) == ["brand", "price"]


def test_a_log_that_cannot_tell_is_not_asked(examples: Path) -> None:
    table = room.requests(examples)
    assert measured(examples, table.drop(columns="propensity")) == {}
    assert measured(examples, table.drop(columns="ad")) == {}
    assert measured(examples, table.assign(propensity=np.nan)) == {}
    assert measured(examples, table, max_actions=2) == {}
    assert measured(examples, table[table["ad"] == "a"].reset_index(drop=True)) == {}
    some = table.assign(propensity=table["propensity"].where(np.arange(len(table)) % 2 == 0))
    assert measured(examples, some)["policy_value_log"].n == len(table) // 2


def test_without_a_log_of_train_and_valid_there_is_no_best_ad(examples: Path, tmp_path: Path) -> None:
    found = measured(of_target(tmp_path, "click"), room.requests(examples))
    assert "policy_gain_over_log_dr" in found
    assert not [name for name in found if "best_ad" in name]


def test_rows_that_were_selected_by_their_click_have_no_value(examples: Path, tmp_path: Path) -> None:
    table = room.requests(examples)
    assert measured(of_target(tmp_path, "conversion"), table)
    assert measured(of_target(tmp_path, "conversion_after_click"), table) == {}


def test_the_settings_are_those_of_the_estimators() -> None:
    assert Settings(**SETTINGS["off_policy"]) == Settings()
