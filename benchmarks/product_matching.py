"""Every number of product matching in one command, beside floors, published numbers and peers on the same pairs.

    python -m benchmarks.product_matching [--sources NAME ...] [--profile full|quick] [--only BLOCK ...] [--json OUT]

Blocks: quality, peers, blocking, twins, scale. Steps are kept in the run store, so that what is done is not done
again; peers, blocking, twins and scale are measured anew every time. Public data come as they do for `bazaar run`
(BAZAAR_DATA, BAZAAR_MIRROR, their home); a source that cannot be had is skipped, saying so.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from infra import environment
from infra.errors import UserError

BLOCKS = ("quality", "peers", "blocking", "twins", "scale")


def main() -> int:
    """Measure the chosen blocks, print a table each, and write them to a file where one is named."""
    chosen = _arguments()
    environment.prepare()
    environment.make_directories()
    # Prefect reads its settings when it is imported, so they come first.
    from benchmarks import matching_blocks

    try:
        results = matching_blocks.measured(
            matching_blocks.Choice(
                blocks=frozenset(chosen.only) - ({"scale"} if chosen.skip_scale else set()),
                sources=tuple(chosen.sources or matching_blocks.SOURCES),
                profile=chosen.profile,
                twins_scale=chosen.twins_scale,
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
    parser.add_argument("--sources", nargs="+", metavar="NAME", help="see `bazaar data list`")
    parser.add_argument("--profile", choices=("full", "quick"), default="full")
    parser.add_argument("--only", nargs="+", choices=BLOCKS, default=list(BLOCKS), help="these blocks alone")
    parser.add_argument("--skip-scale", action="store_true", help="leave out the curve up to a million listings")
    parser.add_argument("--twins-scale", type=float, default=1.0, help="of the simulator; 1 is about 20,000 listings")
    parser.add_argument("--set", nargs="+", default=[], dest="settings", help="parameters: models.max_depth=8")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
