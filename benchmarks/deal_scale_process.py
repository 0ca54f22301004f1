"""Parts of the measurement of deal ranking by size, by name."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.deal_process import USE_CASE
from benchmarks.part_process import Benchmark, Json
from benchmarks.rec_process import peak_mb
from benchmarks.rec_scale_process import on_one_thread
from benchmarks.search_scale_process import on_one_core
from tasks.progress import Event, tell
from tasks.steps import Run

ask = Benchmark(USE_CASE, "benchmarks.deal_scale_process:parts").ask


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run and options, and returns JSON values."""
    return {"make": make, "learn": learn, "answer": answer}


def make(run: Run, *, out: str, exposures: int, seed: int) -> Json:
    """Tables and examples; see `deal_scale_world.make`.

    Returns:
        `exposures`, `deals` and `customers` that were made; `seconds` and `peak_mb`.
    """
    import pyarrow.parquet as pq

    from benchmarks.deal_scale_world import make as made
    from tasks import rooms

    settings = rooms.module("params", run.use_case).Parameters.model_validate(run.parameters).features.settings()
    start = time.perf_counter()
    made(Path(out), exposures=exposures, seed=seed, features=vars(settings))
    tables = Path(out) / "tables"
    counts = {name: pq.read_metadata(tables / f"{name}.parquet").num_rows for name in ("exposures", "deals")}
    return {**counts, "seconds": time.perf_counter() - start, "peak_mb": peak_mb()}


def learn(run: Run, *, out: str) -> Json:
    """Train as the step `train` does.

    Returns:
        `seconds`, `peak_mb`, `bundle_mb`, `steps` (seconds by step).
    """
    from models.bundle import open_checked
    from models.deal_ranking import train
    from tasks import rooms

    settings = rooms.module("params", run.use_case).Parameters.model_validate(run.parameters).models.settings()
    examples, bundle = Path(out) / "examples", Path(out) / "bundle"
    start = time.perf_counter()
    train(examples, settings, bundle, lambda what, done: tell(Event("train", "advanced", what, done)))
    timings: Any = open_checked(bundle).facts.get("timings", {})
    return {
        "seconds": time.perf_counter() - start,
        "peak_mb": peak_mb(),
        "bundle_mb": sum(one.stat().st_size for one in bundle.rglob("*") if one.is_file()) / 1e6,
        "steps": timings.get("steps", {}),
    }


def answer(_run: Run, *, out: str, requests: int, seed: int) -> Json:
    """Ask one request after another on one core, then all of them at once.

    Returns:
        `load_seconds`, `loaded_mb`, `peak_mb`, and what `deal_scale_asked.timings` returns.
    """
    on_one_core()
    from benchmarks.deal_scale_asked import requests_of, timings
    from models.bundle import open_checked
    from models.deal_ranking import DealRanker

    start = time.perf_counter()
    model = on_one_thread(DealRanker.load(open_checked(Path(out) / "bundle")))
    load, memory = time.perf_counter() - start, peak_mb()
    found = timings(model, requests_of(Path(out) / "examples", requests, seed))
    return {"load_seconds": load, "loaded_mb": memory, **found, "peak_mb": peak_mb()}
