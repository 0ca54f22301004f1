"""How long the simulated marketplace takes, and how much memory, at 10 k, 100 k and 1 M listings.

Each size runs in a fresh process held to one core, so that peak memory is its own:

    python benchmarks/simulator.py [--seed 0] [--out DIR]
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SCALES = (0.5, 5.0, 50.0)


def measure(out: Path, seed: int, scale: float) -> None:
    """Write the tables of product matching once and print one line of the table."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    started = time.perf_counter()
    import pyarrow.parquet as pq

    from sources.simulator.product_matching import write

    imported = time.perf_counter()
    write(out, seed=seed, scale=scale)
    seconds = time.perf_counter() - imported
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    rows = pq.read_metadata(out / "listings.parquet").num_rows
    size = sum(path.stat().st_size for path in out.rglob("*.parquet"))
    print(
        f"{scale:>6g} {rows:>10,} {seconds:>9.2f} {rows / seconds:>12,.0f} {peak / 2**20:>9.0f} {size / 2**20:>9.1f}"
        f"   (imports {imported - started:.2f} s)",
        flush=True,
    )


def main() -> None:
    """Run every scale in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, help="keep the tables here, one folder a scale")
    parser.add_argument("--scale", type=float, help="measure this one alone, in this process")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        out = given.out or Path(scratch)
        if given.scale is not None:
            measure(out / f"scale-{given.scale:g}", given.seed, given.scale)
            return
        print(
            f"{'scale':>6} {'listings':>10} {'seconds':>9} {'listings/s':>12} {'peak MiB':>9} {'disk MiB':>9}",
            flush=True,
        )
        for scale in SCALES:
            command = [sys.executable, __file__, f"--seed={given.seed}", f"--scale={scale}", f"--out={out}"]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
