"""Recommendation by size: fitting, memory, and what a request costs on one core.

    python -m benchmarks.recommendation_scale [--customers 10000 100000 1000000] [--products 100000] [--requests 1000]
        [--seed 7] [--folder DIR] [--set models....=...] [--json OUT]

Tables are made up at each size: customers who like some shelves, about 20 events each, few products that many want,
some that follow others, stock by region. They go through `build` (unvalidated), then training is what the step `train`
calls, with `models.threads` threads. The bundle is loaded in a process of its own that is held to one core, and asked
through `predict`, a table of one request at a time, for ten products: live, a second after one another; of nobody; with
200 events of history; and each at its own time, days apart, so that what can be had has to be worked out anew. Then
each customer looks at one product more and is asked again: how long until the list is another. How good the lists are
is not measured here. A million customers take gigabytes and many minutes.
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

CUSTOMERS: Final = (10_000, 100_000, 1_000_000)


def curve(chosen: argparse.Namespace, scratch: Path) -> list[Json]:
    """Measure each size.

    Returns:
        One record a size: what the parts `make`, `learn` and `answer` of `rec_scale_process` return, and `threads`.

    Raises:
        UserError: A step refused.
    """
    from benchmarks.rec_scale_process import USE_CASE, ask
    from params.base import Profile
    from params.loading import load
    from params.recommendation import Parameters

    changes = {"source": "made up"}
    parameters = load(Parameters, USE_CASE, Profile.FULL, changes, tuple(chosen.settings)).model_dump(mode="json")
    found = []
    for customers in chosen.customers:
        out = scratch / f"{customers}"
        size = {"customers": customers, "products": chosen.products, "seed": chosen.seed}
        made = ask("make", parameters, out=str(out), **size)
        record = {"threads": parameters["models"]["threads"], "make": made}
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
            lambda: curve(chosen, chosen.folder or Path(scratch)), "benchmarks.rec_scale_report", chosen.json
        )


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--customers", type=int, nargs="+", default=list(CUSTOMERS))
    parser.add_argument("--products", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=1_000, help="of each kind that are timed")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--folder", type=Path, help="a new one; keep tables and bundles here")
    parser.add_argument("--set", nargs="+", default=[], dest="settings", help="parameters: models.threads=1")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
