"""Parts of the measurement of recommendation by size, by name."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from benchmarks.part_process import Benchmark, Json
from benchmarks.rec_process import peak_mb
from benchmarks.search_scale_process import on_one_core
from tasks.progress import Event, tell
from tasks.steps import Run

USE_CASE: Final = "recommendation"

ask = Benchmark(USE_CASE, "benchmarks.rec_scale_process:parts").ask


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run and options, and returns JSON values."""
    return {"make": make, "learn": learn, "answer": answer}


def make(run: Run, *, out: str, customers: int, products: int, seed: int) -> Json:
    """Tables and examples; see `rec_scale_world.make`."""
    from benchmarks.rec_scale_world import make as made
    from tasks import rooms

    settings = rooms.module("params", run.use_case).Parameters.model_validate(run.parameters).features.settings()
    start = time.perf_counter()
    facts = made(Path(out), customers=customers, products=products, seed=seed, features=vars(settings))
    counts = {name: facts[name] for name in ("events", "products", "customers_of_events")}
    return {**counts, "seconds": time.perf_counter() - start, "peak_mb": peak_mb()}


def learn(run: Run, *, out: str) -> Json:
    """Train as the step `train` does.

    Returns:
        `seconds`, `peak_mb`, `bundle_mb`, `steps` (seconds by step).
    """
    from models.bundle import open_checked
    from models.recommendation import train
    from tasks import rooms

    settings = rooms.module("params", run.use_case).Parameters.model_validate(run.parameters).models.settings()
    examples, bundle = Path(out) / "examples", Path(out) / "bundle"
    start = time.perf_counter()
    train(examples, settings, bundle, lambda what, done: tell(Event("train", "advanced", what, done)))
    return {
        "seconds": time.perf_counter() - start,
        "peak_mb": peak_mb(),
        "bundle_mb": sum(one.stat().st_size for one in bundle.rglob("*") if one.is_file()) / 1e6,
        "steps": open_checked(bundle).facts["timings"]["steps"],
    }


def answer(_run: Run, *, out: str, requests: int) -> Json:
    """Ask one request after another on one core, then after one event more each, then all of them at once.

    Returns:
        `load_seconds`, `loaded_mb`, `peak_mb`, and what `rec_scale_asked.timings` returns.
    """
    on_one_core()
    from benchmarks.rec_scale_asked import requests_of, timings
    from models.bundle import open_checked
    from models.recommendation import Recommender

    start = time.perf_counter()
    model = on_one_thread(Recommender.load(open_checked(Path(out) / "bundle")))
    load, memory = time.perf_counter() - start, peak_mb()
    found = timings(model, requests_of(Path(out) / "examples", requests))
    return {"load_seconds": load, "loaded_mb": memory, **found, "peak_mb": peak_mb()}


def on_one_thread(model: Any) -> Any:
    """The same model; batches are answered on one thread too."""
    return replace(model, parameters=replace(model.parameters, threads=1))
