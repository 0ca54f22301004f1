"""A test set of tones that stand for words, and a recogniser that hears them by their pitch."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import soundfile

from models.audio import UnreadableSound, read_audio
from models.speech_recognition.answers import Answer
from models.speech_recognition.heard import Heard
from models.speech_recognition.request import OUTPUTS

RATE: Final = 16_000
TONES: Final = {"add": 400.0, "two": 700.0, "shoes": 1_000.0, "stop": 1_300.0, "help": 1_600.0}
WORD_SECONDS: Final = 0.3
FRAME: Final = 160
KINDS: Final = {name: "str" if kind == "string" else "float64" for name, kind in OUTPUTS if name != "adapted"}
SETTINGS: Final[dict[str, Any]] = {
    **{"resamples": 100, "confidence": 0.95, "seed": 0, "latency_requests": 10},
    **{"challenge_utterances": 20, "snrs": (20.0, -20.0), "room_seconds": 0.3},
    **{"clipped": 0.3, "offset": 0.2, "quiet": 0.02},
    **{"enrolment_seconds": (0.5, 1.0), "enrolment_speakers": 5, "enrolment_utterances": 4},
    **{"stream_utterances": 3, "chunk_seconds": 0.08, "stream_silence": 0.5},
    **{"nothing_minutes": 0.2, "nothing_seconds": 2.0, "sheet_utterances": 3},
}


def sound(words: Sequence[str], pitch: float = 1.0) -> npt.NDArray[np.float32]:
    """Tones one after another, with a pause before, between and after them."""
    t = np.arange(round(WORD_SECONDS * RATE)) / RATE
    pause = np.zeros(round(0.1 * RATE))
    parts = [pause]
    for word in words:
        parts += [0.3 * np.sin(2 * np.pi * TONES[word] * pitch * t) * np.hanning(len(t)), pause]
    return np.concatenate(parts).astype(np.float32)


def wav(samples: npt.NDArray[np.float32], rate: int = RATE) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, samples, rate, "PCM_16", format="WAV")
    return file.getvalue()


def utterance(name: str, text: str, *, pitch: float = 1.0, **fields: Any) -> dict[str, Any]:
    """A row of `test.parquet`."""
    samples = sound(text.split(), pitch)
    told = {"speaker": None, "kind": None, "accent": None, "language": None, "intent": None, "slots": None}
    return {
        **{"example_id": name, "utterance_id": name, "audio": wav(samples), "transcript": text},
        **told,
        **{"seconds": len(samples) / RATE, "seen": None},
        **fields,
    }


def order(name: str, count: bool, **fields: Any) -> dict[str, Any]:
    """An utterance of an order for shoes, perhaps of two of them."""
    slots = {"product": "shoes"} | ({"quantity": "2"} if count else {})
    text = "add two shoes" if count else "add shoes"
    return utterance(name, text, intent="add", slots=json.dumps(slots), kind="order", **fields)


def examples(folder: Path, rows: Sequence[dict[str, Any]]) -> Path:
    """What `build` writes of them."""
    texts = ["utterance_id", "transcript", "speaker", "kind", "accent", "language", "intent", "slots"]
    table = pd.DataFrame(rows).astype(dict.fromkeys(texts, "str") | {"seen": "boolean"})
    table.to_parquet(folder / "test.parquet", row_group_size=4)
    table[["transcript"]].to_parquet(folder / "train.parquet")
    return folder


def answered(table: pd.DataFrame, rows: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    """Answers of (recording, transcript, confidence, intent, slots, reason); others heard nothing."""
    named = {row[0]: row for row in rows}
    told = []
    for name in table["example_id"]:
        _, text, sure, intent, slots, reason = named.get(name, (name, None, 0.0, None, None, "no_speech"))
        words = text.split() if text and not reason else [None]
        for place, word in enumerate(words, start=0 if reason else 1):
            told.append((name, place, word, 0.0, 0.1, 1.0, text, sure, intent, slots, reason))
    return pd.DataFrame(told, columns=list(KINDS)).astype(KINDS)


def heard(samples: npt.NDArray[np.float32], pitch: float = 1.0) -> tuple[list[tuple[str, float, float]], float]:
    """Words with their start and end, and how sure that is; sure are tones that are of the pitch."""
    loud = np.abs(samples - samples.mean()) > 0.3 * np.abs(samples - samples.mean()).max(initial=1e-4)
    steps = len(samples) // FRAME
    active = loud[: steps * FRAME].reshape(steps, FRAME).any(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], active.astype(int), [0]])))
    words, fit = [], []
    for start, end in edges.reshape(-1, 2):
        if end - start < 5:
            continue
        part = samples[start * FRAME : end * FRAME]
        hertz = float(np.fft.rfftfreq(len(part), 1 / RATE)[np.abs(np.fft.rfft(part - part.mean())).argmax()])
        name, tone = min(TONES.items(), key=lambda one: abs(one[1] * pitch - hertz))
        words.append((name, start * FRAME / RATE, end * FRAME / RATE))
        fit.append(abs(hertz / (tone * pitch) - 1))
    return words, float(np.exp(-10 * max(fit, default=0.0)))


def pitch_of(samples: npt.NDArray[np.float32]) -> float:
    """By the first word, which is `add`."""
    part = samples[: round((0.1 + WORD_SECONDS) * RATE)]
    return float(np.fft.rfftfreq(len(part), 1 / RATE)[np.abs(np.fft.rfft(part)).argmax()]) / TONES["add"]


@dataclass(frozen=True)
class Ended:
    answer: Answer


class ToneListener:
    """Hears a stream by hearing all of it again and again."""

    def __init__(self) -> None:
        self._samples = np.zeros(0, np.float32)

    def feed(self, chunk: bytes) -> list[Ended]:
        new = np.frombuffer(chunk, "<i2").astype(np.float32) / 32_767
        self._samples = np.concatenate([self._samples, new])
        return []

    def so_far(self) -> Heard:
        words, _ = heard(self._samples)
        starts, ends = (np.array([word[place] for word in words]) for place in (1, 2))
        return Heard(tuple(word for word, _, _ in words), starts, ends, np.ones(len(words)))

    def finish(self) -> list[Ended]:
        return [Ended(Answer(self.so_far(), 1.0))] if self.so_far().words else []


class ToneRecogniser:
    """Hears words where tones are; speakers of another pitch are understood once they are enrolled."""

    def __init__(self, threshold: float = 0.5) -> None:
        self.threshold = threshold

    def listener(self, **_given: Any) -> ToneListener:
        return ToneListener()

    def predict(self, frame: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        refuse = (params or {}).get("refuse", True)
        enrolments = frame["enrolment"] if "enrolment" in frame else [None] * len(frame)
        rows: list[tuple[Any, ...]] = []
        for name, data, own in zip(frame["request_id"], frame["audio"], enrolments, strict=True):
            rows += self._rows(name, data, own, refuse=refuse)
        return pd.DataFrame(rows, columns=list(KINDS)).astype(KINDS)

    def _rows(self, name: str, data: bytes, own: bytes | None, *, refuse: bool) -> list[tuple[Any, ...]]:
        nothing = (name, 0, None, np.nan, np.nan, np.nan)
        try:
            samples = read_audio(data).at(RATE)
        except UnreadableSound as error:
            return [(*nothing, None, 0.0, None, None, f"unreadable: {error.reason}")]
        words, sure = heard(samples, 1.0 if own is None else pitch_of(read_audio(own).at(RATE)))
        text = " ".join(word for word, _, _ in words)
        if not words:
            return [(*nothing, None, 0.0, None, None, "no_speech")]
        if refuse and sure < self.threshold:
            return [(*nothing, text, sure, None, None, "unsure")]
        slots = {"product": "shoes"} if "shoes" in text else {}
        slots |= {"quantity": "2"} if "two" in text else {}
        told = (text, sure, "add" if "add" in text else None, json.dumps(slots), "")
        return [(name, place, *word, 1.0, *told) for place, word in enumerate(words, start=1)]
