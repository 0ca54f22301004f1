"""Demand forecasting on Online Retail II beside its peers, by product, by country and in total.

    python -m benchmarks.demand_forecasting [--splits NAME ...] [--peers-only | --methods NAME ...] [--json OUT]

The official splits are the last 13 full weeks (from 2011-09-05) and the last 52 (from 2010-12-06), each forecast at
once from its first week; `development` ends before the last 13 weeks and is the one to try things on. Our model comes
of the flow's own steps (ingest, validate, build, train) and is asked as a consumer asks it; peers learn from the same
weeks. Steps are kept in the run store; what is measured is measured anew. Peers come with `pip install '.[bench]'`.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from benchmarks.demand_forecasting_targets import OFFICIAL, SPLITS
from infra import environment
from infra.errors import UserError


def main() -> int:
    """Measure the chosen splits, print a table each, and write them to a file where one is named."""
    chosen = _arguments()
    environment.prepare()
    environment.make_directories()
    # Prefect reads its settings when it is imported, so they come first.
    from benchmarks import demand_forecasting_blocks as blocks

    try:
        results = blocks.measured(
            blocks.Choice(
                splits=chosen.splits,
                profile=chosen.profile,
                ours=not chosen.peers_only,
                methods=None if chosen.methods is None else tuple(chosen.methods),
                settings=tuple(chosen.settings),
            )
        )
    except UserError as refused:
        print(f"error: {refused}", file=sys.stderr)
        return refused.exit_code
    if chosen.json:
        chosen.json.write_text(json.dumps(results, indent=2, allow_nan=False) + "\n", encoding="utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--splits", nargs="+", choices=SPLITS, default=list(OFFICIAL))
    parser.add_argument("--profile", choices=("full", "quick"), default="full")
    parser.add_argument("--peers-only", action="store_true", help="leave our model out")
    parser.add_argument("--methods", nargs="*", metavar="NAME", help="these peers alone; none where no name follows")
    parser.add_argument("--set", nargs="+", default=[], dest="settings", help="parameters: models.core.mean.rounds=300")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
