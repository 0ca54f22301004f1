"""Parts of the benchmark of review extraction on annotated reviews, by name."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pandas as pd

from benchmarks.part_process import Benchmark, Json
from benchmarks.rec_kept import keep, read
from benchmarks.rec_process import peak_mb
from benchmarks.review_kept import CRF, LEXICON, MAJORITY, TRANSFORMER
from infra.run_store import Reference
from tasks.progress import Event, tell
from tasks.steps import Run

USE_CASE: Final = "review_extraction"
COMPARED: Final = ("triplet_f1", "aspect_f1", "opinion_f1", "polarity_accuracy", "implied_f1", "unseen_f1")

ask = Benchmark(USE_CASE, "benchmarks.review_process:parts").ask


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run, references and options, and returns JSON values."""
    from benchmarks import flow_steps

    found: dict[str, Callable[..., Any]] = {
        "prepare": prepare,
        "fit": flow_steps.fit,
        "evaluate": evaluate,
        "floor": floor,
        "compare": compare,
    }
    return found


def prepare(run: Run, *, split: str) -> Json:
    """ingest, validate and build; with the split `valid` its reviews play the test."""
    from benchmarks import flow_steps
    from benchmarks.review_stand_in import without_test

    return flow_steps.prepare(run, without_test if split == "valid" else None)


def evaluate(run: Run, examples: Reference, bundle: Reference, *, folder: str, name: str) -> Json:
    """Evaluate as the flow does, keep the outcomes for pairing, and time how fast reviews are read.

    Returns:
        `measures` by name, `costs`; `reading`, on the threads of the model, see `review_reading.timed`, and
        `reading_together`, by as many processes of one thread, see `review_reading.in_processes`; None of one thread.
    """
    from benchmarks import flow_steps
    from benchmarks.review_reading import in_processes, timed, unseen
    from models.bundle import open_checked
    from models.review_extraction import ReviewExtractor

    found = flow_steps.evaluate(run, examples, bundle)
    kept = Reference.from_json(found["references"]["evaluation"])
    keep(pd.read_parquet(kept.directory / "outcomes.parquet"), Path(folder), name)
    tell(Event("read", "advanced", "timing how reviews are read"))
    model = ReviewExtractor.load(open_checked(bundle.directory))
    found["measures"] |= _short(run, model, Path(examples.directory))
    texts, cores = unseen(Path(examples.directory)), run.parameters["models"]["threads"]
    together = in_processes(Path(bundle.directory), texts, cores) if cores > 1 else None
    return {**found, "reading": timed(model, texts), "reading_together": together}


def floor(run: Run, examples: Reference, *, folder: str, names: dict[str, str]) -> Json:
    """What knowing the words of training is worth; see `review_lexicon`.

    Args:
        run: Of the flow.
        examples: As the flow's step wrote them.
        folder: For outcomes.
        names: Under which those of `LEXICON` and `MAJORITY` are kept.

    Returns:
        By floor `measures`, `fit_seconds`, `peak_mb` and `setting`.
    """
    from evaluation import review_extraction as evaluation
    from evaluation.review_lexicon import Lexicon

    place, start = Path(examples.directory), time.perf_counter()
    every = pd.read_parquet(place / "triplets.parquet", filters=[("split", "in", ("train", "valid"))])
    parts = {name: pd.read_parquet(place / f"{name}.parquet") for name in ("train", "valid")}
    triplets = {name: every[every["split"] == name] for name in parts}
    fitted = Lexicon.fit(parts["train"], triplets["train"]).chosen(parts["valid"], triplets["valid"])
    seconds, settings = time.perf_counter() - start, run.parameters["evaluation"]
    table, found = evaluation.requests(place), {}
    for kind, model in ((LEXICON, fitted), (MAJORITY, fitted.majority())):
        tell(Event(kind, "advanced", "reading"))
        outcomes = evaluation.outcomes(table, model.predict(evaluation.request_columns(table)))
        keep(outcomes, Path(folder), names[kind])
        resampling = {name: settings[name] for name in ("resamples", "confidence", "seed")}
        measures = evaluation.measures(outcomes, **resampling) | evaluation.challenges(model, place, table, settings)
        told = {name: one.to_json() for name, one in measures.items()}
        found[kind] = {
            "measures": told | _short(run, model, place),
            "fit_seconds": seconds,
            "peak_mb": peak_mb(),
            "setting": f"sure from {fitted.sure:g}, annotated {fitted.often} times, {fitted.reach} words apart at most",
        }
    return found


def compare(run: Run, *, folder: str, names: dict[str, str]) -> Json:
    """How far the transformer, or else the first of them, is ahead of the others on the same reviews.

    Args:
        run: Of the flow.
        folder: Of outcomes.
        names: Of the outcomes, by engine or floor.

    Returns:
        By other method, by measure `gain`, `low` and `high`.
    """
    from benchmarks.search_statistics import gains
    from evaluation.review_extraction import STATISTICS

    kept = read(Path(folder))
    resampling = {name: run.parameters["evaluation"][name] for name in ("resamples", "confidence", "seed")}
    first, *others = sorted(names, key=lambda name: (name != TRANSFORMER, name != CRF))
    statistics = {name: STATISTICS[name] for name in COMPARED}
    return {other: gains(kept[names[first]], kept[names[other]], statistics, resampling) for other in others}


def _short(run: Run, model: Any, examples: Path) -> Json:
    from benchmarks.review_short import measure
    from evaluation.review_extraction import requests

    parameters = run.parameters
    return measure(model, requests(examples), parameters["evaluation"], parameters["features"]["short_words"])
