"""Parts of the benchmark of deal ranking on Complete Journey, by name."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks.deal_plain_peers import PLAIN
from benchmarks.deal_resampled import NDCG, Draws, values
from benchmarks.deal_rows import Floats, Part, Rows
from benchmarks.part_process import Benchmark, Json
from benchmarks.rec_kept import keep, read
from benchmarks.rec_process import peak_mb
from infra.run_store import Reference
from tasks.progress import Event, tell
from tasks.steps import Run

USE_CASE: Final = "deal_ranking"
OURS, IMPERSONAL = "ours", "ours, of nobody"
TOLD_MORE: Final = ", told of all until each request"
# What trees are told, by what is put to their name: the module of the features, and its options.
TOLD: Final[dict[str, tuple[str, Json]]] = {
    "": ("benchmarks.deal_peer_features", {}),
    ", our features": ("benchmarks.deal_own_features", {}),
    TOLD_MORE: ("benchmarks.deal_peer_features", {"told_all": True}),
}

ask = Benchmark(USE_CASE, "benchmarks.deal_process:parts").ask


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run, references and options, and returns JSON values."""
    from benchmarks import flow_steps
    from benchmarks.deal_laxer import laxer

    found: dict[str, Callable[..., Any]] = {
        "prepare": flow_steps.prepare,
        "laxer": laxer,
        "fit": flow_steps.fit,
        "answer": answer,
        "plain": plain,
        "trees": trees,
        "measure": measure,
    }
    return found


def answer(_run: Run, examples: Reference, bundle: Reference, *, folder: str) -> Json:
    """Ask ours for all that was shown in the test, as a consumer does: as it is, and of nobody in particular.

    Returns:
        `seconds` of the first, `requests`, and what the bundle says of itself.
    """
    from evaluation.deal_ranking import request_columns, request_params, requests
    from models.bundle import open_checked
    from models.deal_ranking import DealRanker

    model = DealRanker.load(open_checked(bundle.directory))
    table = requests(Path(examples.directory))
    asked, params, seconds = request_columns(table), request_params(table), []
    for name, more in {OURS: {}, IMPERSONAL: {"personal": False}}.items():
        tell(Event(name, "advanced", f"asking for {len(asked):,} requests"))
        start = time.perf_counter()
        rows = model.predict(asked, {**params, **more})
        seconds.append(time.perf_counter() - start)
        rows = rows[rows["rank"] > 0].rename(columns={"request_id": "example_id"})
        keep(rows[["example_id", "deal_id", "score", "probability"]], Path(folder), name)
    return {"seconds": seconds[0], "requests": len(asked), "facts": model.facts}


def plain(_run: Run, examples: Reference, *, folder: str) -> Json:
    """Every peer without a model; where one has settings, valid chooses by NDCG@5.

    Returns:
        By peer `setting`, `tried` and `valid`.
    """
    place, chosen = Path(examples.directory), {}
    valid, test = (Part.of(place, split) for split in ("valid", "test"))
    drawn = Draws.of(valid.asked, 0, 0)
    for name, (scored, settings) in PLAIN.items():
        found = [values(valid.asked, scored(place, valid.learnt, valid.asked, by), drawn)[NDCG][0] for by in settings]
        best = int(np.argmax(found))
        _keep(test.asked, scored(place, test.learnt, test.asked, settings[best]), Path(folder), name)
        setting = f"shrunk by {settings[best]:g}" if settings[best] else ""
        chosen[name] = {"setting": setting, "tried": len(settings), "valid": float(found[best])}
    return chosen


def trees(run: Run, examples: Reference, *, folder: str, name: str, told: str) -> Json:
    """LightGBM on plain features, or on those of our model; its settings are chosen on valid.

    Args:
        run: Of the flow.
        examples: What `build` wrote.
        folder: For scores.
        name: Of the learner.
        told: One of `TOLD`.

    Returns:
        `setting`, `tried`, `valid`, `seconds`, `peak_mb`.
    """

    from benchmarks import deal_lightgbm as peer

    threads, place, start = run.parameters["models"]["threads"], Path(examples.directory), time.perf_counter()
    module, options = TOLD[told]
    made = partial(import_module(module).features, **options)
    called = f"{name}{told}"
    valid = Part.of(place, "valid")
    both = made(place, valid.learnt, valid.asked)
    chosen = peer.tuned(name, (both[0], valid.learnt), (both[1], valid.asked), threads)
    test = Part.of(place, "test")
    both = made(place, test.learnt, test.asked)
    score = peer.fitted(name, (both[0], test.learnt), both[1], chosen)
    _keep(test.asked, score, Path(folder), called, probable=name == peer.BINARY)
    setting = ", ".join(f"{chosen.settings[key]:g} {called_in}" for key, called_in in peer.GRID_WORDS.items())
    setting += f", {chosen.rounds} rounds"
    seconds = time.perf_counter() - start
    return {
        called: {
            "setting": setting,
            "tried": peer.TRIES,
            "valid": chosen.valid,
            "seconds": seconds,
            "peak_mb": peak_mb(),
        }
    }


def measure(run: Run, examples: Reference, *, folder: str) -> Json:
    """All methods on the same rows of the test; see `deal_scores.compared`."""
    from benchmarks.deal_scores import compared

    resampling = {name: run.parameters["evaluation"][name] for name in ("resamples", "confidence", "seed")}
    return compared(Part.of(Path(examples.directory), "test").asked, read(Path(folder)), OURS, resampling)


def _keep(rows: Rows, score: Floats, folder: Path, name: str, *, probable: bool = False) -> None:
    found = rows.table[["example_id", "deal_id"]].assign(score=score)
    keep(found.assign(probability=score) if probable else found, folder, name)
