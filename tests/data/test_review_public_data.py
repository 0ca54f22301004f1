"""DMASTE keeps the contract and becomes examples, where the data is there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from contracts.review_extraction import CONTRACT
from contracts.validation import validate_directory
from features.review_extraction import FeaturesParameters, build
from sources import catalog

pytestmark = pytest.mark.real_data


def test_each_triplet_of_dmaste_stands_in_its_text(
    bazaar_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAZAAR_DATA", str(bazaar_data))
    source = catalog.source_named("review_extraction", "dmaste")
    catalog.resolve("review_extraction", source.name, tmp_path / "in", cache=tmp_path / "cache", seed=0, scale=1.0)
    report = validate_directory(CONTRACT, tmp_path / "in", tmp_path / "clean", today=date(2026, 1, 1))
    assert report.refusal is None
    broken = {rule.name: rule.broken for table in report.tables for rule in table.rules if rule.broken}
    assert broken.pop("annotated_once") == 4, "four are there twice"
    assert set(broken) <= {"some_text", "text_length"}
    facts = build(tmp_path / "clean", tmp_path / "all", FeaturesParameters())
    for name in ("train", "valid", "test"):
        assert facts[name]["reviews"] == source.rows[name]
    assert sum(facts[name]["triplets"] for name in ("train", "valid", "test")) == 20_874
    one = FeaturesParameters(categories=("electronics",))
    facts = build(tmp_path / "clean", tmp_path / "one", one)
    assert [facts[name]["reviews"] for name in ("train", "valid", "test")] == [1_395, 200, 399]
    facts = build(tmp_path / "clean", tmp_path / "held", FeaturesParameters(holdout_category="beauty"))
    assert [facts[name]["reviews"] for name in ("train", "valid", "test")] == [3_296, 473, 154]
    assert "beauty" not in set(pd.read_parquet(tmp_path / "held" / "train.parquet")["category"])
