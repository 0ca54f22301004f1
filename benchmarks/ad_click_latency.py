"""How long a bid takes: candidates scored in process, without a table between.

python -m benchmarks.ad_click_latency [--rows 200000] [--rounds 5000] [--bundle DIR] [--out FILE]

A model is trained on simulated impressions, or read from `--bundle`; then bids of 1 and 50 candidates are scored one
at a time in one thread, each with other ads. Other jobs on the machine lengthen the tail: `own` counts the processor
time of the thread alone.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from models.ad_click import AdClickModel, train
from models.serving import load_bundle

CANDIDATES = (1, 50)
SEED = 5
ADS, CUSTOMERS, PLACEMENTS = 2_000, 50_000, 7
CLICK_LOGIT = -4.5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=5_000)
    parser.add_argument("--bundle", type=Path)
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        bundle = asked.bundle or trained(Path(scratch), asked.rows)
        model: Any = load_bundle(bundle)
    trees = model.stack.blend.trees
    found: dict[str, Any] = {"trees": trees.head.rounds if trees else 0, "weight": model.stack.blend.weight}
    for count in CANDIDATES:
        found[f"candidates_{count}"] = timed(model, count, asked.rounds)
    text = json.dumps(found, indent=2)
    print(text)
    if asked.out:
        asked.out.write_text(text + "\n", encoding="utf-8")


def timed(model: AdClickModel, count: int, rounds: int) -> dict[str, float]:
    """Milliseconds of `score` by the clock, and of the thread's own processor time."""
    rng = np.random.default_rng(SEED)
    bids = [bid(rng, count) for _ in range(rounds)]
    for one in bids[:100]:
        model.score(one)
    by_clock, own = [], []
    for one in bids:
        began, used = time.perf_counter_ns(), time.thread_time_ns()
        model.score(one)
        by_clock.append(time.perf_counter_ns() - began)
        own.append(time.thread_time_ns() - used)
    found = {}
    for name, values in (("clock", by_clock), ("own", own)):
        p50, p99 = np.percentile(values, [50, 99]) / 1e6
        found |= {f"{name}_p50_ms": round(float(p50), 3), f"{name}_p99_ms": round(float(p99), 3)}
    return found


def bid(rng: np.random.Generator, count: int) -> dict[str, Any]:
    """A request with its candidates: what they share is given once."""
    ads = rng.integers(0, ADS, count)
    return {
        "ad": [f"a{one}" for one in ads],
        "campaign": [f"k{one // 5}" for one in ads],
        "advertiser": [f"v{one // 20}" for one in ads],
        "category": [f"g{one % 40}" for one in ads],
        "price": rng.lognormal(2, 1, count),
        "customer": f"c{rng.integers(CUSTOMERS)}",
        "placement": f"p{rng.integers(PLACEMENTS)}",
        "device": f"d{rng.integers(9)}",
        "position": "1",
        "time": f"2026-03-01T{rng.integers(24):02d}:{rng.integers(60):02d}:{rng.integers(60):02d}Z",
    }


def trained(scratch: Path, rows: int) -> Path:
    """A bundle of so many impressions."""
    rng = np.random.default_rng(SEED)
    ads, customers = rng.integers(0, ADS, rows), rng.integers(0, CUSTOMERS, rows)
    placement, position = rng.integers(0, PLACEMENTS, rows), rng.integers(1, 9, rows)
    logit = CLICK_LOGIT + rng.normal(0, 0.7, ADS)[ads] + rng.normal(0, 0.7, PLACEMENTS)[placement] - np.log(position)
    names = {"customer": "c", "ad": "a", "campaign": "k", "advertiser": "v", "category": "g", "placement": "p"}
    codes = {"customer": customers, "ad": ads, "campaign": ads // 5, "advertiser": ads // 20, "category": ads % 40}
    codes |= {"placement": placement}
    frame = pd.DataFrame({"label": (rng.random(rows) < 1 / (1 + np.exp(-logit))).astype("int8")})
    frame["time"] = pd.Timestamp("2026-01-01", tz="UTC") + pd.to_timedelta(
        np.sort(rng.integers(0, 5_000_000, rows)), "s"
    )
    frame["time"] = frame["time"].astype("datetime64[us, UTC]")
    for name, code in codes.items():
        frame[name] = pd.array([f"{names[name]}{one}" for one in code], dtype="str")
    frame["position"] = position.astype("str")
    frame["device"] = pd.array([f"d{one}" for one in rng.integers(0, 9, rows)], dtype="str")
    frame["price"] = rng.lognormal(2, 1, rows)
    categorical = [*names, "position", "device"]
    facts: dict[str, Any] = {"target": "click", "timed": True}
    facts["columns"] = {"categorical": categorical, "numeric": ["price"]}
    examples = scratch / "examples"
    examples.mkdir()
    cut = int(rows * 0.9)
    for name, part in (("train", frame.iloc[:cut]), ("valid", frame.iloc[cut:])):
        part.to_parquet(examples / f"{name}.parquet", index=False, row_group_size=131_072)
        facts[name] = {"rows": len(part), "positives": int(part["label"].sum())}
    (examples / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
    train(examples, {}, scratch / "bundle", lambda *_: None)
    return scratch / "bundle"


if __name__ == "__main__":
    main()
