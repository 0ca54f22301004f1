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
import sys
from pathlib import Path
from typing import Any, Final

from benchmarks import scale_curve

Json = dict[str, Any]

PRODUCTS: Final = (100_000, 1_000_000)


def curve(chosen: argparse.Namespace, scratch: Path) -> list[Json]:
    """Measure each size; see `scale_curve.measured`, of the parts of `search_scale_process`; and `products`."""
    from benchmarks.search_scale_process import USE_CASE, ask
    from params.base import Profile
    from params.loading import load
    from params.product_search import Parameters

    changes = {"source": "simulator"}
    parameters = load(Parameters, USE_CASE, Profile.FULL, changes, tuple(chosen.settings)).model_dump(mode="json")
    sizes = [{"products": one, "log": chosen.log} for one in chosen.products]
    asked = {"requests": chosen.requests}
    found = scale_curve.measured(ask, parameters, sizes, asked, scratch, kept=bool(chosen.folder))
    return [one | {"products": one["make"]["products"]} for one in found]


def main() -> int:
    """Measure all sizes, print, and write to a file where one is named."""
    return scale_curve.shown(_arguments().parse_args(), curve, "benchmarks.search_scale_report")


def _arguments() -> argparse.ArgumentParser:
    parser = scale_curve.arguments(__doc__, 1_000)
    parser.add_argument("--products", type=int, nargs="+", default=list(PRODUCTS))
    parser.add_argument("--log", type=int, default=20_000, help="searches that are learnt from")
    return parser


if __name__ == "__main__":
    sys.exit(main())
