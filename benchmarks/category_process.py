"""Parts of the benchmark of product classification, by name."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pandas as pd

from benchmarks.part_process import Benchmark, Json
from infra.run_store import Reference
from tasks.progress import Event, tell
from tasks.steps import Run

USE_CASE: Final = "product_classification"
OURS: Final = "ours"

ask = Benchmark(USE_CASE, "benchmarks.category_process:parts").ask


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run, references and options, and returns JSON values."""
    from benchmarks import flow_steps

    found: dict[str, Callable[..., Any]] = {
        "prepare": flow_steps.prepare,
        "cut": cut,
        "learn": learn,
        "answer": answer,
        "peer": peer,
        "measure": measure,
    }
    return found


def cut(_run: Run, examples: Reference, *, out: str, split: str, share: float) -> Json:
    """The examples that all methods get; see `category_parts.cut`."""
    from benchmarks import category_parts

    category_parts.cut(Path(examples.directory), Path(out), split=split, share=share)
    return {}


def learn(run: Run, *, examples: str, bundle: str) -> Json:
    """Train ours as the step `train` does.

    Returns:
        `train_rows`, `train_seconds`, `train_peak_mb`, `model_mb`, `valid` metrics, and `facts` of the bundle.
    """
    from models.bundle import open_checked
    from models.product_classification import train
    from tasks import rooms

    settings = rooms.module("params", run.use_case).Parameters.model_validate(run.parameters).models.settings()
    start = time.perf_counter()
    valid = train(
        Path(examples), settings, Path(bundle), lambda what, done: tell(Event("ours", "advanced", what, done))
    )
    seconds = time.perf_counter() - start
    return {
        "train_rows": len(pd.read_parquet(Path(examples) / "train.parquet", columns=["example_id"])),
        "train_seconds": seconds,
        "train_peak_mb": _peak(),
        "model_mb": _megabytes(Path(bundle)),
        "valid": valid,
        "facts": open_checked(Path(bundle)).facts,
    }


def answer(_run: Run, *, examples: str, bundle: str, out: str) -> Json:
    """Ask ours for the test, as a consumer does: a table of requests in, a table of answers out.

    Returns:
        `ask_rows`, `ask_seconds`, `load_seconds`, `ask_peak_mb`.
    """
    from evaluation import product_classification as evaluation
    from models.bundle import open_checked
    from models.product_classification import ProductClassifier

    table = evaluation.requests(Path(examples))
    asked, params = evaluation.request_columns(table), evaluation.request_params(table)
    start = time.perf_counter()
    model = ProductClassifier.load(open_checked(Path(bundle)))
    loaded = time.perf_counter()
    model.predict(asked.head(100), params)
    tell(Event(OURS, "advanced", "answering"))
    begun = time.perf_counter()
    answers = model.predict(asked, params)
    seconds = time.perf_counter() - begun
    answers.to_parquet(Path(out))
    return {
        "ask_rows": len(asked),
        "ask_seconds": seconds,
        "load_seconds": loaded - start,
        "ask_peak_mb": _peak(),
    }


def peer(run: Run, *, name: str, examples: str, out: str) -> Json:
    """Fit a peer and ask it for the test, in one process.

    Returns:
        `train_rows`, `train_seconds`, `train_peak_mb`, `model_mb`, `ask_rows`, `ask_seconds`, `ask_peak_mb`.
    """
    from benchmarks import category_peers
    from benchmarks.category_rows import Labelled

    rows = Labelled.read(Path(examples))
    threads, seed = run.parameters["models"]["threads"], run.parameters["models"]["seed"]
    with tempfile.TemporaryDirectory() as scratch:
        tell(Event(name, "advanced", "learning"))
        start = time.perf_counter()
        fitted = category_peers.peer(name).learn(rows, Path(scratch), threads=threads, seed=seed)
        learnt, peak = time.perf_counter(), _peak()
        tell(Event(name, "advanced", "answering"))
        fitted.ask(_first(rows.test, 100))
        begun = time.perf_counter()
        answers = fitted.ask(rows.test)
        asked = time.perf_counter()
        fitted.save(Path(scratch))
        size = _megabytes(Path(scratch))
    answers.frame(rows.ids, rows.test.frame["example_id"]).to_parquet(Path(out))
    return {
        "train_rows": len(rows.train),
        "train_seconds": learnt - start,
        "train_peak_mb": peak,
        "model_mb": size,
        "ask_rows": len(rows.test),
        "ask_seconds": asked - begun,
        "ask_peak_mb": _peak(),
    }


def measure(run: Run, *, examples: str, answers: dict[str, str]) -> Json:
    """Every method's answers on the same listings; see `category_scores.measured`."""
    from benchmarks import category_scores

    resampling = {name: run.parameters["evaluation"][name] for name in ("resamples", "confidence", "seed")}
    tables = {name: pd.read_parquet(path) for name, path in answers.items()}
    return category_scores.measured(Path(examples), tables, resampling)


def _first(rows: Any, count: int) -> Any:
    from benchmarks.category_rows import Rows

    return Rows(rows.frame.head(count), rows.pairs[rows.pairs[:, 0] < count])


def _peak() -> float:
    """Largest resident memory of this process, or of one that it started, in decimal MB; shared pages count twice."""
    unit = 1.0 if sys.platform == "darwin" else 1024.0
    return (
        max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) * unit / 1e6
    )


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
