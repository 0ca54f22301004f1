"""The Grocery Store Dataset keeps the contract, where the data is there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from contracts.validation import validate_directory
from contracts.visual_search import CONTRACT
from sources import catalog

pytestmark = pytest.mark.real_data


def test_every_picture_of_the_grocery_store_can_be_read(
    bazaar_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAZAAR_DATA", str(bazaar_data))
    source = catalog.source_named("visual_search", "grocery-store")
    catalog.resolve("visual_search", source.name, tmp_path / "in", cache=tmp_path / "cache", seed=0, scale=1.0)
    report = validate_directory(CONTRACT, tmp_path / "in", tmp_path / "clean", today=date(2026, 1, 1))
    assert report.refusal is None
    assert not any(table.rows_rejected for table in report.tables)
    photos = pd.read_parquet(tmp_path / "clean" / "photos.parquet")
    catalogue = pd.read_parquet(tmp_path / "clean" / "catalogue.parquet")
    assert len(catalogue) == source.rows["catalogue"]
    assert photos["split"].value_counts().to_dict() == {name: source.rows[name] for name in ("train", "test")}
    assert set(photos["product_id"]) == set(catalogue["product_id"])
