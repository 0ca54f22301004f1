"""Parts of the benchmark of question answering on public questions, by name."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from benchmarks.part_process import Benchmark, Json
from benchmarks.qa_beside import asked_of, of_methods, resampling_of
from benchmarks.rec_process import peak_mb
from infra.run_store import Reference
from tasks.progress import Event, tell
from tasks.steps import Run

USE_CASE: Final = "question_answering"

ask = Benchmark(USE_CASE, "benchmarks.qa_process:parts").ask


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run, references and options, and returns JSON values."""
    from benchmarks import flow_steps

    found: dict[str, Callable[..., Any]] = {
        "prepare": prepare,
        "fit": flow_steps.fit,
        "held_out": held_out,
        "folds": folds,
        "elsewhere": elsewhere,
    }
    return found


def prepare(run: Run, *, stand_in: int) -> Json:
    """ingest, validate and build; with `stand_in` so many questions of train play the test."""
    from benchmarks import flow_steps
    from benchmarks.qa_stand_in import playing_test

    return flow_steps.prepare(run, playing_test(stand_in) if stand_in else None)


def held_out(run: Run, examples: Reference, bundle: Reference, *, folder: str) -> Json:
    """Evaluate as the flow does, and hold the answers against what peers find in the same candidates.

    Returns:
        `measures` of the evaluation by name, `costs`, `levels` of the bundle, and what `qa_beside.of_methods` returns.
    """
    from benchmarks import flow_steps
    from models.bundle import open_checked
    from models.question_answering import QuestionAnswerer

    found = flow_steps.evaluate(run, examples, bundle)
    kept = Reference.from_json(found["references"]["evaluation"])
    ours = pd.read_parquet(kept.directory / "outcomes.parquet")
    model = QuestionAnswerer.load(open_checked(bundle.directory))
    with tempfile.TemporaryDirectory() as scratch:
        told = asked_of(run, model.answerer, (Path(examples.directory), Path(scratch)), ours, Path(folder))
    facts = {name: model.facts[name] for name in ("levels", "timings", "ranked_questions") if name in model.facts}
    return {**found, **told, **facts}


def folds(run: Run, examples: Reference, *, folder: str) -> Json:
    """Fit the ranking on all questions, and measure what it says of each by parts that had not learned from its
    product; see `models.question_answering.ranking_fitting`.

    Returns:
        `measures` by name, `promises`, see `qa_held_out`, what `qa_beside.of_methods` returns, `seconds` of the clock,
        `cpu_seconds` and `peak_mb` of the fit.
    """
    from benchmarks.qa_held_out import promises
    from benchmarks.qa_out_of_fold import answered
    from benchmarks.qa_peers import WORDS, alone, of_words
    from benchmarks.qa_pool import Pool
    from benchmarks.qa_whole import whole
    from evaluation import question_answering as evaluation
    from models.question_answering.parameters import QuestionAnsweringParameters

    chosen = QuestionAnsweringParameters.read(run.parameters["models"])
    resampling = resampling_of(run)
    with tempfile.TemporaryDirectory() as scratch, threadpool_limits(limits=chosen.threads):
        place, clock, processor = Path(scratch), time.perf_counter(), time.process_time()
        whole(Path(examples.directory), place)
        answerer, unseen, table, answers = answered(place, chosen)
        costs = {"seconds": time.perf_counter() - clock, "cpu_seconds": time.process_time() - processor}
        costs["peak_mb"] = peak_mb()
        ours = evaluation.outcomes(table, answers)
        pool = Pool.of(place, answerer, chosen.ranking.reader.folds)
        fold, every = pool.pairs.fold, np.ones(len(table), dtype=bool)
        words = of_words(pool, None, chosen.ranking.forest, chosen.threads, chosen.seed)
        scores = alone(dict(enumerate(unseen.ranked))) | {WORDS: pool.scores(words)}
        told = of_methods(run, pool, ours, scores, every, Path(folder))
        measures = evaluation.measures(ours, **resampling)
        kept = promises(ours, fold[pool.pairs.starts[:-1]], chosen.abstention)
    return {
        "measures": {name: one.to_json() for name, one in measures.items()},
        "promises": kept,
        **told,
        "fit": costs,
    }


def elsewhere(run: Run, examples: Reference, bundle: Reference, known: Reference, *, folder: str) -> Json:
    """Ask a model that was fitted on other questions, of products that those are not about.

    Args:
        run: Of the flow.
        examples: Of the questions that are asked, as the flow's step wrote them.
        bundle: Of the model.
        known: The examples that it was fitted on.
        folder: For outcomes.

    Returns:
        What `qa_beside.of_methods` returns.
    """
    from benchmarks.qa_elsewhere import strangers
    from evaluation import question_answering as evaluation
    from models.bundle import open_checked
    from models.question_answering import QuestionAnswerer

    model = QuestionAnswerer.load(open_checked(bundle.directory))
    with tempfile.TemporaryDirectory() as scratch:
        own, rest = Path(scratch) / "own", Path(scratch) / "whole"
        strangers(Path(examples.directory), Path(known.directory), own)
        table = evaluation.requests(own)
        tell(Event("elsewhere", "advanced", f"asking {len(table):,} questions"))
        ours = evaluation.outcomes(table, model.predict(evaluation.request_columns(table)))
        return asked_of(run, model.answerer, (own, rest), ours, Path(folder), learned=False)
