"""What is still found in a catalogue of many entries, and what its index costs: time, memory, and what it misses."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.measure import Measure
from evaluation.visual_asking import Asking
from evaluation.visual_distractors import catalogue_of
from evaluation.visual_queries import Queries, exact, queries_of
from models.dense_index import DenseIndex

Floats = npt.NDArray[np.float32]
Longs = npt.NDArray[np.int64]

K: Final = 10  # of the entries that are looked up, the nearest that are judged
_SAME: Final = 1e-6  # of cosines: entries as near as the tenth are as good (Aumueller et al. 2020, ANN-Benchmarks)
MEASURES: Final = tuple(
    f"{name}_among_*"
    for name in (
        "entry_top_1",
        "entry_recall_10",
        "index_recall_10",
        "index_p50_ms",
        "index_p99_ms",
        "index_mb",
        "indexed_per_second",
    )
)


def measures(asking: Asking, sample: pd.DataFrame) -> dict[str, Measure]:
    """Measures for each of `distractor_counts`; none where no photo shows a product.

    Args:
        asking: `index_queries`, the most photos that are searched for; `seed`.
        sample: Rows of `visual_requests.requests` that show a product.
    """
    index = asking.model.index
    queries = queries_of(asking, sample.head(int(asking.settings["index_queries"])))
    if not len(queries.vectors):
        return {}
    own = np.flatnonzero(index.owners >= 0)
    entries, owners = index.vectors(own), index.owners[own]
    counts = sorted(asking.settings["distractor_counts"])
    found: dict[str, Measure] = {}
    with tempfile.TemporaryDirectory() as scratch:
        vectors = catalogue_of(asking, entries, counts[-1], Path(scratch) / "vectors.npy")
        for count in counts:
            found |= _among(asking, queries, vectors[: len(entries) + count], owners, count)
    return found


def _among(asking: Asking, queries: Queries, vectors: Floats, owners: Longs, count: int) -> dict[str, Measure]:
    """Of one size; entries behind `owners` are distractors."""
    parameters = asking.model.answerer.parameters
    looked_up = max(K, parameters.index.found)
    start = time.perf_counter()
    index = DenseIndex.build(
        vectors, parameters.index.nearest, seed=int(asking.settings["seed"]), threads=parameters.threads
    )
    built = len(vectors) / (time.perf_counter() - start)
    places, _ = index.search_many(queries.vectors, looked_up, threads=parameters.threads)
    places = places[:, :K]
    known = (places >= 0) & (places < len(owners))
    right = known & np.take_along_axis(queries.right, np.where(known, owners[np.where(known, places, 0)], 0), axis=1)
    nearest = exact(vectors, queries.vectors, K)
    scores, best = (_cosines(queries.vectors, vectors, rows) for rows in (np.where(places < 0, 0, places), nearest))
    same = (scores >= best[:, -1:] - _SAME) & (places >= 0)
    rows = pd.DataFrame(
        {
            "group": queries.group,
            "first": right[:, 0],
            "any": right.any(axis=1),
            "same": same.mean(axis=1),
        }
    )
    says, milliseconds = (
        f"among {count:,} entries that are right for no photo",
        _timed(index, queries.vectors, looked_up),
    )
    name = f"among_{count}"
    found = asking.share(
        f"entry_top_1_{name}", f"of photos' crops, those whose nearest entry is right, {says}", rows, "first"
    )
    found |= asking.share(
        f"entry_recall_10_{name}",
        f"of photos' crops, those with a right entry among the ten nearest, {says}",
        rows,
        "any",
    )
    found |= asking.share(
        f"index_recall_10_{name}",
        f"of ten entries that the index finds, those as near as the ten nearest by exact search, {says}; "
        "the catalogue's own entries are compared as the model holds them: beyond nearest.flat_up_to they are rounded "
        "to 8 bits already, which is not counted as a miss",
        rows,
        "same",
    )
    n = len(milliseconds)
    of_index = "of the index alone, one vector at a time on one thread, as many entries as an answer looks up"
    return found | {
        f"index_p50_ms_{name}": Measure(
            float(np.quantile(milliseconds, 0.5)), n=n, unit="ms", higher_is_better=False, meaning=of_index
        ),
        f"index_p99_ms_{name}": Measure(
            float(np.quantile(milliseconds, 0.99)), n=n, unit="ms", higher_is_better=False, meaning=of_index
        ),
        f"index_mb_{name}": Measure(
            _megabytes(index),
            n=1,
            unit="MB",
            higher_is_better=False,
            meaning="the index as a file, as it is held in memory",
        ),
        f"indexed_per_second_{name}": Measure(
            built, n=len(vectors), unit="vectors/s", meaning="entries that are indexed a second, from nothing"
        ),
    }


def _cosines(queries: Floats, vectors: Floats, places: Longs) -> Floats:
    """(q, k) of each query with its entries."""
    found: Floats = np.einsum("qd,qkd->qk", queries, vectors[places])
    return found


def _timed(index: DenseIndex, vectors: Floats, count: int) -> list[float]:
    index.search(vectors[0], count)
    took = []
    for vector in vectors:
        start = time.perf_counter()
        index.search(vector, count)
        took.append((time.perf_counter() - start) * 1e3)
    return took


def _megabytes(index: DenseIndex) -> float:
    with tempfile.TemporaryDirectory() as scratch:
        index.save(Path(scratch))
        return sum(path.stat().st_size for path in Path(scratch).iterdir()) / 1e6
