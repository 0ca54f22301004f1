"""Parts of the measurement of visual search on the simulated market, whose truth is known, by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import pandas as pd

from benchmarks.part_process import Benchmark, Json
from benchmarks.visual_process import USE_CASE
from infra.run_store import Reference
from tasks.progress import Event, tell
from tasks.steps import Run

ask = Benchmark(USE_CASE, "benchmarks.visual_simulated_process:parts").ask

PARAMS: Final = {"k": 10, "refuse": False}  # of requests: all that is nearest, however unsure


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run, references and options, and returns JSON values."""
    from benchmarks import flow_steps
    from benchmarks.visual_process import evaluate

    found: dict[str, Callable[..., Any]] = {
        "prepare": flow_steps.prepare,
        "fit": flow_steps.fit,
        "evaluate": evaluate,
        "truth": truth,
        "shrunk": shrunk,
    }
    return found


def truth(run: Run, tables: Reference, examples: Reference, bundle: Reference) -> Json:
    """Hold the answers on test photos against what the photos truly show.

    Returns:
        `photos`, how many; `measures` of all products in them; `bands`, by what is told of a product or its photo, by
        band; see `visual_simulated_truth`.
    """
    from benchmarks.visual_simulated_truth import banded, counted, seen_in
    from evaluation.visual_search import request_columns, requests

    table = requests(Path(examples.directory))
    model = _model(bundle)
    tell(Event("truth", "advanced", f"asking about {len(table):,} photos"))
    answers = model.predict(request_columns(table), PARAMS)
    seen = seen_in(Path(tables.directory), Path(examples.directory), table, answers, model)
    resampling = _resampling(run)
    return {
        "photos": len(table),
        "measures": counted(seen, table, model, resampling),
        "bands": banded(seen, resampling),
    }


def shrunk(run: Run, bundle: Reference, *, shares: Sequence[float], photos: int) -> Json:
    """Take fresh photos of products of the catalogue, each at every share of a cluttered picture, and ask.

    Returns:
        `shares`, of each `top_1`, `located` and, of the largest share less it, `lost`; see `visual_simulated_shares`.
    """
    from benchmarks.visual_simulated_shares import measured, taken

    simulator, model = run.parameters["simulator"], _model(bundle)
    names = set(model.index.products)
    tell(Event("shrunk", "advanced", f"taking {photos:,} photos at {len(shares)} shares"))
    shots = taken(simulator["seed"], simulator["scale"], names, shares, photos)
    asked = pd.DataFrame({"request_id": shots["photo_id"], "image": shots["image"]})
    return {"shares": measured(shots, model.predict(asked, PARAMS), _resampling(run))}


def _model(bundle: Reference) -> Any:
    from models.bundle import open_checked
    from models.visual_search import VisualSearcher

    return VisualSearcher.load(open_checked(bundle.directory))


def _resampling(run: Run) -> Json:
    return {name: run.parameters["evaluation"][name] for name in ("resamples", "confidence", "seed")}
