"""KDD Cup 2012, Hillstrom and the Open Bandit logs keep the contract and become examples, where the data is there."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from contracts.ad_click import with_options
from contracts.validation import validate_directory
from features.ad_click import FeaturesParameters, build
from sources import catalog

pytestmark = pytest.mark.real_data


@pytest.mark.parametrize(
    ("name", "rows", "timed", "least_clicks"),
    [("kdd2012", 39_948, False, 20), ("hillstrom", 64_000, False, 20), ("open-bandit", 40_000, True, 10)],
)
def test_no_row_is_set_aside_and_every_declared_column_is_learnt_from(
    name: str,
    rows: int,
    timed: bool,
    least_clicks: int,
    bazaar_data: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BAZAAR_DATA", str(bazaar_data))
    catalog.resolve("ad_click", name, tmp_path / "in", cache=tmp_path / "cache", seed=0, scale=1.0)
    declared = catalog.contract_options("ad_click", name)
    report = validate_directory(with_options(declared), tmp_path / "in", tmp_path / "clean", today=date(2026, 1, 1))
    assert report.refusal is None
    assert len(pd.read_parquet(tmp_path / "clean" / "impressions.parquet")) == rows
    build(tmp_path / "clean", tmp_path / "examples", FeaturesParameters(min_positives=least_clicks))
    facts = json.loads((tmp_path / "examples" / "facts.json").read_text(encoding="utf-8"))
    assert facts["timed"] is timed
    assert sum(facts[split]["rows"] for split in ("train", "valid", "test")) == rows
    used = facts["columns"]
    assert set(declared["categorical"]) | {"ad"} <= set(used["categorical"])
    assert set(declared["numeric"]) <= set(used["numeric"])
    assert not {"policy", "click", "conversion", "spend", "propensity"} & {*used["categorical"], *used["numeric"]}
