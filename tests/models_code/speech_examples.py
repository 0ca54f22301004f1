"""Examples of the language of tones, as the features room writes them."""

from __future__ import annotations

import io
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import soundfile
from made_speech import SMALL, TEXTS, said

from models.speech_recognition.mel import RATE, Samples

SETTINGS: dict[str, Any] = {
    "seed": 1,
    "threads": 1,
    "ctc": asdict(SMALL),
    "language": {"hesitant": 0.0},
}


def wav(samples: Samples, rate: int = RATE, subtype: str = "PCM_16", form: str = "WAV") -> bytes:
    """A file."""
    out = io.BytesIO()
    soundfile.write(out, samples, rate, format=form, subtype=subtype)
    return out.getvalue()


def noise(rng: np.random.Generator, seconds: float = 0.5) -> Samples:
    """Nobody speaks."""
    return (0.05 * rng.standard_normal(round(seconds * RATE))).astype(np.float32)


def write_examples(folder: Path, *, phrases: bool = True) -> Path:
    """Train and valid, one in six without a word; phrases whose intents are the words."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed, (split, count) in enumerate({"train": 96, "valid": 30}.items()):
        rng = np.random.default_rng(seed)
        rows = []
        for at in range(count):
            text = "" if at % 6 == 5 else TEXTS[at % 5]
            samples = said(rng, text) if text else noise(rng)
            rows.append({"utterance_id": f"{split}{at}", "audio": wav(samples), "transcript": text})
            rows[-1]["seconds"] = len(samples) / RATE
        pd.DataFrame(rows).to_parquet(folder / f"{split}.parquet", row_group_size=20)
    if phrases:
        table = pd.DataFrame({"text": ["{pair} a", *TEXTS[2:5]], "intent": ["pair", "x", "y", None], "weight": 1.0})
        table.loc[1, "weight"] = None
        table.loc[len(table)] = ["{pair}", "pair", 2.0]
        table.to_parquet(folder / "phrases.parquet")
        values = pd.DataFrame({"slot": "pair", "value": ["1", "2"], "spoken": ["ab", "ba"]})
        values.to_parquet(folder / "slot_values.parquet")
    rng = np.random.default_rng(9)
    files = [wav(noise(rng, 1.0)) for _ in range(3)]
    pd.DataFrame({"audio": files, "kind": "hiss", "split": ["train", "test", ""]}).to_parquet(folder / "noise.parquet")
    return folder
