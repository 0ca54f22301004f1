"""Parts of the measurement of question answering by size, by name."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq

from benchmarks.part_process import Benchmark, Json
from benchmarks.qa_process import USE_CASE
from benchmarks.rec_process import peak_mb
from sources.simulator.question_answering import SMALLEST_SCALE
from tasks.progress import Event, tell
from tasks.steps import Run

PER_SCALE: Final = 79_000  # passages of a unit of the simulator's scale
_EVERY: Final = 100_000_000  # passages and reviews that are kept

ask = Benchmark(USE_CASE, "benchmarks.qa_scale_process:parts").ask


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run and options, and returns JSON values."""
    return {"make": make, "learn": learn, "answer": answer}


def make(run: Run, *, out: str, name: str, passages: int, questions: int) -> Json:
    """Tables of the simulated shop with their mess, held against the contract, and examples of them.

    Args:
        run: Of the flow.
        out: A new folder.
        name: Of the size.
        passages: About so many.
        questions: To train on at most.

    Returns:
        `name`, `products`, `reviews`, `passages` that were made, `set_aside`, `trained`; `steps`, by step (`simulate`,
        `validate`, `build`) `seconds` and `peak_mb`, the largest memory of the process by its end.
    """
    from contracts.validation import validate_directory
    from features.question_answering import build
    from sources.simulator.question_answering import write
    from tasks import rooms
    from tasks.contract_of import contract_of

    parameters = rooms.module("params", run.use_case).Parameters.model_validate(run.parameters)
    settings = replace(parameters.features.settings(), max_train_questions=questions, max_passages=_EVERY)
    place, seed = Path(out), run.parameters["simulator"]["seed"]
    folders = {one: place / one for one in ("raw", "clean", "examples")}
    for folder in folders.values():
        folder.mkdir(parents=True)
    contract = contract_of(run.use_case, run.parameters)
    scale = max(passages / PER_SCALE, SMALLEST_SCALE)
    facts: Json = {}
    work: dict[str, Callable[[], Any]] = {
        "simulate": lambda: write(folders["raw"], seed=seed, scale=scale),
        "validate": lambda: validate_directory(contract, folders["raw"], folders["clean"]),
        "build": lambda: facts.update(build(folders["clean"], folders["examples"], settings)),
    }
    steps = {}
    for step, done in work.items():
        tell(Event(step, "advanced"))
        start = time.perf_counter()
        done()
        steps[step] = {"seconds": time.perf_counter() - start, "peak_mb": peak_mb()}
    reviews = pq.read_metadata(folders["raw"] / "reviews.parquet").num_rows
    aside = pq.read_metadata(folders["clean"] / "quarantine.parquet").num_rows
    counts = {"products": facts["products"], "reviews": reviews, "passages": facts["passages"], "set_aside": aside}
    return {"name": name, **counts, "trained": facts["train"]["questions"], "steps": steps}


def learn(run: Run, *, out: str) -> Json:
    """Train as the step `train` does, the meanings of all passages included.

    Returns:
        `seconds`, `cpu_seconds`, `peak_mb`, `bundle_mb`, `files_mb` by part of the bundle, `steps` (seconds by step).
    """
    from models.bundle import open_checked
    from models.question_answering import train
    from tasks import rooms

    settings = rooms.module("params", run.use_case).Parameters.model_validate(run.parameters).models.settings()
    bundle = Path(out) / "bundle"
    start, processor = time.perf_counter(), time.process_time()
    train(Path(out) / "examples", settings, bundle, lambda what, done: tell(Event("train", "advanced", what, done)))
    costs = {"seconds": time.perf_counter() - start, "cpu_seconds": time.process_time() - processor}
    parts: dict[str, float] = {}
    for file in (one for one in bundle.rglob("*") if one.is_file()):
        within = file.relative_to(bundle).parts
        part = within[0] if len(within) > 1 else "the rest"
        parts[part] = parts.get(part, 0.0) + file.stat().st_size / 1e6
    facts = open_checked(bundle).facts
    told = {"peak_mb": peak_mb(), "bundle_mb": sum(parts.values()), "files_mb": parts}
    return {**costs, **told, "steps": facts["timings"]["steps"]}


def answer(run: Run, *, out: str, requests: int, threads: list[int]) -> Json:
    """Ask one question after another on each number of threads.

    Returns:
        `load_seconds`, `loaded_mb`, `peak_mb`; `kinds`, see `qa_scale_asked.timings`.
    """
    from benchmarks.qa_scale_asked import requests_of, timings
    from models.bundle import open_checked
    from models.question_answering import QuestionAnswerer

    start = time.perf_counter()
    model = QuestionAnswerer.load(open_checked(Path(out) / "bundle"))
    load, memory = time.perf_counter() - start, peak_mb()
    asked = requests_of(Path(out) / "examples", requests, run.parameters["simulator"]["seed"])
    return {
        "load_seconds": load,
        "loaded_mb": memory,
        "kinds": timings(model, asked, threads),
        "peak_mb": peak_mb(),
    }
