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
import sys
from pathlib import Path
from typing import Any, Final

from benchmarks import scale_curve

Json = dict[str, Any]

CUSTOMERS: Final = (10_000, 100_000, 1_000_000)


def curve(chosen: argparse.Namespace, scratch: Path) -> list[Json]:
    """Measure each size; see `scale_curve.measured`, of the parts of `rec_scale_process`."""
    from benchmarks.rec_scale_process import USE_CASE, ask
    from params.base import Profile
    from params.loading import load
    from params.recommendation import Parameters

    changes = {"source": "made up"}
    parameters = load(Parameters, USE_CASE, Profile.FULL, changes, tuple(chosen.settings)).model_dump(mode="json")
    sizes = [{"customers": one, "products": chosen.products, "seed": chosen.seed} for one in chosen.customers]
    asked = {"requests": chosen.requests}
    return scale_curve.measured(ask, parameters, sizes, asked, scratch, kept=bool(chosen.folder))


def main() -> int:
    """Measure all sizes, print, and write to a file where one is named."""
    return scale_curve.shown(_arguments().parse_args(), curve, "benchmarks.rec_scale_report")


def _arguments() -> argparse.ArgumentParser:
    parser = scale_curve.arguments(__doc__, 1_000)
    parser.add_argument("--customers", type=int, nargs="+", default=list(CUSTOMERS))
    parser.add_argument("--products", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    return parser


if __name__ == "__main__":
    sys.exit(main())
