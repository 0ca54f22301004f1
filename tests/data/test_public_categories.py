"""UHTT keeps the contract and becomes examples, where the data is there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from contracts.product_classification import with_options
from contracts.validation import validate_directory
from features.product_classification import FeaturesParameters, build
from sources import catalog

pytestmark = pytest.mark.real_data


def test_no_row_is_set_aside_and_the_split_is_that_of_the_files(
    bazaar_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAZAAR_DATA", str(bazaar_data))
    name = "product_classification"
    catalog.resolve(name, "uhtt", tmp_path / "in", cache=tmp_path / "cache", seed=0, scale=1.0)
    contract = with_options(catalog.contract_options(name, "uhtt"))
    report = validate_directory(contract, tmp_path / "in", tmp_path / "clean", today=date(2026, 1, 1))
    assert report.refusal is None
    assert {table.name: table.rows_rejected for table in report.tables} == {"listings": 0, "taxonomy": 0, "labels": 0}
    facts = build(tmp_path / "clean", tmp_path / "examples", FeaturesParameters())
    published = catalog.source_named(name, "uhtt").rows
    assert {split: facts[split]["listings"] for split in published} == published
    told = ("roots", "leaves", "leaves_without_train_rows", "scarce_leaves")
    assert [facts[fact] for fact in told] == [1, 2_046, 3, 62]
    given = pd.read_parquet(tmp_path / "in" / "labels.parquet").set_index("listing_id")
    built = pd.read_parquet(tmp_path / "examples" / "labels.parquet").set_index("example_id")
    assert built.astype("str").sort_index().equals(given.rename_axis("example_id")[["leaf_id", "split"]].sort_index())
