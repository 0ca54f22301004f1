"""The simulator's tables of product classification against their contract: what is kept, what is refused, and why."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from written_tables import frames

from contracts.product_classification import CONTRACT
from contracts.validation import ValidationReport, validate_directory
from sources.simulator.product_classification import write


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("messy")
    write(out, seed=5, scale=1.3)  # more than one block, so that some rows come late
    return out


@pytest.fixture(scope="module")
def written(folder: Path) -> dict[str, pd.DataFrame]:
    return frames(folder)


@pytest.fixture(scope="module")
def validated(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[ValidationReport, Path]:
    out = tmp_path_factory.mktemp("validated") / "out"
    return validate_directory(CONTRACT, folder, out), out


def test_without_mess_every_row_is_kept(tmp_path: Path) -> None:
    write(tmp_path / "in", seed=5, scale=0.2, messy=False)
    report = validate_directory(CONTRACT, tmp_path / "in", tmp_path / "out")
    assert report.refusal is None
    counts = report.counts()
    for table in ("listings", "labels", "taxonomy"):
        assert counts[f"{table}.rows_kept"] == counts[f"{table}.rows_read"] > 0


def test_the_contract_sets_aside_the_broken_rows_and_few_others(
    written: dict[str, pd.DataFrame], validated: tuple[ValidationReport, Path]
) -> None:
    report, out = validated
    assert report.refusal is None
    assert all(not table.ignored_columns for table in report.tables)
    kept = {name: pd.read_parquet(out / f"{name}.parquet") for name in ("listings", "labels", "taxonomy")}
    assert len(kept["taxonomy"]) == len(written["taxonomy"])
    ids = written["listings"].listing_id
    repeated = set(ids[ids.duplicated(keep=False)].dropna())
    good = set(written["listings_truth"].listing_id)
    assert set(kept["listings"].listing_id) - good == set()
    assert good - set(kept["listings"].listing_id) <= repeated
    labels = written["labels_truth"]
    usable = labels[~labels.kind.isin(["inner", "abolished"]) & labels.listing_id.isin(kept["listings"].listing_id)]
    pairs = pd.MultiIndex.from_frame(kept["labels"][["listing_id", "leaf_id"]])
    expected = pd.MultiIndex.from_frame(usable[["listing_id", "leaf_id"]])
    twice = written["labels"][["listing_id", "leaf_id"]]
    twice = pd.MultiIndex.from_frame(twice[twice.duplicated(keep=False)])
    assert pairs.difference(expected).empty
    assert expected.difference(pairs).difference(twice).empty


def test_every_kind_of_breach_meets_its_own_rule(validated: tuple[ValidationReport, Path]) -> None:
    broken = {(table.name, rule.name): rule.broken for table in validated[0].tables for rule in table.rules}
    for rule in ("id_present", "id_unique", "some_text", "price_not_negative"):
        assert broken["listings", rule] > 5, rule
    for rule in ("listing_known", "leaf_known", "leaf_is_a_leaf", "label_once"):
        assert broken["labels", rule] > 5, rule
