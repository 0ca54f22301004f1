"""Tables of speech recognition: what is kept of them, what is set aside and why, and what stops a run."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from made_sounds import RATE, encoded, tone

from contracts.describe import as_markdown
from contracts.speech_recognition import CONTRACT, REQUEST
from contracts.validation import ValidationReport, validate_directory
from infra.errors import DataError
from models.media import Shards
from models.media_writing import write_shards

GOOD = encoded(tone(0.2))
NOT_FINITE = tone(0.2)
NOT_FINITE[::3] = np.nan
BAD = {
    "cut.wav": (GOOD[:2_000], "truncated"),
    "text.wav": (b"not a recording at all", "not_audio"),
    "hour.flac": (encoded(np.zeros(3_600 * 8_000, np.int16), "FLAC", "PCM_16", 8_000), "too_long"),
    "sample.wav": (encoded(tone(0.2)[:1]), "too_short"),
    "empty.wav": (b"", "empty"),
    "nan.wav": (encoded(NOT_FINITE, subtype="FLOAT"), "not_finite"),
    "slow.wav": (encoded(tone(1.0, 4_000), rate=4_000), "wrong_rate"),
    "nowhere.wav": (None, "absent"),
}
FINE = {
    "a.wav": GOOD,
    "silence.flac": encoded(np.zeros(RATE), "FLAC", "PCM_16"),
    "clipped.wav": encoded(np.clip(20 * tone(0.2), -1, 1)),
    "offset.wav": encoded(0.3 + 0.3 * tone(0.2)),
    "stereo.ogg": encoded(np.stack([tone(0.2), tone(0.2)], axis=1), "OGG", "VORBIS"),
    "8bit.wav": encoded(tone(0.2), subtype="PCM_U8"),
    "8k.wav": encoded(tone(0.2, 8_000), rate=8_000),
    "48k.flac": encoded(tone(0.2, 48_000), "FLAC", "PCM_24", 48_000),
}
LENIENT = CONTRACT.model_copy(update={"max_rejected_share": 0.95})


def place(root: Path, files: dict[str, bytes | None], **tables: Any) -> Path:
    (root / "audio").mkdir(parents=True)
    for name, data in files.items():
        if data is not None:
            (root / "audio" / name).write_bytes(data)
    for name, rows in tables.items():
        pd.DataFrame(rows).to_parquet(root / f"{name}.parquet", index=False)
    return root


def utterances(**columns: list[Any]) -> dict[str, list[Any]]:
    n = len(next(iter(columns.values())))
    usual = {
        "utterance_id": [f"u{at}" for at in range(n)],
        "audio": ["a.wav"] * n,
        "transcript": ["yes", *["no"] * (n - 1)],
    }
    return usual | columns


def run(source: Path, **options: Any) -> ValidationReport:
    return validate_directory(LENIENT, source, source / "out", today=date(2026, 1, 1), **options)


def set_aside(source: Path) -> dict[str, list[str]]:
    found = pd.read_parquet(source / "out" / "quarantine.parquet")
    return {key: list(rules) for key, rules in zip(found["key"], found["rules"], strict=True)}


def test_recordings_of_all_kinds_are_kept(tmp_path: Path) -> None:
    report = run(place(tmp_path, dict(FINE), utterances=utterances(audio=list(FINE))))
    assert report.refusal is None
    assert report.counts()["utterances.rows_kept"] == len(FINE)


def test_recordings_that_cannot_be_read_go_to_quarantine_with_their_reason_and_count(tmp_path: Path) -> None:
    files = FINE | {name: data for name, (data, _) in BAD.items()}
    source = place(tmp_path, files, utterances=utterances(audio=[*FINE, *BAD]))
    counts = run(source).counts()
    assert counts["utterances.rows_kept"] == len(FINE)
    prefix = "utterances.broken.audio_readable."
    broken = {name.removeprefix(prefix): value for name, value in counts.items() if name.startswith(prefix)}
    assert broken == {reason: 1 for _, reason in BAD.values()}
    found = pd.read_parquet(source / "out" / "quarantine.parquet").set_index("key")["reasons"]
    told = {reason: found[f"u{len(FINE) + at}"][0] for at, (_, reason) in enumerate(BAD.values())}
    assert told["absent"] == "audio: there is no file of that name (absent)"
    assert told["truncated"].endswith("cut short or broken, or its header tells of more than there is (truncated)")
    assert told["too_long"] == "audio: it lasts longer than may be read (too_long)"


def test_where_too_many_cannot_be_read_the_refusal_counts_the_reasons(tmp_path: Path) -> None:
    files = {"a.wav": GOOD, "cut.wav": BAD["cut.wav"][0]}
    source = place(tmp_path, files, utterances=utterances(audio=["a.wav", "a.wav", "cut.wav", "gone.wav", "cut.wav"]))
    report = validate_directory(CONTRACT, source, source / "out", today=date(2026, 1, 1))
    assert report.refusal is not None
    assert "audio names a file of audio that can be read): 3 rows (2 truncated, 1 absent)" in report.refusal


def test_nothing_said_is_kept_and_what_are_no_words_is_not(tmp_path: Path) -> None:
    cases: list[tuple[str | None, list[str]]] = [
        ("add two of them, please!", []),
        ("don't stop; it's 5% off: twenty-two", []),
        ("größere Schuhe für 10 €", []),
        ("две пары", []),
        (None, []),
        ("", []),
        ("...", ["transcript_of_words"]),
        ("[noise]", ["transcript_of_words"]),
        ("<unk> yes", ["transcript_of_words"]),
        ("gr\ufffdn", ["transcript_of_words"]),
        ("word " * 500, ["transcript_length"]),
    ]
    source = place(tmp_path, {"a.wav": GOOD}, utterances=utterances(transcript=[text for text, _ in cases]))
    run(source)
    found = set_aside(source)
    for at, (text, rules) in enumerate(cases):
        assert found.get(f"u{at}", []) == rules, text
    kept = pd.read_parquet(source / "out" / "utterances.parquet").set_index("utterance_id")["transcript"]
    assert kept.loc[["u4", "u5"]].isna().all()


def test_labels_that_cannot_be_are_set_aside(tmp_path: Path) -> None:
    source = place(
        tmp_path,
        {"a.wav": GOOD},
        utterances=utterances(
            utterance_id=["u0", "u1", "u2", "u2", "u4", None],
            slots=['{"product": "shoe"}', "shoe", None, None, None, None],
            split=["train", "valid", "test", "train", "dev", None],
            time=["2024-01-31T10:00Z", None, None, None, "2030-01-01", None],
        ),
    )
    run(source)
    assert set_aside(source) == {
        "u1": ["type"],
        "u2": ["key_unique"],
        "u4": ["time_not_in_future", "split_known"],
        "": ["utterance_id_present"],
    }


def test_phrases_and_slot_values_that_nobody_can_say_are_set_aside(tmp_path: Path) -> None:
    texts = ["add {quantity} {product}", "stop", "add {quantity product", "add {}", "add {Two Words}", "?", "{product}"]
    source = place(
        tmp_path,
        {"a.wav": GOOD},
        utterances=utterances(transcript=["yes", "no"]),
        phrases={"text": [*texts, "never"], "weight": [1.0] * 6 + [None, 0.0]},
        slot_values={
            "slot": ["product", "product", "a size", "product", "product"],
            "value": ["p1", "p1", "s", "p2", "p1"],
            "spoken": ["shoe", "shoes", "small", "-", "shoe"],
        },
    )
    counts = run(source).counts()
    assert counts["phrases.rows_kept"] == 3
    assert counts["phrases.broken.pattern_readable"] == 3
    assert counts["phrases.broken.some_word"] == 1
    assert counts["phrases.broken.weight_positive"] == 1
    assert counts["slot_values.rows_kept"] == 2
    assert counts["slot_values.broken.slot_named"] == 1
    assert counts["slot_values.broken.some_spoken_word"] == 1
    assert counts["slot_values.broken.key_unique"] == 1


def test_noise_and_rooms_are_files_of_the_same_media(tmp_path: Path) -> None:
    source = place(
        tmp_path,
        {},
        utterances=utterances(transcript=["yes", "no"]),
        noise={"audio": ["n.wav", "cut.wav"], "kind": ["rain", "rain"], "split": ["test", None]},
        rooms={"audio": ["r.wav"], "kind": ["hall"]},
    )
    cut = BAD["cut.wav"][0]
    assert cut is not None
    write_shards(source, "audio", [("a.wav", GOOD), ("n.wav", GOOD)])
    write_shards(source, "audio-more", [("r.wav", GOOD), ("cut.wav", cut)])
    counts = run(source).counts()
    assert (counts["noise.rows_kept"], counts["rooms.rows_kept"]) == (1, 1)
    assert counts["noise.broken.audio_readable.truncated"] == 1
    with Shards(source / "out", "audio") as shards:
        assert shards.one("r.wav") == GOOD


def test_without_recordings_there_is_nothing_to_hear(tmp_path: Path) -> None:
    source = place(tmp_path, {}, utterances=utterances(transcript=["yes", "no"]))
    with pytest.raises(DataError, match=r"Media audio are missing") as no:
        run(source)
    assert "directory audio/ or in uncompressed tar files, audio.tar or audio-*.tar" in no.value.remedy


def test_one_transcript_is_nothing_to_recognise(tmp_path: Path) -> None:
    report = run(place(tmp_path, {"a.wav": GOOD}, utterances=utterances(transcript=["yes", "yes", None])))
    assert report.refusal is not None
    assert "transcript has at least 2 different values" in report.refusal


def test_the_contract_tells_where_recordings_are_to_be_put() -> None:
    page = as_markdown(CONTRACT)
    assert "## audio" in page
    assert "audio names a file of audio that can be read" in page
    assert {column.name: column.kind.value for column in REQUEST.columns}["enrolment"] == "bytes"
