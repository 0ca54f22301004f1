"""Parts of the benchmark of label noise, by name."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks.category_noise_flips import Kind, with_flips
from benchmarks.part_process import Benchmark, Json
from infra.run_store import Reference
from tasks.progress import Event, tell
from tasks.steps import Run

USE_CASE: Final = "product_classification"
# All labels as they are; with the noise pass; with every flipped one left out, as if a detector erred never.
WAYS: Final = ("off", "on", "known")
MEASURES: Final = ("top1", "macro_f1", "weighted_f1", "ece")

ask = Benchmark(USE_CASE, "benchmarks.category_noise_process:parts").ask


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run, references and options, and returns JSON values."""
    from benchmarks import flow_steps

    found: dict[str, Callable[..., Any]] = {
        "prepare": flow_steps.prepare,
        "cut": cut,
        "learn": learn,
    }
    return found


def cut(_run: Run, examples: Reference, *, out: str, split: str, share: float) -> Json:
    """The examples that are made worse; see `category_parts.cut`."""
    from benchmarks import category_parts

    category_parts.cut(Path(examples.directory), Path(out), split=split, share=share)
    return {}


def learn(run: Run, *, examples: str, noise: float, kind: Kind, seed: int, peer: bool) -> Json:
    """Models of labels of which a share is flipped, asked for labels as they were, and which flips are found.

    All learn from one scoring out of fold, the longest part of training.

    Returns:
        By way of learning (`WAYS`) `MEASURES` of the test and `seconds` of training, those of the noise pass of `on`
        alone; of `on` also `facts`; and `judged` (`category_noise_found.found_by`).
    """
    import scipy.sparse as sp
    from threadpoolctl import threadpool_limits

    from benchmarks.category_noise_found import found_by
    from models.product_classification import fitting
    from models.product_classification.examples import read
    from models.product_classification.judged_labels import JudgedLabels
    from models.product_classification.noise import find_suspects, weighed
    from models.product_classification.out_of_fold import scored_train
    from models.product_classification.parameters import ClassificationParameters
    from models.steps import Steps

    chosen = ClassificationParameters.read(_settings(run))
    with tempfile.TemporaryDirectory() as scratch:
        here = Path(scratch) / "flipped"
        flipped = with_flips(Path(examples), here, noise, kind, seed)
        data = read(here)
    given, what = data.train.truth, f"{noise:.0%} {kind}"
    with threadpool_limits(limits=1, user_api="blas"):
        start = time.perf_counter()
        scored = scored_train(data, chosen, Steps(partial(_told, what)))
        scoring = time.perf_counter() - start
        suspects = find_suspects(scored.candidates, given, data.tree, chosen.noise, chosen.seed)
        before = {"off": scoring, "on": time.perf_counter() - start, "known": scoring}
        labels = JudgedLabels.of(scored.candidates, given)
        names = [data.train.ids[labels.rows], data.tree.ids[data.tree.leaves[labels.leaves]]]
        wrong = pd.MultiIndex.from_arrays(names).isin(pd.MultiIndex.from_frame(flipped[["example_id", "leaf_id"]]))
        every, right = (weighed(labels, weights, given) for weights in (np.ones(len(labels)), 1.0 - wrong))
        learnt: dict[str, tuple[Any, sp.csr_array]] = {"off": every, "on": (suspects.weight, suspects.labels)}
        found: Json = {}
        for way, (weight, truth) in (learnt | {"known": right} if wrong.any() else learnt).items():
            start = time.perf_counter()
            steps = Steps(partial(_told, f"{what}, {way}"))
            scorer = fitting.fit_answers(data, scored, truth, weight, chosen, steps)
            seconds = before[way] + time.perf_counter() - start
            found[way] = {**_asked(scorer, chosen, Path(examples)), "seconds": seconds}
    found.setdefault("known", found["off"])  # with no flip there is none to leave out
    found["on"]["facts"] = suspects.facts
    single = np.diff(given.indptr)[labels.rows] == 1
    return {**found, "judged": found_by(labels, suspects, wrong, single, peer=peer)}


def _told(label: str, what: str, done: float) -> None:
    tell(Event("learn", "advanced", f"{label}: {what}", done))


def _asked(scorer: Any, chosen: Any, examples: Path) -> Json:
    from evaluation import product_classification as evaluation
    from evaluation.bootstrap import once
    from models.product_classification import ProductClassifier

    table = evaluation.requests(examples)
    model = ProductClassifier(chosen, scorer, {})
    answers = model.predict(evaluation.request_columns(table), evaluation.request_params(table))
    rows = evaluation.outcomes(table, answers)
    return {name: float(evaluation.STATISTICS[name](rows, once(len(rows)))[0]) for name in MEASURES}


def _settings(run: Run) -> Json:
    from tasks import rooms

    found: Json = rooms.module("params", run.use_case).Parameters.model_validate(run.parameters).models.settings()
    return found
