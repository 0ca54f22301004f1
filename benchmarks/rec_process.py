"""Parts of the benchmark of recommendation on public logs, by name."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pandas as pd

from benchmarks.part_process import Benchmark, Json
from benchmarks.rec_kept import keep, read
from benchmarks.rec_peers import OF_ANYBODY, REPEATS, peer
from benchmarks.rec_ranks import DEPTH
from benchmarks.rec_tuning import Part, answered, choose, fit, stand_in
from evaluation.asked_again import spread
from infra.run_store import Reference
from tasks.progress import Event, tell
from tasks.steps import Run

USE_CASE: Final = "recommendation"
OURS: Final = "ours"
STAND_IN: Final = "stand-in"

ask = Benchmark(USE_CASE, "benchmarks.rec_process:parts").ask


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run, references and options, and returns JSON values."""
    from benchmarks import flow_steps

    found: dict[str, Callable[..., Any]] = {
        "prepare": flow_steps.prepare,
        "fit": flow_steps.fit,
        "answer": answer,
        "stand_in": without_history,
        "peer": of_peer,
        "measure": measure,
    }
    return found


def answer(_run: Run, examples: Reference, bundle: Reference, *, folder: str) -> Json:
    """Ask ours for the requests of the test, as a consumer does: tables in, tables out.

    Returns:
        What the bundle says of itself, without what depends on the moment.
    """
    from evaluation.recommendation import request_columns, requests
    from models.bundle import open_checked
    from models.recommendation import Recommender

    model = Recommender.load(open_checked(bundle.directory))
    asked = request_columns(requests(Path(examples.directory)))
    tell(Event(OURS, "advanced", f"asking for {len(asked):,} requests"))
    start = time.perf_counter()
    found = model.predict(asked, {"k": DEPTH}).rename(columns={"request_id": "example_id"})
    keep(found[["example_id", "product_id", "rank", "score"]], Path(folder), OURS)
    return {"seconds": time.perf_counter() - start, "facts": model.facts}


def without_history(run: Run, examples: Reference, *, folder: str, chooses: str) -> Json:
    """What stands in for peers where there is no history; see `rec_tuning.stand_in`."""
    valid, test = (Part.of(Path(examples.directory), split) for split in ("valid", "test"))
    chosen, found = stand_in(valid, test, chooses, run.parameters["models"]["threads"])
    keep(found, Path(folder), STAND_IN)
    return {**chosen.told(), "requests": len(test.rows(known=False))}


def of_peer(run: Run, examples: Reference, *, folder: str, name: str, chooses: str, most: int) -> Json:
    """Let a peer choose its setting on valid, learn train and valid, and answer the test's requests with a history.

    Args:
        run: Of the flow.
        examples: As the flow's step wrote them.
        folder: For answers.
        name: Of `rec_peers.PEERS`.
        chooses: The measure of valid.
        most: Requests of valid that choose, evenly over it.

    Returns:
        `setting`, `tried`, `valid`, `seconds` of choosing; `fit_seconds`, `answer_seconds`, and `peak_mb` of all,
        before choosing `peak_mb_before`. Setting None: the peer does not suit such a log, and nothing was kept.
    """
    threads = run.parameters["models"]["threads"]
    place = Path(examples.directory)
    valid = Part.of(place, "valid")
    before, rows = peak_mb(), valid.rows(known=True)
    chosen = choose(name, valid, rows[spread(len(rows), most)], chooses, threads)
    if chosen.setting is None:
        return chosen.told()
    del valid
    test = Part.of(place, "test")
    tell(Event(name, "advanced", "learning train and valid"))
    start = time.perf_counter()
    fitted = fit(peer(name), test.log, chosen.setting, threads)
    learnt = time.perf_counter()
    own = test.asked if name in OF_ANYBODY else test.asked.some(test.rows(known=True))
    found = answered(fitted, test, own, chosen.setting[REPEATS], threads)
    costs = {"fit_seconds": learnt - start, "answer_seconds": time.perf_counter() - learnt}
    keep(found, Path(folder), name)
    return {**chosen.told(), **costs, "peak_mb": peak_mb(), "peak_mb_before": before}


def measure(run: Run, examples: Reference, *, folder: str) -> Json:
    """All methods on the same requests; see `rec_scores.compared`."""
    from benchmarks.rec_scores import compared

    resampling = {name: run.parameters["evaluation"][name] for name in ("resamples", "confidence", "seed")}
    lists = read(Path(folder))
    instead = lists.pop(STAND_IN, None)
    if instead is not None:
        lists = {
            name: rows if name in (OURS, *OF_ANYBODY) else pd.concat([rows, instead], ignore_index=True)
            for name, rows in lists.items()
        }
    return compared(Path(examples.directory), lists, resampling)


def peak_mb() -> float:
    """Largest resident memory of this process in decimal MB."""
    unit = 1.0 if sys.platform == "darwin" else 1024.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
