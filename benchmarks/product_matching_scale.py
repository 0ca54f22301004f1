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
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from features.product_matching import build
from models.bundle import open_checked
from models.product_matching import ProductMatcher, train
from models.product_matching.clusters import cluster
from models.product_matching.index import CandidateIndex, distinct_pairs
from models.product_matching.large import encode_in_parts, margins_among
from params.base import Profile
from params.loading import load
from params.product_matching import ProductMatchingParameters
from sources.simulator.product_matching import write

SIZES: Final = (10_000, 100_000, 1_000_000)
CANDIDATES: Final = 6  # per listing; about four distinct pairs
TARGET: Final = {"listings": 1_000_000, "minutes": 15, "gibibytes": 8}
_PER_SCALE: Final = 20_000  # listings of a world of scale 1
_TRAIN_SEED, _SEED = 101, 202

Record = dict[str, Any]


def curve(sizes: tuple[int, ...] = SIZES, candidates: int = CANDIDATES) -> list[Record]:
    """Measure each size.

    Returns:
        One record a size: `listings`, `pairs`, `pairs_per_listing`, seconds by stage (`read`, `index`, `candidates`,
        `encode`, `score`, `cluster`) and `total`, `listings_per_second`, `peak_gibibytes`, and, against the known
        truth, `pair_completeness`, `cluster_precision`, `cluster_recall`.
    """
    with tempfile.TemporaryDirectory() as scratch:
        bundle = Path(scratch) / "bundle"
        _train(Path(scratch), bundle)
        return [_in_own_process(size, candidates, bundle, Path(scratch)) for size in sizes]


def _train(scratch: Path, bundle: Path) -> None:
    write(scratch / "tables", seed=_TRAIN_SEED, scale=0.5, messy=False)
    parameters = load(ProductMatchingParameters, "product_matching", Profile.QUICK)
    build(scratch / "tables", scratch / "examples", parameters.features.settings())
    train(scratch / "examples", parameters.models.settings(), bundle, lambda _step, _share: None)


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
        print(f"{name}: {self.seconds[name]} s, peak {_peak_gibibytes()} GiB", file=sys.stderr, flush=True)


def measure(world: Path, bundle: Path, candidates: int) -> Record:
    """Match all listings of a simulated world with a trained bundle; see `curve`."""
    clock = _Clock()
    matcher = ProductMatcher.load(open_checked(bundle))
    with clock.stage("read"):
        listings = pd.read_parquet(world / "listings.parquet")
    with clock.stage("index"):
        index = CandidateIndex.build(listings, matcher.index.parameters)
    with clock.stage("candidates"):
        pairs = distinct_pairs(index.candidates_within(candidates))
    del index
    left, right = pairs["left"].to_numpy(dtype=np.int64), pairs["right"].to_numpy(dtype=np.int64)
    with clock.stage("encode"):
        encodings = encode_in_parts(listings)
    with clock.stage("score"):
        probability = matcher.calibration(margins_among(matcher.scorer, encodings, left, right))
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
        "peak_gibibytes": _peak_gibibytes(),
        **_against_truth(world, listings, left, right, labels),
    }


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


def _peak_gibibytes() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2)


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
    print(f"target: {TARGET['listings']:,} listings in {TARGET['minutes']} minutes below {TARGET['gibibytes']} GiB")


if __name__ == "__main__":
    main()
