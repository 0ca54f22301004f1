"""Parts of the measurement of product classification against the simulator's truth, by name."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pandas as pd

from benchmarks.category_simulated_ceiling import ceiling
from benchmarks.category_simulated_noise import detector
from benchmarks.category_simulated_truth import leaf_tree, with_flipped_labels, with_true_test, without_wrong_labels
from benchmarks.part_process import Benchmark, Json
from infra.run_store import Reference
from tasks.progress import Event, tell
from tasks.steps import Run

USE_CASE: Final = "product_classification"
NOISY: Final = ("top1", "macro_f1", "weighted_f1", "micro_f1", "answer_precision", "answer_coverage")
_EXAMPLES: Final = 25  # confusions that are shown

ask = Benchmark(USE_CASE, "benchmarks.category_simulated_process:parts").ask


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run, references and options, and returns JSON values."""
    from benchmarks import flow_steps

    found: dict[str, Callable[..., Any]] = {
        "prepare": flow_steps.prepare,
        "fit": flow_steps.fit,
        "measure": measure,
        "noisy": noisy,
    }
    return found


def measure(run: Run, examples: Reference, bundle: Reference, tables: Reference) -> Json:
    """The model on the test, whose leaves are the true ones.

    Returns:
        `measures` by name (`evaluation.product_classification`, its challenges among them); `ceiling`; `noise`
        (`category_simulated_noise.detector`); `levels`, the share of abstaining answers at each level of the tree and
        how many of them are right; `told`, top-1 by what the texts tell; `confused`, some listings that lie among the
        accessories of their leaf, or the reverse; `facts` of the bundle.
    """
    from evaluation import product_classification as evaluation
    from models.bundle import open_checked
    from models.product_classification import ProductClassifier

    chosen = run.parameters["evaluation"]
    with tempfile.TemporaryDirectory() as scratch:
        places = Path(examples.directory), Path(tables.directory)
        here = with_true_test(*places, Path(scratch) / "examples")
        model = ProductClassifier.load(open_checked(bundle.directory))
        table = evaluation.requests(here)
        tell(Event("measure", "advanced", f"asking for {len(table):,} listings"))
        answers = model.predict(evaluation.request_columns(table), evaluation.request_params(table))
        rows = evaluation.outcomes(table, answers)
        tell(Event("measure", "advanced", "resampling"))
        found = evaluation.measures(
            rows, resamples=chosen["resamples"], confidence=chosen["confidence"], seed=chosen["seed"]
        )
        tell(Event("measure", "advanced", "asking again"))
        found |= evaluation.challenges(model, here, table, chosen)
        labels = pd.read_parquet(here / "labels.parquet")
        right = pd.read_parquet(places[1] / "truth" / "leaves_truth.parquet")
        told = pd.read_parquet(places[1] / "truth" / "listings_truth.parquet").set_index("listing_id")["told"]
        return {
            "measures": {name: one.to_json() for name, one in found.items()},
            "ceiling": ceiling(here, places[1]),
            "noise": detector(Path(bundle.directory), labels[labels["split"] == "train"], right),
            "levels": _by(rows, rows["level"].astype("str"), "answer_right"),
            "told": _by(rows, told.reindex(table["example_id"]).reset_index(drop=True), "label"),
            "confused": _confusions(rows, table, answers, here),
            "facts": {name: model.facts.get(name) for name in ("noise", "timings")},
        }


def noisy(run: Run, examples: Reference, tables: Reference, *, share: float, way: str, seed: int) -> Json:
    """A model of training labels of which a further share is flipped.

    Args:
        share: Of the training listings.
        way: `on` or `off`, the noise pass; `perfect`, without it and without the labels that are truly wrong.
        seed: Of the flips.

    Returns:
        Some of the measures on the test of true leaves by name; `noise`, the detector beside what is truly wrong, and
        `seconds` of training.
    """
    from evaluation import product_classification as evaluation
    from models.bundle import open_checked
    from models.product_classification import ProductClassifier, train
    from tasks import rooms

    settings = rooms.module("params", run.use_case).Parameters.model_validate(run.parameters).models.settings()
    settings["noise"] = {**settings["noise"], "enabled": way == "on"}
    label = f"{share:.0%} flipped, noise pass {way}"
    with tempfile.TemporaryDirectory() as scratch:
        places = Path(examples.directory), Path(tables.directory)
        true = with_true_test(*places, Path(scratch) / "true")
        here = with_flipped_labels(true, Path(scratch) / "flipped", share, seed)
        if way == "perfect":
            here = without_wrong_labels(here, places[1], Path(scratch) / "right")
        bundle, start = Path(scratch) / "bundle", time.perf_counter()
        train(here, settings, bundle, lambda what, done: tell(Event("noisy", "advanced", f"{label}: {what}", done)))
        seconds = time.perf_counter() - start
        model = ProductClassifier.load(open_checked(bundle))
        table = evaluation.requests(true)
        answers = model.predict(evaluation.request_columns(table), evaluation.request_params(table))
        rows = evaluation.outcomes(table, answers)
        from evaluation.bootstrap import once

        labels = pd.read_parquet(here / "labels.parquet")
        right = pd.read_parquet(places[1] / "truth" / "leaves_truth.parquet")
        return {
            **{name: float(evaluation.STATISTICS[name](rows, once(len(rows)))[0]) for name in NOISY},
            "noise": detector(bundle, labels[labels["split"] == "train"], right) if way == "on" else None,
            "seconds": seconds,
        }


def _by(rows: pd.DataFrame, part: pd.Series[str], right: str) -> Json:
    """Share of the listings, and of them that are right, by part."""
    grouped = rows[right].astype(float).groupby(part.to_numpy())
    return {str(name): {"share": len(values) / len(rows), "right": float(values.mean())} for name, values in grouped}


def _confusions(rows: pd.DataFrame, table: pd.DataFrame, answers: pd.DataFrame, examples: Path) -> list[Json]:
    tree = leaf_tree(examples)
    path = dict(zip(tree.ids, tree.paths, strict=True))
    first = answers[answers["rank"] == 1].reset_index(drop=True)
    shown = rows["confused"].to_numpy(bool).nonzero()[0][:_EXAMPLES]
    names = ("title", "description", "brand", "language")
    return [
        {
            **{name: None if pd.isna(value := table[name].iloc[row]) else str(value)[:160] for name in names},
            "answered": str(first["path"].iloc[row]),
            "probability": round(float(first["probability"].iloc[row]), 3),
            "true": str(path[table["true_leaves"].iloc[row][0]]),
        }
        for row in shown.tolist()
    ]
