"""Parts of the measurement of product search by size, by name."""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pandas as pd

from benchmarks.part_process import Benchmark, Json
from tasks.progress import Event, tell
from tasks.steps import Run

USE_CASE: Final = "product_search"

ask = Benchmark(USE_CASE, "benchmarks.search_scale_process:parts").ask


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run and options, and returns JSON values."""
    return {"make": make, "learn": learn, "answer": answer}


def make(run: Run, *, out: str, products: int, log: int) -> Json:
    """Tables and examples; see `search_scale_world.make`."""
    from benchmarks.search_scale_world import make as made

    seed = run.parameters["simulator"]["seed"]
    start = time.perf_counter()
    facts = made(Path(out), products=products, log=log, seed=seed, features=run.parameters["features"])
    return {"products": facts["products"], "seconds": time.perf_counter() - start, "peak_mb": _peak()}


def learn(run: Run, *, out: str) -> Json:
    """Train as the step `train` does.

    Returns:
        `seconds`, `peak_mb`, `bundle_mb`, `parts_mb` (largest parts of the bundle), `steps` (seconds by step).
    """
    from models.bundle import open_checked
    from models.product_search import train
    from tasks import rooms

    settings = rooms.module("params", run.use_case).Parameters.model_validate(run.parameters).models.settings()
    examples, bundle = Path(out) / "examples", Path(out) / "bundle"
    start = time.perf_counter()
    train(examples, settings, bundle, lambda what, done: tell(Event("train", "advanced", what, done)))
    return {
        "seconds": time.perf_counter() - start,
        "peak_mb": _peak(),
        "bundle_mb": _megabytes(bundle),
        "parts_mb": {one.name: round(_megabytes(one), 1) for one in bundle.iterdir() if _megabytes(one) >= 1},
        "steps": open_checked(bundle).facts["timings"]["steps"],
    }


def answer(_run: Run, *, out: str, requests: int) -> Json:
    """Ask one request after another on one core, then all of them at once.

    Returns:
        `load_seconds`, `load_memory_mb` (see `evaluation.opening`), `peak_mb`; `kinds`: by kind of request
        `p50_ms`, `p99_ms`, `queries_per_second` of one after another; `batch_queries_per_second`; `steps`: by step mean
        and p99 of its milliseconds in the first kind, `rest` what is none of them; `trees`, whether there are any.
    """
    on_one_core()
    from benchmarks.search_timings import requests_of, timings
    from evaluation import cost, opening
    from models.bundle import open_checked
    from models.product_search import ProductSearch

    bundle = Path(out) / "bundle"
    model, costs = cost.opened(lambda: ProductSearch.load(open_checked(bundle)))
    costs |= opening.memory(bundle)
    asked = requests_of(pd.read_parquet(Path(out) / "examples" / "test.parquet"), requests)
    return {
        **{name: measure.value for name, measure in costs.items()},
        "trees": model.answerer.searcher.booster is not None,
        **timings(model, asked),
        "peak_mb": _peak(),
    }


def on_one_core() -> None:
    """Hold this process to one core, where the system can; more threads share it then."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def _peak() -> float:
    """Largest resident memory of this process in decimal MB."""
    unit = 1.0 if sys.platform == "darwin" else 1024.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def _megabytes(place: Path) -> float:
    files = [place] if place.is_file() else place.rglob("*")
    return sum(path.stat().st_size for path in files if path.is_file()) / 1e6
