"""Training of the extractor of reviews: annotated and other reviews in, a sealed bundle out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from threadpoolctl import threadpool_limits

from ..bundle import seal
from ..steps import Progress, Steps
from . import examples, storage, valid_metrics
from .fitting import fit
from .model import MODEL_CLASS
from .parameters import ReviewExtractionParameters


def train(examples_dir: Path, settings: dict[str, Any], out: Path, progress: Progress) -> dict[str, float]:
    """Fit on train, choose on valid, write a bundle with what reviewers say of products.

    Nothing is learned from the test, and its annotations are not read. Texts of its products are, once all is learned,
    for the view shows what they say. On one machine the same examples and settings give the same bytes, but for the
    timings in the manifest.

    Args:
        examples_dir: Holds train, valid and triplets as parquet, and facts.json; unlabelled.parquet and
            products.parquet where there are other reviews.
        settings: See `parameters.ReviewExtractionParameters`; what is not given keeps its default.
        out: Directory of the bundle; made if absent, must be empty.
        progress: Called with the step's name and the share of the work that is done.

    Returns:
        Metrics on valid, on which the threshold was chosen: they flatter a little. Empty where valid is.

    Raises:
        InputError: There is no annotated triplet to learn from.
        ValueError: Unknown settings, unusable examples, or `out` holds files.
    """
    chosen = ReviewExtractionParameters.read(settings)
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        raise ValueError(f"{out} is not empty: a bundle accounts for every file in its directory.")
    steps = Steps(progress)
    with steps.step("reading examples", 0.0, 0.02):
        data = examples.read(examples_dir)
    with threadpool_limits(limits=chosen.threads):
        answerer, facts = fit(data, chosen, steps)
    with steps.step("answering valid", 0.97, 0.98):
        metrics = valid_metrics.measured(answerer.engine, data.valid.reviews, chosen.threads)
    with steps.step("writing the bundle", 0.98, 1.0):
        storage.save(answerer, out)
    counts = {
        "train_reviews": len(data.train),
        "train_triplets": len(data.train.reviews.triplets),
        "valid_reviews": len(data.valid),
        "unlabelled_reviews": len(data.unlabelled),
    }
    seconds = {"train_seconds": round(steps.elapsed(), 3), "steps": steps.seconds}
    seal(out, MODEL_CLASS, chosen.as_dict(), facts | counts | {"valid_metrics": metrics, "timings": seconds})
    progress("done", 1.0)
    return metrics
