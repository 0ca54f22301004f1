"""Training of the classifier: a tree, listings and their leaves in, a sealed bundle out."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from ..bundle import seal
from ..steps import Progress, Steps
from . import examples, noise_report, storage, valid_metrics
from .examples import Examples, leaf_counts
from .fitting import Fitted, fit
from .model import MODEL_CLASS
from .parameters import ClassificationParameters

_ANSWERED: Final = 5  # leaves a listing of valid, for top-5


def train(examples_dir: Path, settings: dict[str, Any], out: Path, progress: Progress) -> dict[str, float]:
    """Fit on train, calibrate on valid, write a bundle with a file of the labels that look wrong.

    The test is never read. Listings are scored out of fold for the noise pass and the rescorer; without valid, the
    scores of one fold calibrate. The same examples and settings give the same bytes, but for the timings in the
    manifest; these leave out sealing the bundle, and nothing else.

    Nothing is held that grows with listings times leaves. An n-gram of a listing takes 8 bytes: 1,000,000 listings of
    110 n-grams 0.9 GB, with `linear.most_copies` of 400,000 copies 1.2 GB. The fit of the leaves takes as much again
    and the listings once more, 3.3 GB in all; the rescorer holds other copies of parts.
    Peaks are measured by `benchmarks.product_classification_scale`.

    Args:
        examples_dir: Holds `taxonomy.parquet`, `labels.parquet`, `train.parquet` and `valid.parquet`.
        settings: See `parameters.ClassificationParameters`; what is not given keeps its default.
        out: Directory of the bundle; made if absent, must be empty.
        progress: Called with the step's name and the share of the work that is done.

    Returns:
        Metrics on valid, on which probabilities were calibrated: they flatter a little. None where valid is empty.

    Raises:
        InputError: There is nothing to learn from: no listing, or none with text.
        ValueError: Unknown settings, unusable examples, or `out` holds files.
    """
    chosen = ClassificationParameters.read(settings)
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        raise ValueError(f"{out} is not empty: a bundle accounts for every file in its directory.")
    steps = Steps(progress)
    with steps.step("reading examples", 0.0, 0.01):
        data = examples.read(examples_dir)
    # thousands of small fits call BLAS, whose own threads would spin for each of them
    with threadpool_limits(limits=1, user_api="blas"):
        fitted = fit(data, chosen, steps)
    with steps.step("answering valid", 0.94, 0.97):
        metrics = _measured(fitted, data, chosen)
    with steps.step("writing the bundle", 0.97, 1.0):
        storage.save(fitted.scorer, out)
        ids = pd.Series(data.train.ids, dtype="str")
        noise_report.write_report(fitted.suspects, ids, data.tree, out)
    seal(out, MODEL_CLASS, chosen.as_dict(), _facts(data, fitted, steps, metrics))
    progress("done", 1.0)
    return metrics


def _measured(fitted: Fitted, data: Examples, chosen: ClassificationParameters) -> dict[str, float]:
    if not len(data.valid):
        return {}
    k = min(_ANSWERED, len(data.tree.leaves))
    answers = fitted.scorer.answers(data.valid.listings, k, chosen.threads)
    return valid_metrics.measured(answers, data.valid.truth)


def _facts(data: Examples, fitted: Fitted, steps: Steps, metrics: dict[str, float]) -> dict[str, Any]:
    counts = leaf_counts(data.train.truth)
    seconds = steps.elapsed()
    return {
        "train_rows": len(data.train),
        "valid_rows": len(data.valid),
        "train_labels": int(data.train.truth.nnz),
        "nodes": len(data.tree),
        "leaves": len(data.tree.leaves),
        "leaves_without_train_rows": int(np.count_nonzero(counts == 0)),
        "calibrated_on": "valid" if len(data.valid) else "train out of fold",
        "noise": fitted.suspects.facts,
        "decisions": fitted.scorer.decisions.facts,
        "rescoring": fitted.scorer.stages.rescorer.facts,
        "valid_metrics": metrics,
        "timings": {
            "train_seconds": round(seconds, 3),
            "train_titles_per_second": round(len(data.train) / seconds, 1),
            "steps": steps.seconds,
        },
    }
