"""The contract tables of simulated speech: what the mess breaks, at its rates, and nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from written_tables import frames

from contracts.speech_recognition import CONTRACT
from contracts.validation import ValidationReport, validate_directory
from features.speech_recognition import FeaturesParameters, build
from models.audio import UnreadableSound, read_audio
from sources.simulator import speech_noise
from sources.simulator.speech_breaks import BROKEN_PHRASES, SPEECH_BREAKS, SPEECH_SILENCE
from sources.simulator.speech_files import encoded
from sources.simulator.speech_mess import UNREADABLE
from sources.simulator.speech_recognition import TABLES, write

SEED, SCALE = 5, 0.12


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("messy")
    write(out, seed=SEED, scale=SCALE)
    return out


@pytest.fixture(scope="module")
def messy(folder: Path) -> dict[str, pd.DataFrame]:
    return frames(folder)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("validated") / "out"


@pytest.fixture(scope="module")
def report(folder: Path, clean: Path) -> ValidationReport:
    return validate_directory(CONTRACT, folder, clean)


def near(good: int, rate: float) -> object:
    return pytest.approx(good * rate, abs=2 + 4 * np.sqrt(good * rate))


def test_every_column_is_one_of_the_contract(report: ValidationReport) -> None:
    assert report.refusal is None
    assert {table.name for table in CONTRACT.tables} == set(TABLES)
    assert all(not table.ignored_columns for table in report.tables)


def test_each_kind_of_mess_comes_at_its_rate(messy: dict[str, pd.DataFrame], report: ValidationReport) -> None:
    rates, counts = SPEECH_BREAKS, report.counts()
    good = len(messy["utterance_truth"])
    expected = {
        "utterances.broken.audio_readable": rates.unreadable,
        "utterances.broken.transcript_of_words": rates.wordless,
        "utterances.broken.type.slots": rates.broken_slots,
        "utterances.broken.type.time": rates.broken_time,
        "utterances.broken.time_not_in_future": rates.future_time,
        "utterances.broken.split_known": rates.unknown_split,
        "utterances.broken.utterance_id_present": rates.no_id,
        "utterances.broken.key_unique": rates.repeated,
    }
    for name, rate in expected.items():
        assert counts.get(name, 0) == near(good, rate), name
    assert counts["utterances.broken.audio_readable.too_long"] == 1, "an hour"
    assert counts["utterances.rows_kept"] == good
    assert 0 < counts["utterances.rejected_share"] < 0.08
    assert counts["phrases.rows_rejected"] == len(BROKEN_PHRASES) + 1
    assert counts["slot_values.rows_rejected"] == counts["noise.rows_rejected"] == 1
    assert counts["rooms.rows_rejected"] == 0


def test_the_mess_takes_nothing_away(messy: dict[str, pd.DataFrame]) -> None:
    rows = messy["utterances"].drop_duplicates("utterance_id")
    assert set(messy["utterance_truth"]["utterance_id"]) <= set(rows["utterance_id"])
    spoken = rows[rows["speaker"].notna()]
    assert spoken["accent"].isna().mean() == pytest.approx(SPEECH_SILENCE.accent, abs=0.06)


def test_examples_tell_voices_that_training_knows_as_they_were_made(
    messy: dict[str, pd.DataFrame], report: ValidationReport, clean: Path, tmp_path: Path
) -> None:
    assert report.refusal is None
    facts = build(clean, tmp_path, FeaturesParameters(min_utterances=2))
    examples = {name: pd.read_parquet(tmp_path / f"{name}.parquet") for name in ("train", "valid", "test")}
    part = messy["speaker_truth"].set_index("speaker")["part"]
    told = {name: rows.dropna(subset=["speaker"]) for name, rows in examples.items()}
    assert set(told["train"]["speaker"].map(part)) == {"train"}
    assert set(told["valid"]["speaker"].map(part)) == {"valid"}
    assert (told["test"]["seen"].astype(bool) == (told["test"]["speaker"].map(part) == "train")).all()
    assert set(told["test"]["speaker"].map(part)) == {"train", "test"}
    assert sum(map(len, examples.values())) == facts["utterances"] == report.counts()["utterances.rows_kept"]
    assert facts["noise"]["kinds_of_the_test_alone"] == sorted({*speech_noise.HELD_OUT})
    assert not facts["warnings"]


@pytest.mark.parametrize("reason", [reason for reason in UNREADABLE if reason != "absent"])
def test_broken_recordings_are_broken_in_the_way_that_they_are_named(reason: str) -> None:
    good = encoded(0.3 * np.sin(np.arange(16_000, dtype=np.float32) / 20), "wav", "PCM_16", 16_000)
    data = UNREADABLE[reason](good)
    assert data is not None
    with pytest.raises(UnreadableSound) as no:
        read_audio(data)
    assert no.value.reason == reason
