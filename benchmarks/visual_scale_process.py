"""Parts of the measurement of the index of visual search by size, each in a process of its own."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import psutil

from benchmarks.part_process import Benchmark, Json
from benchmarks.rec_process import peak_mb
from benchmarks.search_scale_process import on_one_core
from tasks.progress import Event, tell
from tasks.steps import Run

USE_CASE: Final = "visual_search"
FOUND: Final = 10

ask = Benchmark(USE_CASE, "benchmarks.visual_scale_process:parts").ask


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run and options, and returns JSON values."""
    return {"index": index, "embed": embed}


def index(run: Run, *, name: str, entries: int, dimensions: int, asked: int, seed: int, aim: float) -> Json:
    """Build one index, and ask it on one core, one vector after another.

    One that can look less or further looks as little as reaches the aim on other vectors than it is measured by.

    Args:
        run: Whose settings are ours.
        name: Of `visual_scale_indexes.INDEXES`.
        entries: Vectors in the index.
        dimensions: Of each.
        asked: Vectors that are looked for, and as many to tune by.
        seed: Of all.
        aim: Recall that is to be reached.

    Returns:
        `recall`, `tuned` (recall on the vectors to tune by), `effort`, `p50_ms`, `p99_ms`, `per_second`,
        `build_seconds`, `vectors_per_second`, `memory_mb` (what the index adds to the process), `size_mb`.
    """
    from benchmarks.visual_scale_indexes import INDEXES, names_of
    from benchmarks.visual_scale_vectors import made_up, nearest, recall
    from models.settings import read
    from models.visual_search.index_settings import IndexSettings

    data = made_up(entries, dimensions, asked, seed)
    true, for_tuning = (nearest(data.entries, one, FOUND) for one in (data.asked, data.tuning))
    settings, threads = read(IndexSettings(), run.parameters["models"]["index"]), run.parameters["models"]["threads"]
    tell(Event("index", "advanced", f"building {name}", 0.1))
    names_of(entries)
    before, start = _resident_mb(), time.perf_counter()
    built = INDEXES[name](data.entries, seed, threads, settings)
    build, memory = time.perf_counter() - start, _resident_mb() - before
    on_one_core()

    def found(vectors: Any) -> Any:
        return np.stack([built.search(one, FOUND) for one in vectors])

    for effort in built.efforts or (None,):
        if effort is not None:
            built.look(effort)
        tuned = recall(found(data.tuning), for_tuning)
        if tuned >= aim:
            break
    seconds, answers = [], []
    for one in data.asked:
        start = time.perf_counter()
        answers.append(built.search(one, FOUND))
        seconds.append(time.perf_counter() - start)
    middle, late = np.percentile(seconds, [50, 99]) * 1e3
    return {
        "name": name,
        "entries": entries,
        "recall": recall(np.stack(answers), true),
        "tuned": tuned,
        "effort": effort,
        "p50_ms": float(middle),
        "p99_ms": float(late),
        "per_second": len(seconds) / sum(seconds),
        "build_seconds": build,
        "vectors_per_second": entries / build,
        "memory_mb": memory,
        "size_mb": built.size() / 1e6,
    }


def embed(run: Run, *, bundle: str, examples: str, photos: int) -> Json:
    """What a bundle costs that was trained: crops looked at in a batch, and photos asked about one after another.

    Args:
        run: Whose threads the batch has.
        bundle: Its folder.
        examples: Folder of the examples, of whose test photos are taken.
        photos: Most of them.

    Returns:
        `photos`, `p50_ms` and `p99_ms` of a request on one core, `vectors_per_second` of crops in a batch by
        `models.threads` threads, `loaded_mb`, `peak_mb`.
    """
    from models.bundle import open_checked
    from models.pictures import read_picture
    from models.visual_search import VisualSearcher

    before = _resident_mb()
    model = VisualSearcher.load(open_checked(Path(bundle)))
    loaded = _resident_mb() - before
    shown = pd.read_parquet(Path(examples) / "test.parquet", columns=["picture"]).head(photos)["picture"].tolist()
    crops = [read_picture(one, model.parameters.pictures).pixels for one in shown]
    model.answerer.embedder.vectors(crops[:1])
    start = time.perf_counter()
    model.answerer.embedder.vectors(crops)
    batch = time.perf_counter() - start
    on_one_core()
    alone = replace(model, answerer=replace(model.answerer, parameters=replace(model.parameters, threads=1)))
    alone.predict(pd.DataFrame({"image": shown[:1]}))
    seconds = []
    for one in shown:
        start = time.perf_counter()
        alone.predict(pd.DataFrame({"image": [one]}))
        seconds.append(time.perf_counter() - start)
    middle, late = np.percentile(seconds, [50, 99]) * 1e3
    return {
        "photos": len(shown),
        "p50_ms": float(middle),
        "p99_ms": float(late),
        "vectors_per_second": len(crops) / batch,
        "threads": run.parameters["models"]["threads"],
        "loaded_mb": loaded,
        "peak_mb": peak_mb(),
    }


def _resident_mb() -> float:
    return float(psutil.Process().memory_info().rss) / 1e6
