"""Training of the recommender: events, products and stock in, a sealed bundle out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from threadpoolctl import threadpool_limits

from ..bundle import seal
from ..steps import Progress, Steps
from . import examples, storage
from .answering import Answerer
from .asking import Asker
from .examples import Examples
from .fitting import Fitted, fit
from .model import MODEL_CLASS
from .parameters import RecommendationParameters
from .places import Places
from .profiles import Profiles


def train(examples_dir: Path, settings: dict[str, Any], out: Path, progress: Progress) -> dict[str, float]:
    """Fit on train, choose on valid, write a bundle; what is served knows the events of both.

    The test is never read. On one machine the same examples and settings give the same bytes, but for the timings in
    the manifest.

    Args:
        examples_dir: Holds products, train, valid_events, valid, histories and relevant as parquet, and facts.json;
            stock.parquet and customers.parquet where there are such tables.
        settings: See `parameters.RecommendationParameters`; what is not given keeps its default.
        out: Directory of the bundle; made if absent, must be empty.
        progress: Called with the step's name and the share of the work that is done.

    Returns:
        Metrics on customers of valid by whom the number of trees was not chosen; empty where nothing was measured.

    Raises:
        InputError: There is no listed product, or no event.
        ValueError: Unknown settings, unusable examples, or `out` holds files.
    """
    chosen = RecommendationParameters.read(settings)
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        raise ValueError(f"{out} is not empty: a bundle accounts for every file in its directory.")
    steps = Steps(progress)
    with steps.step("reading examples", 0.0, 0.02):
        data = examples.read(examples_dir)
    with threadpool_limits(limits=chosen.threads):
        fitted = fit(data, chosen, steps)
    with steps.step("writing the bundle", 0.97, 1.0):
        storage.save(_answerer(fitted, data, chosen), out)
    seconds = {"train_seconds": round(steps.elapsed(), 3), "steps": steps.seconds}
    facts = fitted.facts | {"valid_metrics": fitted.judged.metrics, "timings": seconds}
    seal(out, MODEL_CLASS, chosen.as_dict(), facts)
    progress("done", 1.0)
    return fitted.judged.metrics


def _answerer(fitted: Fitted, data: Examples, chosen: RecommendationParameters) -> Answerer:
    asker = Asker(
        fitted.tables.catalogue,
        fitted.availability,
        Places.of(data.customers, fitted.log.regions, data.stock),
        Profiles.of(fitted.log, chosen.profiles),
        fitted.tables.repeats.repeated,
        chosen.history_events,
    )
    judged = fitted.judged
    return Answerer(asker, fitted.sources, fitted.tables, judged.blend, judged.booster, judged.moment, chosen)
