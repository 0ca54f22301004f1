"""ePQA and hetPQA keep the contract and become examples, where the data is there."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from contracts.question_answering import CONTRACT
from contracts.validation import validate_directory
from features.question_answering import FeaturesParameters, build
from models.question_answering.examples import read
from sources import catalog

pytestmark = pytest.mark.real_data


def examples(name: str, place: Path) -> dict[str, Any]:
    catalog.resolve("question_answering", name, place / "in", cache=place / "cache", seed=0, scale=1.0)
    report = validate_directory(CONTRACT, place / "in", place / "clean", today=date(2026, 1, 1))
    assert report.refusal is None
    assert not any(rule.broken for table in report.tables for rule in table.rules)
    return build(place / "clean", place / "out", FeaturesParameters())


def test_epqa(bazaar_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAZAAR_DATA", str(bazaar_data))
    facts = examples("epqa", tmp_path)
    rows = catalog.source_named("question_answering", "epqa").rows
    assert facts["train"]["questions"] + facts["valid"]["questions"] == rows["train"]
    assert facts["test"]["questions"] == rows["test"]
    assert facts["train"]["answerable"] + facts["valid"]["answerable"] == 565
    assert facts["test"]["answerable"] == 79
    first = pd.read_parquet(tmp_path / "out" / "candidates.parquet").query("place == 0")
    assert 0.15 < (first["grade"] == 2).mean() < 0.35, "as published, the first row answers in three of four"


def test_hetpqa(bazaar_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAZAAR_DATA", str(bazaar_data))
    facts = examples("hetpqa", tmp_path)
    assert facts["questions"] == 3_751
    assert facts["questions_asked_again_in_a_later_split_left_out"] == 54
    assert facts["test"]["answerable"] == facts["test"]["questions"]


def test_epqa_with_what_hetpqa_answers(bazaar_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAZAAR_DATA", str(bazaar_data))
    facts = examples("epqa_hetpqa", tmp_path)
    rows = catalog.source_named("question_answering", "epqa_hetpqa").rows
    assert facts["train"]["questions"] + facts["valid"]["questions"] == rows["train"]
    assert facts["test"]["questions"] == rows["test"] == 96
    asked = pd.concat([pd.read_parquet(tmp_path / "out" / f"{split}.parquet") for split in ("train", "valid", "test")])
    further = asked["example_id"].str.startswith("hetpqa-")
    assert not asked[further]["product_id"].isin(asked[~further]["product_id"]).any()
    data = read(tmp_path / "out")
    assert len(data.questions) == 688
    assert data.shown["example_id"].nunique() == rows["train"] - 688
