"""Recordings as strangers have them, from their folder to examples: what is odd is read, what is wrong is told."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import soundfile

from contracts.speech_recognition import CONTRACT
from contracts.validation import ValidationReport, validate_directory
from features.speech_recognition import FeaturesParameters, build
from infra.errors import DataError

SMALL = FeaturesParameters(min_utterances=2)
SPLITS = ("train", "valid", "test")
ODD = (("mp3", 44_100, 1), ("ogg", 48_000, 2), ("wav", 8_000, 1), ("flac", 96_000, 2), ("aiff", 22_050, 1))


def sound(number: int, form: str = "wav", rate: int = 16_000, channels: int = 1, seconds: float = 0.2) -> bytes:
    samples = 0.3 * np.sin(np.arange(round(rate * seconds)) * (0.05 + number / 2_000))
    file = io.BytesIO()
    soundfile.write(file, np.stack([samples] * channels, axis=1), rate, format=form.upper())
    return file.getvalue()


def stranger(folder: Path, rows: list[dict[str, Any]], files: dict[str, bytes], delimiter: str = ";") -> Path:
    """A folder of `utterances.csv` and loose recordings."""
    for name, data in files.items():
        path = folder / "audio" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    with (folder / "utterances.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return folder


def taken(folder: Path) -> tuple[ValidationReport, dict[str, Any], pd.DataFrame]:
    report = validate_directory(CONTRACT, folder, folder / "clean", today=date(2026, 1, 1))
    if report.refusal:
        raise DataError(report.refusal, "")
    facts = build(folder / "clean", folder / "out", SMALL)
    frames = [pd.read_parquet(folder / "out" / f"{name}.parquet").assign(split=name) for name in SPLITS]
    return report, facts, pd.concat(frames, ignore_index=True)


def said(texts: list[str], times: int, **more: list[str]) -> tuple[list[dict[str, Any]], dict[str, bytes]]:
    """Rows that each have a recording of its own, of formats that change."""
    rows, files = [], {}
    for at in range(len(texts) * times):
        form, rate, channels = ODD[at % len(ODD)]
        name = f"Aufnahme {at}.{form}"
        files[name] = sound(at, form, rate, channels)
        told = {column: values[at % len(values)] for column, values in more.items()}
        rows.append({"utterance_id": at, "audio": name, "transcript": texts[at // times], **told})
    return rows, files


@pytest.mark.parametrize(
    "texts",
    [
        ["Größe vierzig, bitte", "zwölf Äpfel", "tschüß"],
        ["добавить два яблока", "нет", "ещё раз"],
        ["añade dos camisas", "sí", "otra vez, por favor"],
        ["靴を二つ", "はい", "もう一度"],
    ],
    ids=["german", "russian", "spanish", "japanese"],
)
def test_any_language_in_any_format_without_speakers_is_split(tmp_path: Path, texts: list[str]) -> None:
    rows, files = said(texts, 20)
    report, facts, examples = taken(stranger(tmp_path / "in", rows, files))
    assert report.counts()["utterances.rows_rejected"] == 0
    assert sorted(examples["transcript"].unique()) == sorted(texts)
    assert facts["split"] == "by a hash of utterance_id, as no speaker is told"
    assert examples.set_index("utterance_id").loc["7", "audio"] == files[rows[7]["audio"]]
    assert examples["seconds"].between(0.19, 0.3).all()


def test_columns_that_are_not_of_the_contract_and_blanks_do_not_matter(tmp_path: Path) -> None:
    rows, files = said(["ja", "nein"], 30, speaker=[" Anna", "Anna ", "Bert", "Cleo"], mood=["good"])
    _, facts, examples = taken(stranger(tmp_path / "in", rows, files, ","))
    assert facts["speakers"] == 3
    assert set(examples["speaker"]) == {"Anna", "Bert", "Cleo"}


def test_silence_alone_is_refused(tmp_path: Path) -> None:
    rows, files = said(["", ""], 10)
    with pytest.raises(DataError, match=r"transcripts_to_tell_apart .* 0 found among its 20 usable rows"):
        taken(stranger(tmp_path / "in", rows, files))


def test_recordings_none_of_which_can_be_read_are_refused_with_their_number(tmp_path: Path) -> None:
    rows, files = said(["ja", "nein"], 10)
    with pytest.raises(DataError, match=r"utterances: none of its 20 rows is usable.*20 rows \(20 not_audio\)"):
        taken(stranger(tmp_path / "in", rows, dict.fromkeys(files, b"<html>gone</html>")))


def test_a_few_broken_recordings_are_set_aside_and_the_others_used(tmp_path: Path) -> None:
    rows, files = said(["ja", "nein"], 40)
    for at, data in enumerate((b"", b"RIFF", sound(0)[:500], sound(0, seconds=0.001))):
        files[rows[at]["audio"]] = data
    report, facts, examples = taken(stranger(tmp_path / "in", rows, files))
    assert report.counts()["utterances.broken.audio_readable"] == 4
    assert facts["utterances"] == len(examples) == 76


def test_empty_transcripts_among_words_are_recordings_of_nothing(tmp_path: Path) -> None:
    rows, files = said(["ja", "nein", "", "halt"], 25, speaker=[f"s{at}" for at in range(12)])
    _, facts, examples = taken(stranger(tmp_path / "in", rows, files))
    assert facts["in_which_nothing_is_said"] == int(examples["transcript"].eq("").sum()) == 25


def test_a_word_each_with_phrases_in_a_file_of_their_own(tmp_path: Path) -> None:
    rows, files = said(["ja", "nein", "halt"], 20)
    folder = stranger(tmp_path / "in", rows, files)
    (folder / "phrases.csv").write_text("text;intent;weight\nja;yes;2,5\nnein;no;\n", encoding="utf-8")
    _, facts, _ = taken(folder)
    assert facts["phrases"] == 2
    phrases = pd.read_parquet(tmp_path / "in" / "out" / "phrases.parquet")
    assert phrases["weight"].tolist() == [2.5, 1.0]
