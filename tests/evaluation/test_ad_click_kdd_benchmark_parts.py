"""Parts of the benchmark on KDD Cup 2012's sample: folds that keep apart, gains with their sign, words of peers."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from benchmarks import ad_click_kdd_report as report
from benchmarks.ad_click_kdd_folds import FOLDS, Deal, fold_of

ROWS = 1_000


def examples() -> pd.DataFrame:
    rng = np.random.default_rng(0)
    return pd.DataFrame(
        {
            "example_id": [f"row-{number}" for number in range(ROWS)],
            "label": (rng.random(ROWS) < 0.2).astype("int8"),
            "ad": pd.Series(rng.integers(0, 9, ROWS)).astype("str"),
            "customer": pd.Series(["a", None] * (ROWS // 2), dtype="str"),
            "rank": rng.random(ROWS),
        }
    )


def test_folds_share_clicks_evenly_and_follow_the_seed() -> None:
    label = examples()["label"].to_numpy()
    place = Deal(1).folds(label)
    assert np.ptp(np.bincount(place, minlength=FOLDS)) <= 2
    assert np.ptp(np.bincount(place[label == 1], minlength=FOLDS)) <= 1
    assert (place == Deal(1).folds(label)).all()
    assert (place != Deal(2).folds(label)).mean() > 0.5


def test_no_row_of_the_fold_is_learnt_from_or_tuned_on(tmp_path: Path) -> None:
    table = examples()
    held_out = Deal(0).folds(table["label"].to_numpy()) == 3
    fold = fold_of(table, held_out, tmp_path, 1)
    written = {name: pd.read_parquet(tmp_path / f"{name}.parquet") for name in ("train", "valid")}
    ids = {name: set(rows["example_id"]) for name, rows in written.items()}
    assert set(fold.test["example_id"]) == set(table.loc[held_out, "example_id"])
    assert ids["train"] | ids["valid"] == set(table.loc[~held_out, "example_id"])
    assert not ids["train"] & ids["valid"]
    assert len(ids["valid"]) == pytest.approx(0.1 * len(fold.learnt), rel=0.3)
    facts = json.loads((tmp_path / "facts.json").read_text(encoding="utf-8"))
    assert facts["columns"] == {"categorical": ["ad", "customer"], "numeric": ["rank"]}
    assert facts["train"] == {"rows": len(ids["train"]), "positives": int(written["train"]["label"].sum())}


def foretold() -> pd.DataFrame:
    rng = np.random.default_rng(1)
    true = rng.beta(1, 4, 5_000)
    label = (rng.random(5_000) < true).astype("int8")
    fold = Deal(0).folds(label)
    halved = pd.Series(true / 2)
    rows = pd.DataFrame({"example_id": [f"row-{row}" for row in range(5_000)], "label": label, "fold": fold})
    return rows.assign(ours=true, same=true, halved=halved, constant=label.mean())


def test_gains_are_of_ours_and_tell_ranking_from_calibration() -> None:
    found = report.measured(foretold(), resamples=200, seed=0)
    methods, ahead = found["methods"], found["ahead"]
    assert ahead["same"]["auc"] == ahead["same"]["log_loss"] == {"gain": 0.0, "low": 0.0, "high": 0.0}
    assert ahead["constant"]["auc"]["low"] > 0.1
    assert ahead["constant"]["log_loss"]["low"] > 0
    assert ahead["halved"]["auc"]["gain"] == pytest.approx(0)
    assert ahead["halved"]["log_loss"]["low"] > 0
    assert methods["constant"]["normalised_entropy"]["mean"] == pytest.approx(1, abs=1e-3)
    assert methods["halved"]["calibration_ratio"] == pytest.approx(methods["ours"]["calibration_ratio"] / 2)
    assert methods["halved"]["calibration_error"] > 5 * methods["ours"]["calibration_error"]
    for one in methods.values():
        assert one["auc"]["low"] <= one["auc"]["mean"] <= one["auc"]["high"]


def test_a_target_that_is_not_reached_is_called_missed() -> None:
    rows = foretold()
    verdicts = report.verdicts(report.measured(rows, resamples=50, seed=0))
    turned = rows.assign(ours=rows["constant"], constant=rows["ours"])
    missed = report.verdicts(report.measured(turned, resamples=50, seed=0))
    said = [verdict.endswith("met") for verdict in verdicts if "constant" in verdict]
    assert said == [True, True]
    assert all(verdict.endswith("missed") for verdict in missed if "constant" in verdict or "AUC >=" in verdict)


def test_words_are_bins_cut_by_train_and_a_namespace_a_column(tmp_path: Path) -> None:
    pytest.importorskip("vowpalwabbit")
    from benchmarks.ad_click_kdd_linear import BINS, lines, words

    table = examples()
    fold = fold_of(table, Deal(0).folds(table["label"].to_numpy()) == 0, tmp_path, 1)
    train, _, test = words(fold)
    assert train["rank"].nunique() == BINS
    assert train["rank"].value_counts().max() <= 2 * len(train) / BINS
    assert set(test["rank"]) <= set(train["rank"])
    assert "missing" in set(train["customer"])
    first = lines(test)[0]
    assert first == f"|a {test['ad'][0]} |b {test['customer'][0]} |c {test['rank'][0]}"
