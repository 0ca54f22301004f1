"""Product search by size: building, memory, and what a request costs on one core, step by step.

    python -m benchmarks.product_search_scale [--products 100000 1000000] [--log 20000] [--requests 1000]
        [--folder DIR] [--set models....=...] [--json OUT]

The catalogue and its stock are those of the simulated marketplace at that size (messy rows left out, and so not
validated), the log is thinned to `--log` searches, evenly over its 120 days: enough for the trees to be grown. Training
is what the step `train` calls, with `models.threads` threads. Then the bundle is loaded in a process of its own that is
held to one core, and asked through `predict`, a table of one request at a time, for ten products: queries whole and
typed in part by turns, from all regions, by customers known and unknown, a second after one another. Beside it the same
with each request at its own time, days apart, so that what can be had has to be worked out anew. How good the answers
are is not measured here. Large sizes take minutes, and gigabytes of memory and disk.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from benchmarks.entry import measured_and_shown

Json = dict[str, Any]

PRODUCTS: Final = (100_000, 1_000_000)


def curve(chosen: argparse.Namespace, scratch: Path) -> list[Json]:
    """Measure each size.

    Returns:
        One record a size: `products`, and what the parts `make`, `learn` and `answer` of `search_scale_process` return.

    Raises:
        UserError: A step refused.
    """
    from benchmarks.search_scale_process import USE_CASE, ask
    from params.base import Profile
    from params.loading import load
    from params.product_search import Parameters

    changes = {"source": "simulator"}
    parameters = load(Parameters, USE_CASE, Profile.FULL, changes, tuple(chosen.settings)).model_dump(mode="json")
    found = []
    for products in chosen.products:
        out = scratch / f"{products}"
        made = ask("make", parameters, out=str(out), products=products, log=chosen.log)
        record = {"products": made["products"], "threads": parameters["models"]["threads"], "make": made}
        record["learn"] = ask("learn", parameters, out=str(out))
        record["answer"] = ask("answer", parameters, out=str(out), requests=chosen.requests)
        print(json.dumps(record), file=sys.stderr, flush=True)
        found.append(record)
        if not chosen.folder:
            shutil.rmtree(out)
    return found


def main() -> int:
    """Measure all sizes, print, and write to a file where one is named."""
    chosen = _arguments().parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        return measured_and_shown(
            lambda: curve(chosen, chosen.folder or Path(scratch)), "benchmarks.search_scale_report", chosen.json
        )


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--products", type=int, nargs="+", default=list(PRODUCTS))
    parser.add_argument("--log", type=int, default=20_000, help="searches that are learnt from")
    parser.add_argument("--requests", type=int, default=1_000, help="that are timed")
    parser.add_argument("--folder", type=Path, help="a new one; keep tables and bundles here")
    parser.add_argument("--set", nargs="+", default=[], dest="settings", help="parameters: models.threads=1")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
