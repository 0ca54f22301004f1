"""Training of the search: products, the log and judgments in, a sealed bundle out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from ..bundle import seal
from ..steps import Progress, Steps
from . import examples, storage
from .answering import Answerer
from .examples import Examples
from .fitting import Fitted, fit
from .model import MODEL_CLASS
from .parameters import SearchParameters
from .places import Places
from .popular import Popular


def train(examples_dir: Path, settings: dict[str, Any], out: Path, progress: Progress) -> dict[str, float]:
    """Fit on train, choose on valid, write a bundle; what is served knows the log of both.

    The test is never read. On one machine the same examples and settings give the same bytes, but for the timings in
    the manifest. What may differ are an index of words that outgrows `lexical.heap_megabytes`, as its parts are merged
    while it is written, and a network that is given up for want of time (`tuning.seconds`); facts.tuning says so.

    Args:
        examples_dir: Holds products.parquet, {train,valid}.parquet and pairs.parquet; stock.parquet and
            customers.parquet where there are such tables.
        settings: See `parameters.SearchParameters`; what is not given keeps its default.
        out: Directory of the bundle; made if absent, must be empty.
        progress: Called with the step's name and the share of the work that is done.

    Returns:
        Metrics on valid, on which the number of trees was chosen: they flatter a little. None where valid is empty.

    Raises:
        InputError: There is no product.
        ValueError: Unknown settings, unusable examples, or `out` holds files.
    """
    chosen = SearchParameters.read(settings)
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        raise ValueError(f"{out} is not empty: a bundle accounts for every file in its directory.")
    steps = Steps(progress)
    with steps.step("reading examples", 0.0, 0.02):
        data = examples.read(examples_dir)
    # requests and their features are small: threads of BLAS would spin for each of them
    with threadpool_limits(limits=1, user_api="blas"):
        fitted = fit(data, chosen, out, steps)
    with steps.step("writing the bundle", 0.97, 1.0):
        storage.save(_with_popular(fitted.answerer, data), data.products, out)
        Places.of(data).save(out)
    seal(out, MODEL_CLASS, chosen.as_dict(), _facts(fitted, steps) | {"index_bytes": storage.index_bytes(out)})
    progress("done", 1.0)
    return fitted.metrics


def _with_popular(answerer: Answerer, data: Examples) -> Answerer:
    """Where no log with times tells what sells, what is shown before anything is typed comes from all known pairs."""
    tables = answerer.searcher.tables
    if tables.history:
        return answerer
    pairs = (data.train.pairs, data.valid.pairs)
    product, gain = (np.concatenate([getattr(one, name) for one in pairs]) for name in ("product", "gain"))
    return replace(answerer, popular=Popular.of_gains(tables.catalogue, product, gain))


def _facts(fitted: Fitted, steps: Steps) -> dict[str, Any]:
    seconds = {"train_seconds": round(steps.elapsed(), 3), "steps": steps.seconds}
    return fitted.facts | {"valid_metrics": fitted.metrics, "timings": seconds}
