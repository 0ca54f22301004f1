"""Parts of the measurement of what speech recognition costs, each in a process of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import psutil

from benchmarks.part_process import Benchmark, Json
from benchmarks.rec_process import peak_mb
from benchmarks.search_scale_process import on_one_core
from benchmarks.speech_process import USE_CASE, loaded, megabytes, with_audio
from evaluation.asked_again import spread
from infra.run_store import Reference
from tasks.progress import Event, tell
from tasks.steps import Run

ask = Benchmark(USE_CASE, "benchmarks.speech_scale_process:parts").ask

_HOUR: Final = 3_600.0


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run, references and options, and returns JSON values."""
    from benchmarks import flow_steps

    found: dict[str, Callable[..., Any]] = {
        "prepare": flow_steps.prepare,
        "fit": flow_steps.fit,
        "sizes": sizes,
        "speed": speed,
        "streams": streams,
        "together": together,
    }
    return found


def sizes(run: Run, examples: Reference, bundle: Reference) -> Json:  # noqa: ARG001 - of all parts
    """`hours` and `utterances` of train, `bundle_mb`."""
    seconds = pd.read_parquet(examples.directory / "train.parquet", columns=["seconds"])["seconds"]
    return {"hours": float(seconds.sum()) / _HOUR, "utterances": len(seconds), "bundle_mb": megabytes(bundle)}


def speed(run: Run, examples: Reference, bundle: Reference, *, requests: int) -> Json:  # noqa: ARG001 - of all parts
    """Ask recordings of the test one after another, on one core.

    Returns:
        `recordings`, `sound` in seconds, `factor` (seconds of computing for each second of sound), `p50_ms` and
        `p99_ms` of a request, `loaded_mb` (what the model adds to the process), `peak_mb`.
    """
    asked = _asked(examples, requests)
    before = _resident_mb()
    model = loaded(bundle)
    on_one_core()
    model.predict(asked.head(1)[["audio"]])
    after, took = _resident_mb(), []
    for audio in asked["audio"]:
        start = time.perf_counter()
        model.predict(pd.DataFrame({"audio": [audio]}))
        took.append(time.perf_counter() - start)
    middle, late = np.percentile(took, [50, 99]) * 1e3
    return {
        "recordings": len(asked),
        "sound": float(asked["seconds"].sum()),
        "factor": sum(took) / float(asked["seconds"].sum()),
        "p50_ms": float(middle),
        "p99_ms": float(late),
        "loaded_mb": after - before,
        "peak_mb": peak_mb(),
    }


def streams(
    run: Run,  # noqa: ARG001 - of all parts
    tables: Reference,
    examples: Reference,
    bundle: Reference,
    *,
    requests: int,
    chunk: float,
) -> Json:
    """Stream clean orders of voices never heard on one core; see `speech_scale_streams.streamed`."""
    from benchmarks.speech_scale_streams import streamed
    from benchmarks.speech_simulated_process import clean

    rows = clean(tables.directory, examples.directory)
    rows = rows.iloc[spread(len(rows), requests)]
    ends = pd.read_parquet(tables.directory / "truth" / "word_truth.parquet")
    model = loaded(bundle)
    on_one_core()
    tell(Event("streams", "advanced", f"streaming {len(rows):,} recordings"))
    return streamed(model, rows, ends, chunk)


def together(run: Run, examples: Reference, bundle: Reference, *, requests: int, threads: Sequence[int]) -> Json:
    """Ask one model by several threads at once.

    Returns:
        `threads`, a list: `threads` and `heard`, seconds of sound in each second.
    """
    del run
    asked, model = _asked(examples, requests), loaded(bundle)
    model.predict(asked.head(1)[["audio"]])
    found = []
    for count in threads:
        start = time.perf_counter()
        with ThreadPoolExecutor(count) as pool:
            list(pool.map(lambda audio: model.predict(pd.DataFrame({"audio": [audio]})), asked["audio"]))
        heard = float(asked["seconds"].sum()) / (time.perf_counter() - start)
        found.append({"threads": count, "heard": heard})
    return {"threads": found}


def _asked(examples: Reference, requests: int) -> pd.DataFrame:
    table = with_audio(Path(examples.directory))
    return table.iloc[spread(len(table), requests)].reset_index(drop=True)


def _resident_mb() -> float:
    return float(psutil.Process().memory_info().rss) / 1e6
