"""How fast a loaded model reads reviews by threads, and how long single requests of several kinds take."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks.rec_scale_asked import rows_of, spent
from benchmarks.review_reading import in_processes, on_threads, timed, unseen
from tasks.progress import Event, tell

Json = dict[str, Any]

TOLD: Final = 10  # reviews of a product that a request tells
TEXT, VIEW, TOLD_VIEW = "one review", "view of a known product", f"view of {TOLD} told reviews"
_PARAMS: Final[dict[str, Json]] = {
    TEXT: {"view": "triplets"},
    VIEW: {"view": "attributes"},
    TOLD_VIEW: {"view": "attributes"},
}


def batches(model: Any, bundle: Path, examples: Path, threads: list[int]) -> Json:
    """Reviews read a second in one batch.

    Args:
        model: A loaded one.
        bundle: Its.
        examples: What `build` wrote.
        threads: Each is tried.

    Returns:
        `batch`, how many reviews; `reading`, by number of threads `reviews_per_second` by the clock,
        `of_one_processor`, and `in_processes`, by as many processes of one thread, None of one.
    """
    texts, found = unseen(examples), {}
    for count in threads:
        tell(Event("ask", "advanced", f"reading on {count} threads"))
        one = timed(on_threads(model, count), texts)
        found[str(count)] = {
            "reviews_per_second": one["reviews"] / one["seconds"],
            "of_one_processor": one["reviews"] / one["cpu_seconds"],
            "in_processes": _together(bundle, texts, count) if count > 1 else None,
        }
    return {"batch": len(texts), "reading": found}


def requests_of(examples: Path, count: int, seed: int) -> dict[str, list[pd.DataFrame]]:
    """Tables of one request each, by kind.

    Args:
        examples: What `build` wrote.
        count: Of each kind.
        seed: Of which are taken.
    """
    rng = np.random.default_rng([seed, 9])
    view = pd.read_parquet(examples / "products.parquet", columns=["text", "product_id", "split"])
    known = np.sort(view.loc[view["split"] == "unlabelled", "product_id"].dropna().astype("str").unique())
    rows = view.iloc[rng.integers(0, len(view), count)]
    products = pd.DataFrame({"product_id": pd.Series(rng.choice(known, count), dtype="str")})
    texts = view["text"].to_numpy(object)
    told = [
        pd.DataFrame({"text": texts[rng.integers(0, len(texts), TOLD)], "product_id": f"told {place}"}).astype("str")
        for place in range(count)
    ]
    return {TEXT: rows_of(rows[["text"]].astype("str")), VIEW: rows_of(products), TOLD_VIEW: told}


def timings(model: Any, asked: dict[str, list[pd.DataFrame]]) -> Json:
    """`kinds`: by kind what `rec_scale_asked.spent` returns, one request after another on one thread."""
    own, kinds = on_threads(model, 1), {}
    for name, each in asked.items():
        tell(Event("ask", "advanced", f"asking, {name}"))
        kinds[name] = spent(own, each, _PARAMS[name])
    return {"kinds": kinds}


def _together(bundle: Path, texts: list[str], processes: int) -> float:
    found = in_processes(bundle, texts, processes)
    return float(found["reviews"] / found["seconds"])
