"""Deal ranking by size: fitting, memory, and what a request of 500 candidates costs on one core.

    python -m benchmarks.deal_ranking_scale [--exposures 100000 1000000] [--five-million] [--requests 500] [--seed 7]
        [--folder DIR] [--set models....=...] [--json OUT]

Tables are made up at each size: customers who like some shelves, 3,000 deals of hours and weeks, of which 600 and more
run at the end, ten shown in a visit. They go through `build` (unvalidated), then training is what the step `train`
calls, with `models.threads` threads. The bundle is loaded in a process of its own that is held to one core, and asked
through `predict`, a table of one request at a time with fifty purchases of the customer, for the best ten of 500 deals:
told as ids and told as objects, as they are and with the allocation. How good the lists are is not measured here.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, Final

from benchmarks import scale_curve

Json = dict[str, Any]

EXPOSURES: Final = (100_000, 1_000_000)
MOST: Final = 5_000_000


def curve(chosen: argparse.Namespace, scratch: Path) -> list[Json]:
    """Measure each size; see `scale_curve.measured`, of the parts of `deal_scale_process`."""
    from benchmarks.deal_scale_process import USE_CASE, ask
    from params.base import Profile
    from params.deal_ranking import Parameters
    from params.loading import load

    whole = ("features.max_requests=100000000", *chosen.settings)
    changes = {"source": "made up"}
    parameters = load(Parameters, USE_CASE, Profile.FULL, changes, whole).model_dump(mode="json")
    exposures = [*chosen.exposures, *([MOST] if chosen.five_million else [])]
    sizes = [{"exposures": one, "seed": chosen.seed} for one in exposures]
    asked = {"requests": chosen.requests, "seed": chosen.seed}
    return scale_curve.measured(ask, parameters, sizes, asked, scratch, kept=bool(chosen.folder))


def main() -> int:
    """Measure all sizes, print, and write to a file where one is named."""
    return scale_curve.shown(_arguments().parse_args(), curve, "benchmarks.deal_scale_report")


def _arguments() -> argparse.ArgumentParser:
    parser = scale_curve.arguments(__doc__, 500)
    parser.add_argument("--exposures", type=int, nargs="+", default=list(EXPOSURES))
    parser.add_argument("--five-million", action="store_true", help=f"and {MOST:,}: gigabytes and many minutes")
    parser.add_argument("--seed", type=int, default=7)
    return parser


if __name__ == "__main__":
    sys.exit(main())
