"""Archives of recordings become utterances, phrases, noise and rooms, on archives made up here."""

from __future__ import annotations

import hashlib
import io
import tarfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from made_sounds import encoded, tone

from contracts.speech_recognition import CONTRACT
from contracts.validation import validate_directory
from infra.errors import DataError
from sources.public.speech_recognition import DSPSPEECH20, NOISE_AND_ROOMS, SOURCES
from sources.public.speech_tars import tables

SOUND = encoded(tone(0.2))
DIGITS = (
    "file,transcript,speaker,take,official_split,accent\n"
    "recordings/0_ann_0.wav,zero,ann,0,test,GRC/Greek\nrecordings/1_ann_3.wav,one,ann,3,train,USA/neutral\n"
)
WORDS = (
    "file,transcript,language,speaker,take,speaker_split\n"
    "audio/s01/s01-12-01.flac,open,en,s01,1,train\naudio/s02/s02-12-01.flac,close,en,s02,1,dev\n"
)
COMMANDS = (
    "file,transcript,speaker,official_split\n"
    "audio/bed/0a_nohash_1.flac,bed,0a,train\naudio/cat/0a_nohash_1.flac,cat,0a,validation\n"
)
SPELLED = (
    "file,speaker,kind,transcript_prompt,native_language\n"
    "audio/p1_names.flac,p1,names,Z A N E,English\naudio/p1_addresses.flac,p1,addresses,34 Elm Street,English\n"
)
SURROUNDINGS = {
    "esc10/manifest.csv": b"file,class,fold\nesc10/audio/r.flac,Rain,1\nesc10/audio/d1.flac,Dog bark,1\n"
    b"esc10/audio/d2.flac,Dog bark,2\n",
    "mycroft_bg/manifest.csv": b"file,orig_name\nmycroft_bg/audio/0.flac,bg0.wav\n",
    "rir_webaudio/manifest.csv": b"file,seconds\nrir_webaudio/audio/kitchen-true-stereo.flac,1\n"
    b"rir_webaudio/audio/omni-35-10.flac,1\n",
    **{f"esc10/audio/{name}.flac": SOUND for name in ("r", "d1", "d2")},
    "mycroft_bg/audio/0.flac": SOUND,
    "rir_webaudio/audio/kitchen-true-stereo.flac": SOUND,
    "rir_webaudio/audio/omni-35-10.flac": SOUND,
}


def archive(path: Path, files: dict[str, bytes]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(path, "w") as made:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            made.addfile(member, io.BytesIO(content))
    return path


def made(name: str, manifest: str, folder: Path) -> dict[str, pd.DataFrame]:
    return tables(name, archive(folder / f"{name}.tar", {"manifest.csv": manifest.encode()}))


def test_digits_keep_speaker_accent_and_take_and_lose_the_split_that_leaks(tmp_path: Path) -> None:
    found = made("fsdd", DIGITS, tmp_path)
    rows = found["utterances"]
    assert rows["utterance_id"].tolist() == ["0_ann_0", "1_ann_3"]
    assert rows["accent"].tolist() == ["Greek", "Neutral"]
    assert rows["take"].tolist() == ["0", "3"]
    assert "split" not in rows
    assert found["phrases"]["text"].tolist() == ["one", "zero"]


def test_splits_by_speaker_are_kept(tmp_path: Path) -> None:
    assert made("dspspeech20", WORDS, tmp_path)["utterances"]["split"].tolist() == ["train", "test"]
    rows = made("speech-commands-subset", COMMANDS, tmp_path)["utterances"]
    assert rows["split"].tolist() == ["train", "test"]
    assert rows["utterance_id"].tolist() == ["bed-0a_nohash_1", "cat-0a_nohash_1"], "one file name, two words"


def test_what_is_spelled_has_phrases_of_letters_and_digits(tmp_path: Path) -> None:
    found = made("alphanumeric-accents", SPELLED, tmp_path)
    assert found["utterances"]["transcript"].tolist() == ["z a n e", "34 elm street"]
    assert found["slot_values"].groupby("slot").size().to_dict() == {"letter": 26, "digit": 10}
    assert (found["phrases"]["text"].str.count("{digit}") == 10).sum() == 1


def test_what_is_written_keeps_the_contract_and_finds_its_recordings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [line.split(",")[0] for line in WORDS.splitlines()[1:]]
    files = {"manifest.csv": WORDS.encode(), **dict.fromkeys(names, SOUND)}
    data = tmp_path / "data"
    pinned = []
    for file, content in zip(DSPSPEECH20.files, (files, SURROUNDINGS), strict=True):
        path = archive(data / file.path, content)
        pinned.append(replace(file, sha256=hashlib.sha256(path.read_bytes()).hexdigest()))
    monkeypatch.setenv("BAZAAR_DATA", str(data))
    replace(DSPSPEECH20, files=tuple(pinned)).write(tmp_path / "in", tmp_path / "cache")
    report = validate_directory(CONTRACT, tmp_path / "in", tmp_path / "out", today=date(2026, 1, 1))
    assert report.refusal is None
    kept = {table.name: table.rows_kept for table in report.tables}
    assert kept == {"utterances": 2, "phrases": 2, "noise": 4, "rooms": 2}
    assert not any(table.ignored_columns or table.rows_rejected for table in report.tables)
    noise = pd.read_parquet(tmp_path / "in" / "noise.parquet").set_index("audio")["split"]
    assert noise.tolist() == ["test", "train", "test", "train"]
    assert pd.read_parquet(tmp_path / "in" / "rooms.parquet")["split"].tolist() == ["test", "train"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (WORDS.replace("dev", "later").encode(), "1 recordings of 2 have an unknown split, the first audio/s02"),
        (b"file,transcript\na.flac,b\n", "manifest.csv has no column 'take'"),
        (None, "not the archive that was expected"),
    ],
)
def test_an_archive_of_another_layout_is_refused(tmp_path: Path, content: bytes | None, says: str) -> None:
    path = archive(tmp_path / "a.tar", {"manifest.csv": content} if content else {"other.csv": b""})
    with pytest.raises(DataError, match=says):
        tables("dspspeech20", path)
    (tmp_path / "none.tar").write_bytes(b"no tar")
    with pytest.raises(DataError, match=r"none.tar: not the archive"):
        tables("dspspeech20", tmp_path / "none.tar")


def test_every_source_is_pinned_and_brings_noise_and_rooms() -> None:
    for source in SOURCES:
        assert source.use_case == "speech_recognition"
        assert source.files[1] is NOISE_AND_ROOMS
        assert all(len(file.sha256) == 64 for file in source.files)
        assert source.licence
        assert source.citation
