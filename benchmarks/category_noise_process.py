"""Parts of the benchmark of label noise, by name."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
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
MEASURES: Final = ("top1", "macro_f1", "weighted_f1", "ece")

ask = Benchmark(USE_CASE, "benchmarks.category_noise_process:parts").ask


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run, references and options, and returns JSON values."""
    from benchmarks import flow_steps

    found: dict[str, Callable[..., Any]] = {
        "prepare": flow_steps.prepare,
        "cut": cut,
        "learn": learn,
        "judge": judge,
    }
    return found


def cut(_run: Run, examples: Reference, *, out: str, split: str, share: float) -> Json:
    """The examples that are made worse; see `category_parts.cut`."""
    from benchmarks import category_parts

    category_parts.cut(Path(examples.directory), Path(out), split=split, share=share)
    return {}


def learn(run: Run, *, examples: str, noise: float, kind: Kind, noise_pass: bool, seed: int) -> Json:
    """A model of labels of which a share is flipped, with the noise pass or without it, on the labels as they were.

    Returns:
        `MEASURES` of the test; `seconds` of training; `facts` of the noise pass.
    """
    from evaluation import product_classification as evaluation
    from evaluation.bootstrap import once
    from models.bundle import open_checked
    from models.product_classification import ProductClassifier, train

    settings = _settings(run)
    settings["noise"] = {**settings["noise"], "enabled": noise_pass}
    label = f"{noise:.0%} {kind}, noise pass {'on' if noise_pass else 'off'}"
    with tempfile.TemporaryDirectory() as scratch:
        here, bundle = Path(scratch) / "flipped", Path(scratch) / "bundle"
        with_flips(Path(examples), here, noise, kind, seed)
        start = time.perf_counter()
        train(here, settings, bundle, lambda what, done: tell(Event("learn", "advanced", f"{label}: {what}", done)))
        seconds = time.perf_counter() - start
        model = ProductClassifier.load(open_checked(bundle))
        table = evaluation.requests(Path(examples))
        answers = model.predict(evaluation.request_columns(table), evaluation.request_params(table))
        rows = evaluation.outcomes(table, answers)
        found = {name: float(evaluation.STATISTICS[name](rows, once(len(rows)))[0]) for name in MEASURES}
        return {**found, "seconds": seconds, "facts": model.facts["noise"]}


def judge(run: Run, *, examples: str, noise: float, kind: Kind, seed: int, peer: bool) -> Json:
    """Which of the flipped labels are found, by ours and by the peer, from the same answers out of fold.

    Listings of several labels are judged by ours alone, and are left out of both counts.

    Returns:
        By method `precision`, `recall`, `told` (share of the labels) and `seconds`; of ours also those it set aside.
    """
    from benchmarks import category_noise_peer
    from models.product_classification import noise as ours
    from models.product_classification.examples import read
    from models.product_classification.judged_labels import JudgedLabels
    from models.product_classification.out_of_fold import scored_train
    from models.product_classification.parameters import ClassificationParameters
    from models.product_classification.steps import Steps

    chosen = ClassificationParameters.read(_settings(run))
    with tempfile.TemporaryDirectory() as scratch:
        here = Path(scratch) / "flipped"
        flipped = with_flips(Path(examples), here, noise, kind, seed)
        data = read(here)
    given, label = data.train.truth, f"{noise:.0%} {kind}"
    steps = Steps(lambda what, done: tell(Event("judge", "advanced", f"{label}: {what}", done)))
    out_of_fold = scored_train(data, chosen, steps).candidates
    start = time.perf_counter()
    suspects = ours.find_suspects(out_of_fold, given, data.tree, chosen.noise, chosen.seed)
    seconds = time.perf_counter() - start
    single = np.diff(given.indptr)[suspects.rows] == 1
    named = pd.MultiIndex.from_arrays([data.train.ids[suspects.rows], data.tree.ids[data.tree.leaves[suspects.leaves]]])
    wrong = named.isin(pd.MultiIndex.from_frame(flipped[["example_id", "leaf_id"]]))[single]
    found = {
        "ours": {**_scores(suspects.action[single] != ours.KEPT, wrong), "seconds": seconds},
        "ours, set aside": {**_scores(suspects.action[single] == ours.SET_ASIDE, wrong), "seconds": seconds},
    }
    if peer:
        labels = JudgedLabels.of(out_of_fold, given).take(np.flatnonzero(single))
        chances = _softmax(labels)
        for filter_by in category_noise_peer.FILTERS:
            start = time.perf_counter()
            told = category_noise_peer.issues(labels, chances, filter_by)
            name = f"{category_noise_peer.named()} {filter_by}"
            found[name] = {**_scores(told, wrong), "seconds": time.perf_counter() - start}
    return {"labels": int(single.sum()), "wrong": int(wrong.sum()), "methods": found, "facts": suspects.facts}


def _softmax(labels: Any) -> Any:
    """Probabilities of the candidates at the temperature that suits the labels as they were given."""
    import scipy.sparse as sp

    from models.product_classification.calibration import Calibration

    place = (np.arange(len(labels)), labels.leaves)
    size = int(max(labels.leaves.max(), labels.candidates.leaves.max())) + 1
    truth = sp.csr_array((np.ones(len(labels), dtype=np.float32), place), shape=(len(labels), size))
    return Calibration.fit(labels.candidates, truth, 10.0).apply(labels.candidates).scores.astype(np.float64)


def _scores(told: Any, wrong: Any) -> Json:
    hits = int((told & wrong).sum())
    return {
        "told": float(told.mean()),
        "precision": hits / int(told.sum()) if told.any() else None,
        "recall": hits / int(wrong.sum()) if wrong.any() else None,
    }


def _settings(run: Run) -> Json:
    from tasks import rooms

    found: Json = rooms.module("params", run.use_case).Parameters.model_validate(run.parameters).models.settings()
    return found
