"""Parts of the benchmark of product search on ESCI, by name."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks.part_process import Benchmark, Json
from benchmarks.search_esci_folds import country_tables, known_items, write_fold
from benchmarks.search_esci_kept import keep, read
from benchmarks.search_statistics import GRADES
from infra.run_store import Reference
from tasks.progress import Event, tell
from tasks.steps import Run

USE_CASE: Final = "product_search"
OURS: Final = "ours"
FINISHED: Final = "ours, told that the query is finished"

ask = Benchmark(USE_CASE, "benchmarks.search_esci_process:parts").ask


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run, references and options, and returns JSON values."""
    from benchmarks import flow_steps

    found: dict[str, Callable[..., Any]] = {
        "prepare": flow_steps.prepare,
        "fit": flow_steps.fit,
        "deal": deal,
        "answer": answer,
        "grade": grade,
        "retrieve": retrieve,
        "measure": measure,
        "speed": speed,
    }
    return found


def deal(_run: Run, clean: Reference, *, country: str, folds: int, share: float, out: str) -> Json:
    """Write the contract tables of each fold to `out`/fold-N, and those of the country to `out`.

    Returns:
        Counts of `products`, `pairs`, `queries` and `known_items`.
    """
    tables = country_tables(Path(clean.directory), country, folds, share)
    place = Path(out)
    for fold in range(folds):
        write_fold(tables, fold, place / f"fold-{fold}")
    for name, table in tables.items():
        table.to_parquet(place / f"{name}.parquet", index=False)
    judgments = tables["judgments"]
    return {
        "products": len(tables["products"]),
        "pairs": len(judgments),
        "queries": int(judgments["group"].nunique()),
        "known_items": len(known_items(judgments)[0]),
        "grades": {name: int((judgments["label"] == place).sum()) for place, name in enumerate(GRADES)},
    }


def answer(_run: Run, bundle: Reference, *, folder: str, fold: int) -> Json:
    """Ask ours for the queries and pairs of a fold, as a consumer does: tables in, tables out.

    Returns:
        What the bundle says of its `ranker` and `grader`; `graded`, whether it could grade.
    """
    from models.bundle import open_checked
    from models.errors import InputError
    from models.product_search import ProductSearch

    place = Path(folder)
    judgments = pd.read_parquet(place / "judgments.parquet")
    test = judgments[judgments["fold"] == fold].reset_index(drop=True)
    model = ProductSearch.load(open_checked(bundle.directory))
    queries, _ = known_items(test)
    asked = queries.rename(columns={"example_id": "request_id"})[["request_id", "query", "region", "language"]]
    tell(Event(OURS, "advanced", f"asking for {len(asked):,} queries"))
    for name, partial in ((OURS, True), (FINISHED, False)):
        found = model.predict(asked, {"k": 100, "partial": partial}).rename(columns={"request_id": "example_id"})
        keep(found[["example_id", "product_id", "rank"]], place, "ranks", name, fold)
    pairs = test.rename(columns={"pair": "request_id"})[["request_id", "query", "product_id", "language"]]
    try:
        found = model.predict(pairs, {"mode": "grade"})
    except InputError as refused:
        return {"graded": False, "why": str(refused), "facts": _facts(model.facts)}
    decision = found["grade"].map({name: number for number, name in enumerate(GRADES)}).to_numpy(np.int64)
    graded = pd.DataFrame({"pair": test["pair"], "decision": decision, "score": found["p_exact"].to_numpy()})
    keep(graded, place, "grades", OURS, fold)
    return {"graded": True, "facts": _facts(model.facts)}


def grade(run: Run, *, folder: str, name: str, folds: list[int]) -> Json:
    """Let a peer of `search_esci_graders` grade the pairs of the folds, each after learning all others."""
    from benchmarks.search_esci_graders import GRADERS

    place = Path(folder)
    texts = pd.read_parquet(place / "products.parquet").drop(columns="language")
    pairs = pd.read_parquet(place / "judgments.parquet").merge(texts, on="product_id", validate="many_to_one")
    start = time.perf_counter()
    for fold in folds:
        tell(Event(name, "advanced", f"grading, fold {fold}"))
        test = pairs[pairs["fold"] == fold].reset_index(drop=True)
        train = pairs[pairs["fold"] != fold].reset_index(drop=True)
        decision, score = GRADERS[name](train, test, threads=run.parameters["models"]["threads"])
        keep(pd.DataFrame({"pair": test["pair"], "decision": decision, "score": score}), place, "grades", name, fold)
    return {"seconds": time.perf_counter() - start}


def retrieve(run: Run, *, folder: str, folds: list[int]) -> Json:
    """Let the peers of `search_peers` find the exact products; see `search_esci_retrieval.retrieved`."""
    from benchmarks.search_esci_retrieval import retrieved

    place = Path(folder)
    products, judgments = (pd.read_parquet(place / f"{name}.parquet") for name in ("products", "judgments"))
    found, chosen = retrieved(products, judgments, run.parameters["models"]["threads"])
    for name, answers in found.items():
        for fold in folds:
            keep(answers[fold], place, "ranks", name, fold)
    return chosen


def measure(run: Run, *, folder: str, folds: list[int]) -> Json:
    """All methods on the same pairs and queries; see `search_esci_scores`."""
    from benchmarks.search_esci_scores import graded, ranked

    resampling = {name: run.parameters["evaluation"][name] for name in ("resamples", "confidence", "seed")}
    place = Path(folder)
    judgments = pd.read_parquet(place / "judgments.parquet")
    asked = judgments[judgments["fold"].isin(folds)].reset_index(drop=True)
    return {
        "grading": graded(asked, read(place, "grades", folds), resampling),
        "retrieval": ranked(asked, read(place, "ranks", folds), resampling),
    }


def speed(_run: Run, *, folder: str, name: str, titles: int) -> Json:
    """Seconds and memory of an index and times of its answers; see `search_speed.timed`."""
    from benchmarks.search_speed import timed

    place = Path(folder)
    products, judgments = (pd.read_parquet(place / f"{table}.parquet") for table in ("products", "judgments"))
    return timed(name, products, judgments["query"].astype("str").tolist(), titles)


def _facts(facts: Json) -> Json:
    return {name: facts.get(name) for name in ("ranker", "grader", "grading", "tuning", "spelling")}
