"""How long a loaded model of question answering takes for single questions of several kinds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.rec_scale_asked import rows_of, spent
from evaluation.qa_requests import request_columns, requests
from models.torch_threads import torch_threads
from tasks.progress import Event, tell

Json = dict[str, Any]

STORED, TOLD, ACCOUNT = "of a known product", "of told candidates", "of the own account"
WITH, WITHOUT = "with the reader", "without it"


def requests_of(examples: Path, count: int, seed: int) -> dict[str, list[pd.DataFrame]]:
    """Tables of one request each, by kind; a kind that the test has no question of is left out.

    Args:
        examples: What `build` wrote.
        count: Of each kind; where the test has fewer, some are asked again.
        seed: Of which are taken.
    """
    table = requests(examples)
    asked = request_columns(table)
    told = table["candidates"].notna().to_numpy(bool) & table["product_id"].notna().to_numpy(bool)
    own = table["personal"].to_numpy(bool) & table["customer_id"].notna().to_numpy(bool)
    nothing = pd.Series([None] * len(asked), index=asked.index, dtype="str")
    ways = {STORED: (asked.assign(candidates=nothing), told), TOLD: (asked, told), ACCOUNT: (asked, own)}
    rng, found = np.random.default_rng([seed, 12]), {}
    for name, (rows, among) in ways.items():
        if among.any():
            some = rng.choice(np.flatnonzero(among), count, replace=int(among.sum()) < count)
            found[name] = rows_of(rows.iloc[np.sort(some)])
    return found


def timings(model: Any, asked: dict[str, list[pd.DataFrame]], threads: list[int]) -> list[Json]:
    """One record a kind, reader and number of threads: `kind`, `reader`, `threads`, and what `rec_scale_asked.spent`
    returns, one request after another."""
    found = []
    for count in threads:
        for reader, one in readers(model).items():
            own = on_threads(one, count)
            for kind, rows in asked.items():
                if kind == ACCOUNT and reader == WITHOUT:
                    continue  # which reads nothing
                tell(Event("ask", "advanced", f"asking, {kind}, {reader}, {count} threads"))
                with cores(count), torch_threads(count):
                    took = spent(own, rows, {"precision": -1.0})
                found.append({"kind": kind, "reader": reader, "threads": count, **took})
    return found


def readers(model: Any) -> dict[str, Any]:
    """The model, and the same whose trees decide alone, where it has a reader at all."""
    ranking = model.answerer.ranking
    if ranking.reader is None:
        return {WITHOUT: model}
    bare = replace(model.answerer, ranking=replace(ranking, reader=None))
    return {WITH: model, WITHOUT: replace(model, answerer=bare)}


def on_threads(model: Any, threads: int) -> Any:
    """The same model, whose networks have so many threads."""
    answerer, parameters = model.answerer, replace(model.parameters, threads=threads)
    ranking = replace(answerer.ranking, threads=threads)
    return replace(model, parameters=parameters, answerer=replace(answerer, parameters=parameters, ranking=ranking))


@contextmanager
def cores(count: int) -> Iterator[None]:
    """Hold this process to so many cores, where the system can."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(before)[:count])
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
