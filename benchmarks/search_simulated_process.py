"""Parts of the measurement of product search against the simulator's truth, by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks import search_simulated_measures as of
from benchmarks import search_simulated_peers as others
from benchmarks.part_process import Benchmark, Json
from benchmarks.search_simulated_asked import AS_TYPED, WHOLE, answered, typed_in_part, ways, with_typos
from benchmarks.search_simulated_truth import Truth, read_truth, shelves_of
from benchmarks.search_statistics import GRADES, GRADING, mean_of, measured
from infra.run_store import Reference
from tasks.progress import Event, tell
from tasks.steps import Run

USE_CASE: Final = "product_search"
UNCORRECTED: Final = "ours, clicks not corrected"
ASKED_OF_PEERS: Final = (WHOLE, typed_in_part(0.6), with_typos(1))

ask = Benchmark(USE_CASE, "benchmarks.search_simulated_process:parts").ask


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run, references and options, and returns JSON values."""
    from benchmarks import flow_steps

    found: dict[str, Callable[..., Any]] = {
        "prepare": flow_steps.prepare,
        "fit": flow_steps.fit,
        "measure": measure,
    }
    return found


def measure(
    run: Run,
    examples: Reference,
    bundle: Reference,
    tables: Reference,
    clean: Reference,
    uncorrected: Reference | None = None,
    *,
    searches: int,
) -> Json:
    """The search asked in many ways, beside what others answer, against the truth.

    Args:
        run: Of the flow.
        examples, bundle, tables, clean: As the flow's steps wrote them.
        uncorrected: A bundle that was trained on clicks as they are; None leaves it out.
        searches: Most that are asked.

    Returns:
        `searches` and `returning`, counts; `ndcg` by way and method (`search_simulated_measures.ndcgs`), `mrr` and
        `recall_100`; `shares`; `lift`; `readings`; `unavailable`; `changed` and `unchanged`, NDCG of whole queries by
        method; `shown`, what lists are made of; `correction`, gains of correcting clicks; `propensities`; `grading`.
    """
    seed, scale = (run.parameters["simulator"][name] for name in ("seed", "scale"))
    resampling = {name: run.parameters["evaluation"][name] for name in ("resamples", "confidence", "seed")}
    truth = _truth(run, examples, tables, clean, searches)
    products = pd.read_parquet(Path(examples.directory) / "products.parquet")
    asked, shelves = ways(truth.searches), shelves_of(seed, scale)
    model = _loaded(bundle)
    answers = {}
    for name, way in asked.items():
        tell(Event("ours", "advanced", f"asking {len(truth.searches):,} searches, {name}"))
        answers[name] = answered(model, truth.searches, way)
    found: Json = {"unavailable": of.unavailable(truth, shelves, answers)}
    if uncorrected is not None:
        tell(Event("ours", "advanced", "asking, clicks not corrected"))
        answers[UNCORRECTED] = answered(_loaded(uncorrected), truth.searches, asked[WHOLE])
    tell(Event("peers", "advanced", "asking"))
    chosen = {name: asked[name] for name in ASKED_OF_PEERS}
    setting = others.tuned(products, Path(examples.directory))
    beside = others.peers(truth, products, shelves, chosen, setting, threads=run.parameters["models"]["threads"])
    beside |= {others.SHOP: others.shop(truth, Path(clean.directory)), others.ORACLE: others.oracle(truth)}
    tell(Event("measure", "advanced", "resampling"))
    rows = of.outcomes(truth, answers | beside, asked)
    whole = [WHOLE, *(name for name in beside if name.endswith(f": {WHOLE}")), others.SHOP]
    told = model.facts.get("propensities") or {}
    return found | {
        "searches": len(rows),
        "setting_of_bm25": setting,
        "returning": int(rows["returning"].sum()),
        "ndcg": of.ndcgs(rows, [*answers, *beside], resampling),
        **measured(rows, {name: mean_of(name) for name in ("mrr", "recall_100")}, resampling),
        "ahead": {name: of.paired(rows, WHOLE, name, resampling) for name in whole[1:]},
        "shares": of.shares(rows, resampling),
        "lift": of.lifts(rows, resampling),
        "readings": of.readings(truth, answers, asked, resampling),
        "changed": of.ndcgs(rows[rows["changed"]].reset_index(drop=True), whole, resampling),
        "unchanged": of.ndcgs(rows[~rows["changed"]].reset_index(drop=True), whole, resampling),
        "shown": of.compositions(truth, products, {name: (answers | beside)[name] for name in [*whole, others.ORACLE]}),
        "correction": None if uncorrected is None else of.paired(rows, WHOLE, UNCORRECTED, resampling),
        "propensities": others.propensities(told.get("propensity") or [], Path(tables.directory)),
        "grading": _grading(model, Path(examples.directory), Path(tables.directory), resampling),
        "facts": {name: model.facts.get(name) for name in ("ranker", "spelling", "propensities", "timings")},
        "typed_with_slips": float(truth.searches["typo"].mean()),
        "asked_as_typed": AS_TYPED,
    }


def _truth(run: Run, examples: Reference, tables: Reference, clean: Reference, most: int) -> Truth:
    names = ("gain_click", "gain_substitute", "gain_complement")
    weighed = {name: run.parameters["features"][name] for name in names}
    places = (Path(one.directory) for one in (examples, tables, clean))
    return read_truth(*places, most=most, gains=weighed)


def _loaded(bundle: Reference) -> Any:
    from models.bundle import open_checked
    from models.product_search import ProductSearch

    return ProductSearch.load(open_checked(bundle.directory))


def _grading(model: Any, examples: Path, tables: Path, resampling: Json) -> Json | None:
    """Grades of the judged pairs of the test against the true ones; None where the model cannot grade."""
    from models.errors import InputError

    test = pd.read_parquet(examples / "test.parquet", columns=["example_id", "query", "language"])
    pairs = pd.read_parquet(examples / "pairs.parquet").merge(test, on="example_id")
    pairs = pairs[pairs["grade"].notna()]
    truth = pd.read_parquet(tables / "truth" / "judgments_truth.parquet").drop_duplicates(["query_id", "product_id"])
    meant = pd.read_parquet(tables / "truth" / "query_truth.parquet")[["query_id", "query", "language"]]
    pairs = pairs.merge(
        truth.merge(meant, on="query_id"), on=["query", "language", "product_id"], suffixes=("", "_true")
    )
    if pairs.empty:
        return None
    try:
        found = model.predict(pairs[["query", "product_id", "language"]].reset_index(drop=True), {"mode": "grade"})
    except InputError:
        return None
    place = {name: number for number, name in enumerate(GRADES)}
    grade = pairs["grade_true"].map(place).to_numpy(np.int64)
    rows = pd.DataFrame({"example_id": pairs["example_id"].to_numpy(), "group": pairs["query"].to_numpy()})
    rows = rows.assign(grade=grade, label=grade == 0, score=found["p_exact"].to_numpy(np.float64))
    return measured(rows.assign(decision=found["grade"].map(place).to_numpy(np.int64)), GRADING, resampling)
