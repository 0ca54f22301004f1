"""Parts of the benchmark of visual search on photos of a public set, by name."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pandas as pd

from benchmarks.part_process import Benchmark, Json
from benchmarks.rec_kept import keep, read
from infra.run_store import Reference
from tasks.progress import Event, tell
from tasks.steps import Run

USE_CASE: Final = "visual_search"
OURS, OURS_SHELF = "visual search", "visual search, catalogue pictures alone"
COMPARED: Final = ("top_1", "top_5", "mrr")

ask = Benchmark(USE_CASE, "benchmarks.visual_process:parts").ask


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run, references and options, and returns JSON values."""
    from benchmarks import flow_steps

    found: dict[str, Callable[..., Any]] = {
        "prepare": prepare,
        "fit": flow_steps.fit,
        "evaluate": evaluate,
        "shelf": shelf,
        "peer": peer,
        "compare": compare,
    }
    return found


def prepare(run: Run, *, split: str) -> Json:
    """ingest, validate and build; with another split than `test`, photos of train play the test."""
    from benchmarks import flow_steps, visual_stand_in

    changes = {"test": None, "photos": visual_stand_in.random_photos, "visits": visual_stand_in.visits}
    return flow_steps.prepare(run, changes[split])


def evaluate(run: Run, examples: Reference, bundle: Reference, *, folder: str, sheets: str | None) -> Json:
    """Evaluate as the flow does, keep the outcomes for pairing, and the contact sheets where they are asked for."""
    from benchmarks import flow_steps

    found = flow_steps.evaluate(run, examples, bundle)
    place = Path(Reference.from_json(found["references"]["evaluation"]).directory)
    keep(pd.read_parquet(place / "outcomes.parquet"), Path(folder), OURS)
    if sheets is not None:
        Path(sheets).mkdir(parents=True, exist_ok=True)
        for sheet in sorted((place / "plots").glob("*.png")):
            shutil.copy(sheet, sheets)
    return found


def shelf(run: Run, examples: Reference, bundle: Reference, *, folder: str) -> Json:
    """The same model with the catalogue's pictures alone to be found: all else is taken out of its index."""
    from models.bundle import open_checked
    from models.visual_search import VisualSearcher

    model, place = VisualSearcher.load(open_checked(bundle.directory)), Path(examples.directory)
    goods = pd.read_parquet(place / "catalogue.parquet", columns=["product_id", "picture"])
    model.update(remove=goods[["product_id"]])
    model.update(catalogue=goods.rename(columns={"picture": "image"}))
    tell(Event("shelf", "advanced", f"asking among {len(model.index):,} pictures"))
    return _measured(run, place, model.predict, OURS_SHELF, folder)


def peer(run: Run, examples: Reference, *, name: str, folder: str) -> Json:
    """A plain baseline; see `visual_peers`."""
    from benchmarks.visual_peers import fitted
    from evaluation.visual_requests import DEEPEST

    place = Path(examples.directory)
    tell(Event(name, "advanced", "fitting"))
    one = fitted(name, place)
    found = _measured(run, place, lambda frame, _: one.predict(frame, DEEPEST), name, folder)
    return {**found, "fit_seconds": one.fit_seconds}


def compare(run: Run, *, folder: str) -> Json:
    """How far ours is ahead of each baseline on the same photos, by the same pictures.

    Returns:
        By baseline, by measure `gain`, `low` and `high`.
    """
    from benchmarks.search_statistics import gains
    from benchmarks.visual_peers import NEAREST, SHELF, SVM
    from evaluation.visual_statistics import STATISTICS

    kept, found = read(Path(folder)), {}
    statistics = {name: STATISTICS[name] for name in COMPARED}
    for other, ours in ((SVM, OURS), (NEAREST, OURS), (SHELF, OURS_SHELF)):
        if other in kept and ours in kept:
            found[other] = gains(kept[ours], kept[other], statistics, _resampling(run))
    return found


def _measured(run: Run, examples: Path, predict: Callable[..., pd.DataFrame], name: str, folder: str) -> Json:
    from evaluation import visual_search as room

    table = room.requests(examples)
    outcomes = room.outcomes(table, predict(room.request_columns(table), room.request_params(table)))
    keep(outcomes, Path(folder), name)
    measures = room.measures(outcomes, **_resampling(run))
    return {"measures": {which: one.to_json() for which, one in measures.items()}}


def _resampling(run: Run) -> Json:
    return {name: run.parameters["evaluation"][name] for name in ("resamples", "confidence", "seed")}
