"""Parts of the measurement of recommendation against the simulator's truth, by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pandas as pd

from benchmarks import rec_simulated_measures as of
from benchmarks.part_process import Benchmark, Json
from benchmarks.rec_log import Ints, Mask
from benchmarks.rec_peers import ALL_TIME, BEFORE, KNN, NEXT, OF_ANYBODY, POPULARITY, REPEATS, peer
from benchmarks.rec_simulated_asked import AS_ASKED, HERE, IMPERSONAL, answered, ways
from benchmarks.rec_simulated_truth import Truth, read_truth, shelves_of
from benchmarks.rec_tuning import Allowed, Part, choose, fit, stand_in
from benchmarks.rec_tuning import answered as answers_of
from benchmarks.simulated_shelves import Shelves
from evaluation.asked_again import spread
from infra.run_store import Reference
from tasks.progress import Event, tell
from tasks.steps import Run

USE_CASE: Final = "recommendation"
PEERS: Final = (POPULARITY, ALL_TIME, BEFORE, KNN, NEXT)
CHOOSES: Final = "ndcg_10"
TUNED_ON: Final = 1_000  # requests of valid that choose settings of peers

ask = Benchmark(USE_CASE, "benchmarks.rec_simulated_process:parts").ask


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run, references and options, and returns JSON values."""
    from benchmarks import flow_steps

    found: dict[str, Callable[..., Any]] = {
        "prepare": flow_steps.prepare,
        "fit": flow_steps.fit,
        "evaluate": flow_steps.evaluate,
        "measure": measure,
    }
    return found


def measure(
    run: Run, examples: Reference, bundle: Reference, tables: Reference, clean: Reference, *, requests: int
) -> Json:
    """Ours asked in several ways, beside what others answer, against the truth.

    Args:
        run: Of the flow.
        examples, bundle, tables, clean: As the flow's steps wrote them.
        requests: Most that are asked.

    Returns:
        `requests` and `of_test`, counts; `methods` and `ahead`; `by_wish` and `by_new`, NDCG@10 against the true
        preference; `lifts`; `unavailable`; `peers`, their settings.
    """
    seed, scale = (run.parameters["simulator"][name] for name in ("seed", "scale"))
    resampling = {name: run.parameters["evaluation"][name] for name in ("resamples", "confidence", "seed")}
    place = Path(examples.directory)
    truth = read_truth(place, Path(tables.directory), Path(clean.directory), most=requests)
    shelves = shelves_of(seed, scale)
    model, found = _loaded(bundle), {}
    for name, way in ways(truth.requests, place).items():
        tell(Event("ours", "advanced", f"asking {len(truth.requests):,} requests, {name}"))
        found[name] = answered(model, way)
    beside, chosen = peers(place, truth, shelves, run.parameters["models"]["threads"])
    beside[of.ORACLE] = of.oracle(truth)
    tell(Event("measure", "advanced", "resampling"))
    shown = {AS_ASKED: found[AS_ASKED], IMPERSONAL: found[IMPERSONAL], **beside}
    outcomes = of.outcomes(truth, shown)
    return {
        "requests": len(truth.requests),
        "of_test": truth.of_test,
        "methods": of.methods(outcomes, resampling),
        "ahead": of.ahead(outcomes, resampling),
        "by_wish": of.by(outcomes, "wish", resampling),
        "by_new": of.by(outcomes, "new", resampling),
        "lifts": of.lifts(truth, found, shelves, resampling),
        "unavailable": {name: of.unavailable(truth, shelves, found[name]) for name in (AS_ASKED, IMPERSONAL, HERE)},
        "peers": chosen,
    }


def peers(examples: Path, truth: Truth, shelves: Shelves, threads: int) -> tuple[dict[str, pd.DataFrame], Json]:
    """What peers answer to the requests of the truth, and the settings that valid chose.

    They are told what can be had. Where there is no history, what is popular stands in for them.
    """
    valid, test = (Part.of(examples, split, _there(examples, split, shelves)) for split in ("valid", "test"))
    rows = test.asked.ids.isin(truth.requests["example_id"]).to_numpy().nonzero()[0]
    known = valid.rows(known=True)
    known = known[spread(len(known), TUNED_ON)]
    settled, instead = stand_in(valid, test, CHOOSES, threads)
    instead = instead[instead["example_id"].isin(truth.requests["example_id"])]
    found, chosen = {}, {"where there is no history": settled.told()}
    for name in PEERS:
        one = choose(name, valid, known, CHOOSES, threads)
        chosen[name] = one.told()
        if one.setting is None:
            continue
        fitted = fit(peer(name), test.log, one.setting, threads)
        own = rows if name in OF_ANYBODY else rows[test.asked.known[rows]]
        lists = answers_of(fitted, test, test.asked.some(own), one.setting[REPEATS], threads)
        found[name] = lists if name in OF_ANYBODY else pd.concat([lists, instead], ignore_index=True)
    return found, chosen


def _there(examples: Path, split: str, shelves: Shelves) -> Allowed:
    """What can be had in requests of a split."""
    asked = pd.read_parquet(examples / f"{split}.parquet", columns=["region", "time"])
    products = pd.Index(pd.read_parquet(examples / "products.parquet", columns=["product_id"])["product_id"])

    def allowed(rows: Ints) -> Mask:
        some = asked.iloc[rows]
        return shelves.masks(products, some["region"], some["time"])

    return allowed


def _loaded(bundle: Reference) -> Any:
    from models.bundle import open_checked
    from models.recommendation import Recommender

    return Recommender.load(open_checked(bundle.directory))
