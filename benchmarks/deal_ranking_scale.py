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
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from benchmarks.entry import measured_and_shown

Json = dict[str, Any]

EXPOSURES: Final = (100_000, 1_000_000)
MOST: Final = 5_000_000


def curve(chosen: argparse.Namespace, scratch: Path) -> list[Json]:
    """Measure each size.

    Returns:
        One record a size: what the parts `make`, `learn` and `answer` of `deal_scale_process` return, and `threads`.

    Raises:
        UserError: A step refused.
    """
    from benchmarks.deal_scale_process import USE_CASE, ask
    from params.base import Profile
    from params.deal_ranking import Parameters
    from params.loading import load

    sizes = [*chosen.exposures, *([MOST] if chosen.five_million else [])]
    whole = ("features.max_requests=100000000", *chosen.settings)
    changes = {"source": "made up"}
    parameters = load(Parameters, USE_CASE, Profile.FULL, changes, whole).model_dump(mode="json")
    found = []
    for exposures in sizes:
        out = scratch / f"{exposures}"
        made = ask("make", parameters, out=str(out), exposures=exposures, seed=chosen.seed)
        record = {"threads": parameters["models"]["threads"], "make": made}
        record["learn"] = ask("learn", parameters, out=str(out))
        record["answer"] = ask("answer", parameters, out=str(out), requests=chosen.requests, seed=chosen.seed)
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
            lambda: curve(chosen, chosen.folder or Path(scratch)), "benchmarks.deal_scale_report", chosen.json
        )


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--exposures", type=int, nargs="+", default=list(EXPOSURES))
    parser.add_argument("--five-million", action="store_true", help=f"and {MOST:,}: gigabytes and many minutes")
    parser.add_argument("--requests", type=int, default=500, help="of each kind that are timed")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--folder", type=Path, help="a new one; keep tables and bundles here")
    parser.add_argument("--set", nargs="+", default=[], dest="settings", help="parameters: models.threads=1")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
