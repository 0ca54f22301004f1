"""What a model costs to use: latency of one request, throughput, size and load time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

import numpy as np
import pandas as pd

from evaluation.asked_again import spread
from evaluation.measure import Measure

Predict = Callable[[pd.DataFrame], pd.DataFrame]
T = TypeVar("T")

WARM_UP: Final = 20  # requests of a batch that are asked before time is taken

# What is measured of every model, whatever its use case.
MEASURES = (
    "latency_p50_ms",
    "latency_p99_ms",
    "bundle_mb",
    "load_seconds",
    "load_memory_mb",
    "rows_per_second",
    "peak_memory_mb",
)


class Answers(Protocol):
    """A model of which tables of requests are asked."""

    def predict(self, request: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame: ...


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


def throughput(predict: Predict, lots: Iterable[pd.DataFrame]) -> tuple[pd.DataFrame, Measure]:
    """The answers to all requests, a lot of them in one batch, and rows per second; reading lots is not timed."""
    took, answers, rows = 0.0, [], 0
    for lot in lots:
        seconds, told = _timed(predict, lot)
        took, rows = took + seconds, rows + len(lot)
        answers.append(told)
    found = answers[0] if len(answers) == 1 else pd.concat(answers, ignore_index=True)
    return found, Measure(rows / took, n=rows, unit="rows/s")


def answered_a_second(model: Answers, requests: pd.DataFrame, most: int, unit: str) -> Measure:
    """How many requests a batch answers a second, of at most so many, evenly over all; some are asked before."""
    asked = requests.iloc[spread(len(requests), most)]
    model.predict(asked.head(WARM_UP))
    seconds, _ = _timed(model.predict, asked)
    says = "answered in one batch, ten products each, on the threads that the model was trained with"
    return Measure(len(asked) / seconds, n=len(asked), unit=unit, meaning=says)


def opened(load: Callable[[], T]) -> tuple[T, dict[str, Measure]]:
    """A model, and the seconds that opening it took; a library that is there already costs none."""
    start = time.perf_counter()
    model = load()
    seconds = time.perf_counter() - start
    return model, {"load_seconds": Measure(seconds, n=1, unit="s", higher_is_better=False)}


def size(directory: Path) -> dict[str, Measure]:
    """Bytes of a bundle."""
    held = sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())
    return {"bundle_mb": Measure(held / 1e6, n=1, unit="MB", higher_is_better=False)}


def _timed(predict: Predict, requests: pd.DataFrame) -> tuple[float, pd.DataFrame]:
    start = time.perf_counter()
    answers = predict(requests)
    return time.perf_counter() - start, answers
