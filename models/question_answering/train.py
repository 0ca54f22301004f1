"""Training of the question answerer: judged questions and what is known of products in, a sealed bundle out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from threadpoolctl import threadpool_limits

from ..bundle import seal
from ..steps import Progress, Steps
from . import examples, storage, valid_metrics
from .fitting import fit
from .model import MODEL_CLASS
from .parameters import QuestionAnsweringParameters


def train(examples_dir: Path, settings: dict[str, Any], out: Path, progress: Progress) -> dict[str, float]:
    """Fit on train and valid, by parts that do not see each other's questions, and write a bundle.

    Questions are few and dear, so valid is not kept aside: whatever is chosen or measured here is so on questions of
    which the product was not learned from, and then all is fitted on all. The test is never read. On one machine the
    same examples and settings give the same bytes, but for the timings in the manifest.

    Args:
        examples_dir: Holds train, valid, candidates, products and texts as parquet, tables of accounts, and facts.json;
            opinions.parquet where opinions were counted.
        settings: See `parameters.QuestionAnsweringParameters`; what is not given keeps its default.
        out: Directory of the bundle; made if absent, must be empty.
        progress: Called with the step's name and the share of the work that is done.

    Returns:
        Metrics on valid. Empty where valid is.

    Raises:
        InputError: There is nothing to learn from; see `examples.read` and `ranking_fitting.fit_ranking`.
        ValueError: Unknown settings, unusable examples, or `out` holds files.
    """
    chosen = QuestionAnsweringParameters.read(settings)
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        raise ValueError(f"{out} is not empty: a bundle accounts for every file in its directory.")
    steps = Steps(progress)
    with steps.step("reading examples", 0.0, 0.02):
        data = examples.read(examples_dir, chosen.ranking.least_doubted)
    with threadpool_limits(limits=chosen.threads):
        answerer, unseen, stored, facts = fit(data, chosen, steps)
    valid = (data.questions["split"] == "valid").to_numpy(dtype=bool)
    metrics = valid_metrics.measured(unseen, stored, valid, answerer.abstention)
    with steps.step("writing the bundle", 0.98, 1.0):
        storage.save(answerer, out)
    counts = {"train_questions": int((~valid).sum()), "valid_questions": int(valid.sum())}
    seconds = {"train_seconds": round(steps.elapsed(), 3), "steps": steps.seconds}
    seal(out, MODEL_CLASS, chosen.as_dict(), facts | counts | {"valid_metrics": metrics, "timings": seconds})
    progress("done", 1.0)
    return metrics
