"""Made-up speakers as plain tones, and what they say."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import soundfile

from features.speech_recognition import FeaturesParameters, build
from models.media_writing import write_shards

SMALL = FeaturesParameters(min_utterances=2)
WORDS = ("yes", "no", "stop", "repeat that")


def tone(number: int, rate: int = 8_000, form: str = "WAV", channels: int = 1, seconds: float = 0.1) -> bytes:
    """A recording of a pitch of its own."""
    samples = 0.3 * np.sin(np.arange(round(rate * seconds)) * (0.1 + number / 1_000)).astype(np.float32)
    file = io.BytesIO()
    soundfile.write(file, np.stack([samples] * channels, axis=1), rate, format=form)
    return file.getvalue()


def people(speakers: int = 12, takes: int = 8, nothing: int = 16) -> tuple[dict[str, pd.DataFrame], dict[str, bytes]]:
    """Each says all words several times; and recordings in which nobody speaks."""
    rows: list[dict[str, Any]] = [
        {"utterance_id": f"s{at:02}-{number}", "transcript": WORDS[number % len(WORDS)], "speaker": f"s{at:02}"}
        for at in range(speakers)
        for number in range(takes)
    ]
    rows += [{"utterance_id": f"nothing-{at}", "transcript": None, "speaker": None} for at in range(nothing)]
    table = pd.DataFrame(rows)
    table["audio"] = "u/" + table["utterance_id"] + ".wav"
    return {"utterances": table}, {name: tone(number) for number, name in enumerate(table["audio"])}


def built(
    folder: Path,
    tables: dict[str, pd.DataFrame],
    recordings: dict[str, bytes],
    parameters: FeaturesParameters = SMALL,
) -> tuple[dict[str, Any], dict[str, pd.DataFrame]]:
    """The facts, and what was written by name."""
    clean, out = folder / "clean", folder / "out"
    clean.mkdir(parents=True)
    for name, table in tables.items():
        table.to_parquet(clean / f"{name}.parquet", index=False)
    write_shards(clean, "audio", sorted(recordings.items()))
    facts = build(clean, out, parameters)
    return facts, {path.stem: pd.read_parquet(path) for path in sorted(out.glob("*.parquet"))}
