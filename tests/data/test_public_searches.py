"""ESCI's cut keeps the contract and becomes examples, where the data is there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from contracts.product_search import CONTRACT
from contracts.validation import validate_directory
from features.product_search import FeaturesParameters, build
from sources import catalog

pytestmark = pytest.mark.real_data


def test_no_row_is_set_aside_and_no_query_is_in_two_parts(
    bazaar_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAZAAR_DATA", str(bazaar_data))
    catalog.resolve("product_search", "esci-sample", tmp_path / "in", cache=tmp_path / "cache", seed=0, scale=1.0)
    report = validate_directory(CONTRACT, tmp_path / "in", tmp_path / "clean", today=date(2026, 1, 1))
    assert report.refusal is None
    assert {table.name: table.rows_rejected for table in report.tables} == {"products": 0, "judgments": 1}
    facts = build(tmp_path / "clean", tmp_path / "examples", FeaturesParameters())
    assert facts["four_classes"] is True
    assert facts["split"] == {"judged": "by a hash of the query"}
    assert facts["rows_of_no_product"] == 0
    pairs = pd.read_parquet(tmp_path / "examples" / "pairs.parquet")
    assert pairs.groupby("grade")["gain"].nunique().eq(1).all()
    rows = {split: pd.read_parquet(tmp_path / "examples" / f"{split}.parquet") for split in ("train", "valid", "test")}
    assert not rows["test"]["seen_query"].any()
    assert not set(rows["train"]["query"].str.casefold()) & set(rows["test"]["query"].str.casefold())
    assert set(rows["test"]["language"]) == {"en", "es", "ja"}
