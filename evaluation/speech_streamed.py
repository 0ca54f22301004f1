"""Recordings fed as streams: how late words come, and whether they are those of the whole recording."""

from __future__ import annotations

import time
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.bootstrap import Statistic, Weights
from evaluation.example_files import each_with_file
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.ratios import of_sums
from evaluation.speech_asking import RATE, Asking, Samples, recorded, samples_of
from evaluation.speech_delays import Shown, delays
from evaluation.speech_requests import AUDIO
from models.speech_recognition.streaming import int16_bytes

MEASURES: Final = (
    "stream_latency_p50_ms",
    "stream_latency_p99_ms",
    "stream_equal",
    "stream_real_time_factor",
    "real_time_factor",
)


def measures(asking: Asking, sample: pd.DataFrame) -> dict[str, Measure]:
    """Of each recording as a stream of chunks, with silence behind it, and of the same as a file.

    Args:
        asking: `chunk_seconds`, and `stream_silence` behind a recording.
        sample: Rows of `speech_requests.requests` with their files.
    """
    late, rows = [], []
    for row in each_with_file(sample, AUDIO):
        heard = samples_of(row.audio)
        if heard is None:
            continue
        pause = np.zeros(round(float(asking.settings["stream_silence"]) * RATE), np.float32)
        samples = np.concatenate([heard, pause])
        began = time.perf_counter()
        whole = asking.answers(pd.DataFrame({"example_id": [row.example_id], AUDIO: [recorded(samples)]}))
        took = time.perf_counter() - began
        shown, words, ends = fed(asking.model, samples, float(asking.settings["chunk_seconds"]))
        told = whole["transcript"].iloc[0]
        known = delays(shown, words, ends)
        late.append(pd.DataFrame({"group": row.group, "late": 1e3 * known[np.isfinite(known)]}))
        equal = " ".join(words) == (told if isinstance(told, str) else "")
        seconds, streamed = len(samples) / RATE, sum(one.took for one in shown)
        rows.append({"group": row.group, "equal": equal, "seconds": seconds, "took": took, "streamed": streamed})
    if not rows:
        return {}
    return _speed(asking, pd.DataFrame(rows)) | _latency(asking, pd.concat(late, ignore_index=True))


def fed(model: Any, samples: Samples, chunk: float) -> tuple[list[Shown], tuple[str, ...], npt.NDArray[np.float64]]:
    """What a stream of the model showed after each chunk, and its final words with their ends in seconds.

    Args:
        model: That listens.
        samples: float32 [n] at 16 kHz.
        chunk: Seconds of a chunk.
    """
    listener, step = model.listener(rate=RATE, form="int16"), max(1, round(chunk * RATE))
    over: list[Any] = []
    shown: list[Shown] = []
    for at in range(0, len(samples), step):
        data = int16_bytes(samples[at : at + step])
        began = time.perf_counter()
        over += listener.feed(data)
        words = (*_words(over), *listener.so_far().words)
        shown.append(Shown(min(at + step, len(samples)) / RATE, time.perf_counter() - began, words))
    began = time.perf_counter()
    over += listener.finish()
    final = _words(over)
    shown.append(Shown(len(samples) / RATE, time.perf_counter() - began, final))
    ends = [one.answer.heard.ends for one in over]
    return shown, final, np.concatenate(ends) if ends else np.zeros(0)


def quantile(share: float) -> Statistic:
    """Of the column `late`: the least value that so large a share do not exceed."""

    def statistic(rows: pd.DataFrame, weights: Weights) -> npt.NDArray[np.float64]:
        order = np.argsort(rows["late"].to_numpy(np.float64), kind="stable")
        ranked, sums = rows["late"].to_numpy(np.float64)[order], weights[:, order].astype(np.float64).cumsum(axis=1)
        at = (sums < share * sums[:, -1:] - 1e-9).sum(axis=1)
        found: npt.NDArray[np.float64] = ranked[np.minimum(at, len(ranked) - 1)]
        found[sums[:, -1] == 0] = np.nan
        return found

    return statistic


def _words(over: list[Any]) -> tuple[str, ...]:
    return tuple(word for one in over for word in one.answer.heard.words)


def _speed(asking: Asking, rows: pd.DataFrame) -> dict[str, Measure]:
    says = "of recordings fed as streams, those whose words are the same as of the whole recording"
    found = asking.share("stream_equal", says, rows, "equal")
    told = {
        "real_time_factor": "seconds that requests of one recording take, for each second of sound",
        "stream_real_time_factor": "seconds that streams take, words shown after each chunk, for each second of sound",
    }
    statistics = {
        "real_time_factor": of_sums("took", "seconds"),
        "stream_real_time_factor": of_sums("streamed", "seconds"),
    }
    return found | measured(rows, statistics, told, asking.settings, told)


def _latency(asking: Asking, late: pd.DataFrame) -> dict[str, Measure]:
    if late.empty:
        return {}
    chunk = 1e3 * float(asking.settings["chunk_seconds"])
    says = (
        f"milliseconds from the end of a word, as the model hears it, until a stream of chunks of {chunk:g} ms shows "
        "it to stay; a chunk is waited for, and one that comes before its end has less than 0: "
    )
    told = {
        "stream_latency_p50_ms": f"{says}of half of the words at most",
        "stream_latency_p99_ms": f"{says}of 99 % of them",
    }
    statistics = {"stream_latency_p50_ms": quantile(0.5), "stream_latency_p99_ms": quantile(0.99)}
    found = measured(late, statistics, told, asking.settings, told)
    return {
        name: Measure(one.value, one.low, one.high, one.n, "ms", higher_is_better=False, meaning=one.meaning)
        for name, one in found.items()
    }
