"""Training of speech recognition: recordings and transcripts in, a sealed bundle out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from threadpoolctl import threadpool_limits

from ..bundle import seal
from ..steps import Progress, Steps
from ..torch_threads import torch_threads
from . import storage
from .model import MODEL_CLASS
from .parameters import SpeechParameters
from .recogniser_fitting import fit


def train(examples_dir: Path, settings: dict[str, Any], out: Path, progress: Progress) -> dict[str, float]:
    """Fit on train, tune on valid, and write a bundle. The test is never read.

    On one machine the same examples and settings give the same bytes, but for the timings in the manifest.

    Args:
        examples_dir: Holds train and valid as parquet, and what else `examples` reads.
        settings: See `parameters.SpeechParameters`; what is not given keeps its default.
        out: Directory of the bundle; made if absent, must be empty.
        progress: Called with the step's name and the share of the work that is done.

    Returns:
        Metrics on valid.

    Raises:
        InputError: There is nothing to learn from, or nothing that may be said.
        ValueError: Unknown settings, unusable examples, or `out` holds files.
    """
    chosen = SpeechParameters.read(settings)
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        raise ValueError(f"{out} is not empty: a bundle accounts for every file in its directory.")
    (out / storage.ENGINE).mkdir()
    steps = Steps(progress)
    with threadpool_limits(limits=chosen.threads), torch_threads(chosen.threads):
        recogniser, facts = fit(examples_dir, chosen, steps, out / storage.ENGINE)
    with steps.step("writing the bundle", 0.98, 1.0):
        storage.save(recogniser, out)
    metrics: dict[str, float] = facts.pop("valid")
    seconds = {"train_seconds": round(steps.elapsed(), 3), "steps": steps.seconds}
    seal(out, MODEL_CLASS, recogniser.parameters.as_dict(), facts | {"valid_metrics": metrics, "timings": seconds})
    progress("done", 1.0)
    return metrics
