"""Blocking, scoring and clustering of simulated listings end to end: seconds a stage, listings a second, peak memory.

`python -m benchmarks.product_matching_scale [--sizes 10000 100000 1000000]` prints the curve. Each size runs in a
process of its own, so that its peak is its own; the scorer is trained once, on a small world of another seed.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import scipy.sparse as sp

from features.product_matching import FeaturesParameters, build
from models.bundle import open_checked
from models.product_matching import ProductMatcher, train
from models.product_matching.blocking import BlockingParameters
from models.product_matching.clusters import cluster
from models.product_matching.context import Context
from models.product_matching.encoding import Encodings, encode
from models.product_matching.fields import prepare
from models.product_matching.index import CandidateIndex, distinct_pairs
from sources.simulator.product_matching import write

SIZES: Final = (10_000, 100_000, 1_000_000)
CANDIDATES: Final = 6  # per listing; about four distinct pairs
TARGET: Final = {"listings": 1_000_000, "minutes": 15, "gigabytes": 8}
_PER_SCALE: Final = 20_000  # listings of a world of scale 1
_TRAIN_SEED, _SEED = 101, 202
_PART: Final = 10_000  # listings encoded at a time
_CONTEXT_PART: Final = 50_000  # listings whose context is gathered at a time
_FOREST: Final = {"rounds": 200, "bags": 1}

Record = dict[str, Any]


def curve(sizes: tuple[int, ...] = SIZES, candidates: int = CANDIDATES) -> list[Record]:
    """Measure each size.

    Returns:
        One record a size: `listings`, `pairs`, `pairs_per_listing`, seconds by stage (`read`, `index`, `candidates`,
        `encode`, `score`, `cluster`) and `total`, `listings_per_second`, `peak_gigabytes`, and, against the known
        truth, `pair_completeness`, `cluster_precision`, `cluster_recall`.
    """
    with tempfile.TemporaryDirectory() as scratch:
        bundle = Path(scratch) / "bundle"
        _train(Path(scratch), bundle)
        return [_in_own_process(size, candidates, bundle, Path(scratch)) for size in sizes]


def _train(scratch: Path, bundle: Path) -> None:
    write(scratch / "tables", seed=_TRAIN_SEED, scale=0.5, messy=False)
    build(scratch / "tables", scratch / "examples", FeaturesParameters())
    train(scratch / "examples", {"forest": _FOREST}, bundle, lambda _step, _share: None)


def _in_own_process(size: int, candidates: int, bundle: Path, scratch: Path) -> Record:
    world = scratch / f"world-{size}"
    write(world, seed=_SEED, scale=size / _PER_SCALE, messy=False)
    command = [sys.executable, "-m", "benchmarks.product_matching_scale", "--measure", str(world)]
    command += ["--bundle", str(bundle), "--candidates", str(candidates)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    record: Record = json.loads(done.stdout.splitlines()[-1])
    return record


class _Clock:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - start, 2)
        print(f"{name}: {self.seconds[name]} s, peak {_peak_gigabytes()} GB", file=sys.stderr, flush=True)


def measure(world: Path, bundle: Path, candidates: int) -> Record:
    """Match all listings of a simulated world with a trained bundle; see `curve`."""
    clock = _Clock()
    matcher = ProductMatcher.load(open_checked(bundle))
    with clock.stage("read"):
        listings = pd.read_parquet(world / "listings.parquet")
    with clock.stage("index"):
        index = CandidateIndex.build(listings, BlockingParameters())
    with clock.stage("candidates"):
        pairs = distinct_pairs(index.candidates_within(candidates))
    del index
    left, right = pairs["left"].to_numpy(dtype=np.int64), pairs["right"].to_numpy(dtype=np.int64)
    with clock.stage("encode"):
        encodings = _encoded(listings)
    with clock.stage("score"):
        context = _context(matcher, encodings, left, right)
        margins = matcher.scorer.margins(encodings, encodings, left, right, (context, context) if context else None)
        probability = matcher.calibration(margins)
    sellers = pd.factorize(listings["seller"])[0]
    with clock.stage("cluster"):
        labels = cluster(len(listings), left, right, probability, matcher.probable_threshold, sellers)
    total = sum(clock.seconds.values())
    return {
        "listings": len(listings),
        "pairs": len(pairs),
        "pairs_per_listing": round(len(pairs) / len(listings), 2),
        **clock.seconds,
        "total": round(total, 1),
        "listings_per_second": round(len(listings) / total),
        "peak_gigabytes": _peak_gigabytes(),
        **_against_truth(world, listings, left, right, labels),
    }


def _encoded(listings: pd.DataFrame) -> Encodings:
    """All listings encoded, a part at a time: what encoding needs on the way is several times what it leaves."""
    parts = [encode(prepare(listings.iloc[at : at + _PART])) for at in range(0, len(listings), _PART)]
    whole = {}
    for name in (one.name for one in fields(Encodings)):
        columns = [getattr(part, name) for part in parts]
        whole[name] = sp.vstack(columns, format="csr") if sp.issparse(columns[0]) else np.concatenate(columns)
    return Encodings(**whole)


def _context(matcher: ProductMatcher, encodings: Encodings, left: Any, right: Any) -> Context | None:
    """Best candidates of each listing among the pairs, gathered a part of the listings at a time."""
    scorer = matcher.scorer
    if not scorer.neighbours:
        return None
    rows, others = np.concatenate([left, right]), np.concatenate([right, left])
    order = np.argsort(rows, kind="stable")
    rows, others = rows[order], others[order]
    tables = []
    for start in range(0, len(encodings), _CONTEXT_PART):
        part = slice(*np.searchsorted(rows, [start, start + _CONTEXT_PART]))
        gathered = Context.gather(encodings, encodings, rows[part], others[part], scorer.weights, scorer.neighbours)
        tables.append(gathered.similarities[start : start + _CONTEXT_PART])
    return Context(np.concatenate(tables))


def _against_truth(world: Path, listings: pd.DataFrame, left: Any, right: Any, labels: Any) -> dict[str, float]:
    truth = pd.read_parquet(world / "truth" / "listings_truth.parquet").set_index("listing_id")["product_id"]
    product = pd.factorize(truth.reindex(listings["listing_id"]))[0]
    true_pairs = _pairs_in(product)
    both = pd.factorize(labels.astype(np.int64) * (product.max() + 1) + product)[0]
    return {
        "pair_completeness": round(float((product[left] == product[right]).sum() / true_pairs), 4),
        "cluster_precision": round(_pairs_in(both) / max(_pairs_in(labels), 1), 4),
        "cluster_recall": round(_pairs_in(both) / true_pairs, 4),
    }


def _pairs_in(labels: Any) -> int:
    sizes = np.bincount(labels)
    return int((sizes * (sizes - 1) // 2).sum())


def _peak_gigabytes() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--candidates", type=int, default=CANDIDATES)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--bundle", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        print(json.dumps(measure(chosen.measure, chosen.bundle, chosen.candidates)))
        return
    records = curve(tuple(chosen.sizes), chosen.candidates)
    print(pd.DataFrame(records).T.to_string(header=False))
    print(f"target: {TARGET['listings']:,} listings in {TARGET['minutes']} minutes below {TARGET['gigabytes']} GiB")


if __name__ == "__main__":
    main()
