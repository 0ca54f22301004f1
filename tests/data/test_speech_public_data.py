"""The public sets of speech recognition keep the contract, where the data is there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from contracts.speech_recognition import CONTRACT
from contracts.validation import validate_directory
from features.speech_recognition import FeaturesParameters, build
from sources.public.source import Source
from sources.public.speech_recognition import SOURCES
from sources.public.speech_surroundings import HELD_OUT_KINDS

pytestmark = pytest.mark.real_data


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_every_recording_can_be_read(
    source: Source, bazaar_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAZAAR_DATA", str(bazaar_data))
    source.write(tmp_path / "in", tmp_path / "cache")
    report = validate_directory(CONTRACT, tmp_path / "in", tmp_path / "clean", today=date(2026, 1, 1))
    assert report.refusal is None
    assert not any(table.rows_rejected or table.ignored_columns for table in report.tables)
    rows = pd.read_parquet(tmp_path / "clean" / "utterances.parquet")
    assert len(rows) == sum(source.rows.values())
    assert rows["transcript"].notna().all()
    if "test" in source.rows:
        assert rows["split"].value_counts().to_dict() == dict(source.rows)
        assert rows.groupby("speaker")["split"].nunique().max() == 1, "nobody is on both sides"
    facts = build(tmp_path / "clean", tmp_path / "out", FeaturesParameters(min_utterances=1))
    examples = {name: pd.read_parquet(tmp_path / "out" / f"{name}.parquet") for name in ("train", "valid", "test")}
    assert sum(len(rows) for rows in examples.values()) == facts["utterances"] == len(rows)
    known = set(examples["train"]["speaker"]) | set(examples["valid"]["speaker"])
    assert (examples["test"]["speaker"].isin(known) == examples["test"]["seen"].astype(bool)).all()
    assert not examples["test"]["seen"].astype(bool).all()
    assert facts["noise"]["kinds_of_the_test_alone"] == sorted(HELD_OUT_KINDS)
