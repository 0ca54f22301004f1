"""Parts of the measurement of review extraction on the simulated market, whose truth is known, by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks.part_process import Benchmark, Json
from benchmarks.review_process import USE_CASE
from infra.run_store import Reference
from tasks.progress import Event, tell
from tasks.steps import Run

KNOWN: Final = ("train", "valid", "unlabelled")  # parts of the view of products that a model knows

ask = Benchmark(USE_CASE, "benchmarks.review_simulated_process:parts").ask


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run, references and options, and returns JSON values."""
    from benchmarks import flow_steps

    found: dict[str, Callable[..., Any]] = {
        "prepare": flow_steps.prepare,
        "planted": planted,
        "fit": flow_steps.fit,
        "evaluate": flow_steps.evaluate,
        "truth": truth,
    }
    return found


def planted(_run: Run, tables: Reference, clean: Reference) -> Json:
    """What was wrong in the tables and what was set aside; see `review_planted.counted`."""
    from benchmarks.review_planted import counted

    return counted(Path(tables.directory), Path(clean.directory))


def truth(run: Run, tables: Reference, examples: Reference, bundle: Reference, *, reviews: int, products: int) -> Json:
    """Ask a model for held-out reviews and for products, and hold it against what is true of them.

    Args:
        run: Of the flow.
        tables, examples, bundle: As the flow's steps wrote them.
        reviews: Held-out ones at most.
        products: Known ones at most.

    Returns:
        `reviews`, how many; `triplets`, measures as of the flow's evaluation, of reviews that nobody annotated;
        `by_manner`, triplet F1 of those that are written in one; `clusters`, see `review_simulated_clusters`; `views`,
        of `known` products, by what the version knows of them, and of `told` ones, by held-out reviews that the request
        tells: `asked`, `interval`, `scale` (stars of the sentiments), `ratings` and `contradictions`, see
        `review_simulated_ratings`.
    """
    from benchmarks.review_simulated_beside import named
    from benchmarks.review_simulated_clusters import clusters
    from benchmarks.review_simulated_truth import Unannotated
    from evaluation import review_extraction as evaluation
    from evaluation.measured import measured
    from evaluation.review_outcomes import compared
    from evaluation.review_statistics import TRIPLET_F1
    from models.bundle import open_checked
    from models.review_extraction import ReviewExtractor

    model = ReviewExtractor.load(open_checked(bundle.directory))
    raw, place = Path(tables.directory), Path(examples.directory)
    short = run.parameters["features"]["short_words"]
    own = Unannotated.read(raw, place, most=reviews, short=short)
    tell(Event("truth", "advanced", f"reading {len(own.table):,} held-out reviews"))
    answers = model.predict(evaluation.request_columns(own.table), {"view": "triplets"})
    outcomes = compared(own.table, answers, own.meant)
    resampling = {name: run.parameters["evaluation"][name] for name in ("resamples", "confidence", "seed")}
    measures = evaluation.measures(outcomes, **resampling)
    manners = {
        name: measured(outcomes[rows].reset_index(drop=True), {"f1": TRIPLET_F1}, {"f1": ""}, resampling)["f1"]
        for name, rows in own.by_manner().items()
        if rows.any()
    }
    tell(Event("truth", "advanced", "asking for products"))
    return {
        "reviews": len(own.table),
        "triplets": {name: one.to_json() for name, one in measures.items()},
        "by_manner": {name: one.to_json() for name, one in manners.items()},
        "clusters": clusters(raw, answers),
        "views": _views(run, model, (raw, place), named(outcomes), own.table, products),
    }


def _views(run: Run, model: Any, folders: tuple[Path, Path], names: Any, held_out: pd.DataFrame, products: int) -> Json:
    """Ratings and contradictions of known products, and of products that the request tells the reviews of."""
    from benchmarks.review_simulated_beside import beside_truth
    from benchmarks.review_simulated_ratings import contradictions, ratings
    from evaluation import review_extraction as evaluation
    from evaluation.asked_again import spread

    tables, examples = folders
    view = pd.read_parquet(examples / "products.parquet", columns=["review_id", "product_id", "stars", "split"])
    view = view[view["split"].isin(KNOWN)]
    ids = np.sort(view["product_id"].dropna().astype("str").unique())
    ids = ids[spread(len(ids), products)]
    asked = pd.DataFrame({"product_id": pd.Series(ids, dtype="str")})
    told = held_out[held_out["product_id"].notna()]
    each = {
        "known": (asked, view[view["product_id"].isin(ids)]),
        "told": (evaluation.request_columns(told), told.rename(columns={"example_id": "review_id"})),
    }
    settings = run.parameters["models"]["ratings"]
    resampling = {name: run.parameters["evaluation"][name] for name in ("resamples", "confidence", "seed")}
    scale = model.facts["scale"]
    found: Json = {}
    for name, (requests, reviews) in each.items():
        if requests.empty:
            continue
        rated = model.predict(requests, {"view": "attributes"})
        rows = beside_truth(rated[rated["rating"].notna()], names, tables, reviews, scale)
        found[name] = {
            "interval": settings["interval"],
            "scale": scale,
            "asked": int(requests["product_id"].nunique()),
            "ratings": ratings(rows, resampling),
            "contradictions": contradictions(rows, settings["contradicting_share"], settings["contradicting_reviews"]),
        }
    return found
