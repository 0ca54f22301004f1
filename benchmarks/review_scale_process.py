"""Parts of the measurement of review extraction by size, by name."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq

from benchmarks.part_process import Benchmark, Json
from benchmarks.rec_process import peak_mb
from benchmarks.review_process import USE_CASE
from tasks.progress import Event, tell
from tasks.steps import Run

PER_SCALE: Final = 20_000  # reviews of a unit of the simulator's scale

ask = Benchmark(USE_CASE, "benchmarks.review_scale_process:parts").ask


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run and options, and returns JSON values."""
    return {"make": make, "learn": learn, "answer": answer}


def make(run: Run, *, out: str, name: str, reviews: int, annotated: int) -> Json:
    """Tables of the simulated market with their mess, held against the contract, and examples of them.

    Args:
        run: Of the flow.
        out: A new folder.
        name: Of the size.
        reviews: About so many.
        annotated: Reviews to train on at most.

    Returns:
        `name`, `reviews` and `annotations` that were made, `set_aside`; `steps`, by step (`simulate`, `validate`,
        `build`) `seconds` and `peak_mb`, the largest memory of the process by its end; `facts` of the examples.
    """
    from contracts.validation import validate_directory
    from features.review_extraction import build
    from sources.simulator.review_extraction import write
    from tasks import rooms
    from tasks.contract_of import contract_of

    parameters = rooms.module("params", run.use_case).Parameters.model_validate(run.parameters)
    settings = replace(parameters.features.settings(), max_train_reviews=annotated)
    place, seed = Path(out), run.parameters["simulator"]["seed"]
    folders = {one: place / one for one in ("raw", "clean", "examples")}
    for folder in folders.values():
        folder.mkdir(parents=True)
    contract = contract_of(run.use_case, run.parameters)
    facts: Json = {}
    work: dict[str, Callable[[], Any]] = {
        "simulate": lambda: write(folders["raw"], seed=seed, scale=reviews / PER_SCALE),
        "validate": lambda: validate_directory(contract, folders["raw"], folders["clean"]),
        "build": lambda: facts.update(build(folders["clean"], folders["examples"], settings)),
    }
    steps = {}
    for step, done in work.items():
        tell(Event(step, "advanced"))
        start = time.perf_counter()
        done()
        steps[step] = {"seconds": time.perf_counter() - start, "peak_mb": peak_mb()}
    counts = {one: pq.read_metadata(folders["raw"] / f"{one}.parquet").num_rows for one in ("reviews", "annotations")}
    aside = pq.read_metadata(folders["clean"] / "quarantine.parquet").num_rows
    viewed = {one: facts[one] for one in ("reviews_of_products", "products")}
    return {"name": name, **counts, "set_aside": aside, "steps": steps, **viewed, "trained": facts["train"]["reviews"]}


def learn(run: Run, *, out: str) -> Json:
    """Train as the step `train` does, the view of products included.

    Returns:
        `seconds`, `peak_mb`, `bundle_mb`, `steps` (seconds by step), `known` (products of the view), `mentions`.
    """
    from models.bundle import open_checked
    from models.review_extraction import train
    from tasks import rooms

    settings = rooms.module("params", run.use_case).Parameters.model_validate(run.parameters).models.settings()
    bundle = Path(out) / "bundle"
    start = time.perf_counter()
    train(Path(out) / "examples", settings, bundle, lambda what, done: tell(Event("train", "advanced", what, done)))
    seconds, facts = time.perf_counter() - start, open_checked(bundle).facts
    return {
        "seconds": seconds,
        "peak_mb": peak_mb(),
        "bundle_mb": sum(one.stat().st_size for one in bundle.rglob("*") if one.is_file()) / 1e6,
        "steps": facts["timings"]["steps"],
        "known": facts["products"],
        "mentions": facts["mentions"],
    }


def answer(run: Run, *, out: str, requests: int, threads: list[int]) -> Json:
    """Read a batch of reviews on so many threads each, then ask one request after another on one thread.

    Returns:
        `load_seconds`, `loaded_mb`, `peak_mb`, and what `review_scale_asked.timings` returns.
    """
    from benchmarks.review_scale_asked import batches, requests_of, timings
    from models.bundle import open_checked
    from models.review_extraction import ReviewExtractor

    start = time.perf_counter()
    model = ReviewExtractor.load(open_checked(Path(out) / "bundle"))
    load, memory = time.perf_counter() - start, peak_mb()
    seed = run.parameters["simulator"]["seed"]
    read = batches(model, Path(out) / "bundle", Path(out) / "examples", threads)
    found = timings(model, requests_of(Path(out) / "examples", requests, seed))
    return {"load_seconds": load, "loaded_mb": memory, **read, **found, "peak_mb": peak_mb()}
