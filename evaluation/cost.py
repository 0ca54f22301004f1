"""What a model costs to use: latency of one request, throughput, size and load time."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from evaluation.measure import Measure

Predict = Callable[[pd.DataFrame], pd.DataFrame]

# What is measured of every model, whatever its use case.
MEASURES = ("latency_p50_ms", "latency_p99_ms", "bundle_mb", "load_seconds", "rows_per_second", "peak_memory_mb")


def timings(predict: Predict, requests: pd.DataFrame, *, count: int) -> list[float]:
    """Milliseconds of single requests sent one after another.

    Args:
        predict: Answers a table of requests.
        requests: Rows to take requests from; the first is sent once more beforehand, uncounted, as a warm-up.
        count: How many to time.
    """
    picked = requests.iloc[np.linspace(0, len(requests) - 1, min(count, len(requests)), dtype=int)]
    predict(picked.iloc[:1])
    return [_timed(predict, picked.iloc[row : row + 1])[0] * 1e3 for row in range(len(picked))]


def latency(milliseconds: list[float]) -> dict[str, Measure]:
    """p50 and p99 of `timings`."""
    p50, p99 = np.quantile(milliseconds, [0.5, 0.99])
    return {
        "latency_p50_ms": Measure(float(p50), n=len(milliseconds), unit="ms", higher_is_better=False),
        "latency_p99_ms": Measure(float(p99), n=len(milliseconds), unit="ms", higher_is_better=False),
    }


def throughput(predict: Predict, requests: pd.DataFrame) -> tuple[pd.DataFrame, Measure]:
    """The answers to all requests in one batch, and rows per second."""
    seconds, answers = _timed(predict, requests)
    return answers, Measure(len(requests) / seconds, n=len(requests), unit="rows/s")


def size_and_load(directory: Path, load_seconds: float) -> dict[str, Measure]:
    """Bytes of a bundle and the seconds it took to load, as measured by the caller."""
    size = sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())
    return {
        "bundle_mb": Measure(size / 1e6, n=1, unit="MB", higher_is_better=False),
        "load_seconds": Measure(load_seconds, n=1, unit="s", higher_is_better=False),
    }


def _timed(predict: Predict, requests: pd.DataFrame) -> tuple[float, pd.DataFrame]:
    start = time.perf_counter()
    answers = predict(requests)
    return time.perf_counter() - start, answers
