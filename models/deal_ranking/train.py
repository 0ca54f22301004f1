"""Training of the ranker of deals: examples in, a sealed bundle out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from threadpoolctl import threadpool_limits

from ..bundle import seal
from ..steps import Progress, Steps
from . import examples, storage
from .fitting import fit
from .model import MODEL_CLASS
from .parameters import DealRankingParameters


def train(examples_dir: Path, settings: dict[str, Any], out: Path, progress: Progress) -> dict[str, float]:
    """Fit on train, choose on valid, write a bundle; what is served knows the past of both.

    The test is never read. On one machine the same examples and settings give the same bytes, but for the timings in
    the manifest.

    Args:
        examples_dir: Holds deals, products, customers, purchases, redemptions, train, valid and shown as parquet, and
            facts.json.
        settings: See `parameters.DealRankingParameters`; what is not given keeps its default.
        out: Directory of the bundle; made if absent, must be empty.
        progress: Called with the step's name and the share of the work that is done.

    Returns:
        Metrics on valid by which nothing was chosen; empty where nothing was measured.

    Raises:
        InputError: There is no deal, or none was shown.
        ValueError: Unknown settings, unusable examples, or `out` holds files.
    """
    chosen = DealRankingParameters.read(settings)
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        raise ValueError(f"{out} is not empty: a bundle accounts for every file in its directory.")
    steps = Steps(progress)
    with steps.step("reading examples", 0.0, 0.02):
        data = examples.read(examples_dir)
    with threadpool_limits(limits=chosen.threads):
        fitted = fit(data, chosen, steps)
    with steps.step("writing the bundle", 0.97, 1.0):
        storage.save(fitted.answerer, fitted.updater, fitted.book, out)
    seconds = {"train_seconds": round(steps.elapsed(), 3), "steps": steps.seconds}
    seal(out, MODEL_CLASS, chosen.as_dict(), fitted.facts | {"timings": seconds})
    progress("done", 1.0)
    metrics: dict[str, float] = fitted.facts["valid_metrics"]
    return metrics
