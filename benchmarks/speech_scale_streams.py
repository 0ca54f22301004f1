"""Recordings as streams, and how long after a word was over it is shown to stay."""

from __future__ import annotations

import time
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from benchmarks.speech_peers import sounds_of
from evaluation.speech_delays import Shown, delays
from models.speech_recognition.mel import RATE
from models.speech_recognition.streaming import int16_bytes

Json = dict[str, Any]
Doubles = npt.NDArray[np.float64]

_AFTER: Final = 1.5  # seconds that a microphone goes on after the recording
_QUIET: Final = 3e-4  # of full scale, what it hears then


def streamed(model: Any, rows: pd.DataFrame, ends: pd.DataFrame, chunk: float) -> Json:
    """Stream recordings one after another.

    Args:
        model: With `listener`.
        rows: With `example_id`, `audio` and `said`.
        ends: `utterance_id`, `place`, `end`: when each word is over, in seconds of the recording.
        chunk: Seconds.

    Returns:
        `recordings`; `right`, those whose words are the right ones in the end; of these `words`, and `delay_p50_ms`,
        `delay_p99_ms` from the end of a word until it is shown to stay, `last_p50_ms` and `last_p99_ms` of last words
        alone, None where there is none; `chunk_p50_ms`, `chunk_p99_ms` that a chunk takes; `factor`, seconds of
        computing for each second of sound.
    """
    own = ends.drop_duplicates(["utterance_id", "place"]).sort_values("place").groupby("utterance_id")["end"]
    over = {str(name): one.to_numpy(np.float64) for name, one in own}
    every: list[float] = []
    last: list[float] = []
    took: list[float] = []
    sound, right = 0.0, 0
    for name, audio, said in zip(rows["example_id"], rows["audio"], rows["said"], strict=True):
        shown = _heard(model, sounds_of([audio])[0], chunk)
        took += [one.took for one in shown]
        sound += shown[-1].second
        if " ".join(shown[-1].words) == said and len(over[name]) == len(shown[-1].words):
            found = delays(shown, shown[-1].words, over[name])
            every, last, right = [*every, *found], [*last, found[-1]], right + 1
    return {
        "recordings": len(rows),
        "right": right,
        "words": len(every),
        **_percentiles("delay", every),
        **_percentiles("last", last),
        **_percentiles("chunk", took),
        "factor": sum(took) / sound,
    }


def _heard(model: Any, samples: npt.NDArray[np.float32], chunk: float) -> list[Shown]:
    """What is shown after each chunk, until the first utterance is over."""
    listener, size = model.listener(rate=RATE, form="int16"), round(chunk * RATE)
    quiet = _QUIET * np.random.default_rng(0).standard_normal(round(_AFTER * RATE))
    whole = np.concatenate([samples, quiet.astype(np.float32)])
    shown: list[Shown] = []
    for at in range(0, len(whole), size):
        data = int16_bytes(whole[at : at + size])
        start = time.perf_counter()
        ended = listener.feed(data)
        words = ended[0].answer.heard.words if ended else listener.so_far().words
        shown.append(Shown(min(at + size, len(whole)) / RATE, time.perf_counter() - start, tuple(words)))
        if ended:
            return shown
    start = time.perf_counter()
    ended = listener.finish()
    words = ended[0].answer.heard.words if ended else ()
    return [*shown, Shown(len(whole) / RATE, time.perf_counter() - start, tuple(words))]


def _percentiles(name: str, seconds: list[float]) -> Json:
    ends = np.percentile(seconds, [50, 99]) * 1e3 if seconds else (None, None)
    return {f"{name}_p{at}_ms": None if one is None else float(one) for at, one in zip((50, 99), ends, strict=True)}
