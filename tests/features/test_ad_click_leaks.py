"""Columns that tell the click are found and named; columns that tell much, and ids that tell nothing, are not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from ad_click_tables import SETTINGS, impressions, written
from sklearn.metrics import roc_auc_score

from features.ad_click import build
from features.ad_click.areas import auc_of_groups
from features.ad_click.leaks import Judge
from features.ad_click.refusals import refuse_leaks
from infra.errors import DataError

ROWS = 20_000
RATE = 0.02


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return impressions(ROWS, RATE, seed=3)


def tried(place: Path, table: pd.DataFrame, values: object, kind: str = "categorical") -> dict:
    declared = {kind: ("odd",), ("numeric" if kind == "categorical" else "categorical"): ()}
    return build(written(place / "clean", table.assign(odd=values), **declared), place / "out", SETTINGS)


def noisy(table: pd.DataFrame, wrong: float) -> np.ndarray:
    return table["click"].to_numpy() ^ (np.random.default_rng(1).random(len(table)) < wrong)


def some(table: pd.DataFrame, share: object) -> np.ndarray:
    return np.random.default_rng(2).random(len(table)) < share


def ids(table: pd.DataFrame) -> pd.Series:
    return "v" + table["impression_id"]


LEAKS: dict[str, tuple[str, Callable[[pd.DataFrame], object], str]] = {
    "the click under another name": ("categorical", lambda t: np.where(t["click"], "yes", "no"), "its values"),
    "an id of the visit": ("categorical", lambda t: ids(t).where(t["click"]), "whether it is missing"),
    "an id that a click takes away": ("categorical", lambda t: ids(t).where(~t["click"]), "whether it is missing"),
    "seconds on the page": ("numeric", lambda t: np.where(t["click"], t["price"], 0.0), "its values"),
    "a counter, the wrong way round": ("numeric", lambda t: -1.0 * t["click"], "its values"),
    "a code in the middle": ("numeric", lambda t: np.where(t["click"], 10.0, t["price"].round(3)), "its values"),
    "a click that is written down with errors": ("numeric", lambda t: noisy(t, 0.01).astype(float), "its values"),
    "an order that followed some clicks": (
        "categorical",
        lambda t: ids(t).where(t["conversion"]),
        r"it marks \d+ of 14,000 training rows, of which 100.00% are positives",
    ),
    "a status that some clicks have": (
        "categorical",
        lambda t: np.where(t["conversion"], "bought", "shown"),
        r"it marks \d+ of 14,000 training rows",
    ),
    "an id that most clicks have, and a few others": (
        "categorical",
        lambda t: ids(t).where(some(t, np.where(t["click"], 0.6, 0.0005))),
        r"it marks \d+ of 14,000 training rows",
    ),
    "a reason why half of the others were not clicked": (
        "categorical",
        lambda t: ids(t).where(~t["click"] & some(t, 0.5)),
        r"it marks \d,\d+ of 14,000 training rows, of which 0.00% are positives",
    ),
    "an amount that half of the others have": (
        "numeric",
        lambda t: t["price"].where(~t["click"] & some(t, 0.5)),
        r"it marks \d,\d+ of 14,000 training rows, of which 0.00% are positives",
    ),
}


@pytest.mark.parametrize("name", LEAKS)
def test_a_column_that_leaks_the_click_is_named(tmp_path: Path, table: pd.DataFrame, name: str) -> None:
    kind, values, words = LEAKS[name]
    with pytest.raises(DataError, match=r"impressions\.odd leaks the target") as refused:
        tried(tmp_path, table, values(table), kind)
    assert pd.Series([refused.value.problem]).str.contains(words).all()
    assert "14,000 training rows" in refused.value.problem
    assert "raise features.leak_" in refused.value.remedy
    assert "take odd out of contract.categorical or contract.numeric" in refused.value.remedy


HARMLESS: dict[str, tuple[str, Callable[[pd.DataFrame], object]]] = {
    "an id that is new in every row": ("categorical", lambda t: ids(t)),
    "a number that is new in every row": ("numeric", lambda t: np.arange(len(t), dtype=float)),
    "a strong predictor": ("categorical", lambda t: np.where(noisy(t, 0.05), "likely", "not")),
    "a column that is mostly missing": ("categorical", lambda t: ids(t).where(t.index % 97 == 0)),
    "one value": ("categorical", lambda _: "same"),
    "one click of a value": ("categorical", lambda t: np.where(t.index == int(t["click"].argmax()), "once", "else")),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_a_column_that_may_be_known_before_is_used(tmp_path: Path, table: pd.DataFrame, name: str) -> None:
    kind, values = HARMLESS[name]
    facts = tried(tmp_path, table, values(table), kind)
    assert "odd" in facts["columns"]["categorical" if kind == "categorical" else "numeric"]
    assert facts["auc_of_a_column_alone"]["odd"] < 0.98


def test_customers_who_always_click_are_no_leak(tmp_path: Path, table: pd.DataFrame) -> None:
    clicking = table.index[table["click"]][::3]
    build(
        written(tmp_path / "clean", table.assign(customer=table["customer"].mask(table.index.isin(clicking), "bot"))),
        tmp_path / "out",
        SETTINGS,
    )


def test_a_time_that_clicks_alone_have_is_a_leak(tmp_path: Path, table: pd.DataFrame) -> None:
    words = r"impressions\.time leaks the target: in 20,000 .* whether it is missing alone tells"
    with pytest.raises(DataError, match=words) as refused:
        tried(tmp_path, table.assign(time=table["time"].where(table["click"])), "same")
    assert "rename or drop the column time" in refused.value.remedy


def test_a_leaking_column_of_the_contract_can_only_be_renamed_or_dropped(tmp_path: Path, table: pd.DataFrame) -> None:
    with pytest.raises(DataError, match=r"impressions\.device leaks .* its values alone tell positives") as refused:
        tried(tmp_path, table.assign(device=np.where(table["click"], "c", "n")), "same")
    assert "rename or drop the column device" in refused.value.remedy
    assert "contract.categorical" not in refused.value.remedy


def test_a_column_is_let_through_where_the_bound_is_raised(tmp_path: Path, table: pd.DataFrame) -> None:
    from dataclasses import replace

    leaking = written(tmp_path / "clean", table.assign(query=np.where(table["click"], "yes", "no")))
    facts = build(leaking, tmp_path / "out", replace(SETTINGS, leak_auc=1.0, leak_marked=1.0))
    assert facts["auc_of_a_column_alone"]["query"] == 1.0


def test_the_area_of_groups_is_that_of_their_rows() -> None:
    rng = np.random.default_rng(0)
    score, positive, negative = rng.integers(0, 9, 40) / 9, rng.integers(0, 5, 40), rng.integers(0, 30, 40)
    label = np.repeat([1, 0], [positive.sum(), negative.sum()])
    rows = np.concatenate([np.repeat(score, positive), np.repeat(score, negative)])
    found = auc_of_groups(score, positive.astype(float), negative.astype(float))
    assert found == pytest.approx(roc_auc_score(label, rows))


def judged(label: np.ndarray, values: np.ndarray) -> None:
    judge = Judge(label.astype(np.int8), np.arange(len(label)) < len(label) // 2, SETTINGS.min_positives)
    told = judge.of_amounts(values, marks=True) if values.dtype.kind == "f" else judge.of_codes(values, marks=True)
    refuse_leaks({"odd": told}, len(label), SETTINGS)


@pytest.mark.parametrize("rate", [0.05, 0.0035, 0.002, 0.001])
@pytest.mark.parametrize("kind", ["dwell", "whole seconds", "far above", "one value among others"])
def test_amounts_that_clicks_alone_have_are_found_however_rare_they_are(rate: float, kind: str) -> None:
    rng = np.random.default_rng(4)
    label, amount = rng.random(140_000) < rate, rng.gamma(2.0, 10.0, 140_000)
    values = {
        "dwell": np.where(label, amount, 0.0),
        "whole seconds": np.where(label, np.ceil(amount), 0.0),
        "far above": np.where(label, 1_000 + amount, amount),
        "one value among others": np.where(label, 10.0, amount),
    }[kind]
    with pytest.raises(DataError, match="odd leaks the target"):
        judged(label, values)


def test_random_columns_of_tiny_tables_are_never_refused() -> None:
    for seed in range(2_000):
        rng = np.random.default_rng(seed)
        rows = int(rng.integers(12, 200))
        label, column = rng.random(rows) < rng.uniform(0.02, 0.98), rng.normal(size=rows)
        if not 0 < label.sum() < rows:
            continue
        for values in (column, column.round(), np.where(column > 0, column, np.nan)):
            judged(label, values)
        judged(label, rng.integers(-1, 1 + int(rng.integers(1, rows)), rows).astype(np.int32))


@pytest.mark.parametrize("rate", [0.002, 0.05, 0.3, 0.5, 0.7])
def test_a_strong_predictor_is_not_refused(rate: float) -> None:
    for seed in range(5):
        rng = np.random.default_rng(seed)
        label = rng.random(60_000) < rate
        judged(label, rng.normal(size=60_000) + 2.33 * label)  # an AUC of .95


@pytest.mark.parametrize("rate", [0.3, 0.8])
def test_marks_are_found_of_whichever_class_is_rarer(rate: float) -> None:
    rng = np.random.default_rng(0)
    label = rng.random(20_000) < rate
    rarer = label == (rate < 0.5)
    with pytest.raises(DataError, match="marks"):
        judged(label, np.where(rarer & (rng.random(20_000) < 0.3), 1.0, np.nan))
