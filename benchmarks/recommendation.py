"""Recommendation on two public logs, beside popularity, item-kNN, transitions, ALS, BM25 and EASE.

    python -m benchmarks.recommendation [--worlds beauty retail] [--peers NAME ...] [--tuned-on 5000]
        [--without peers|ours ...] [--set models....=...] [--json OUT]

The tables go the way of the flow (ingest, validate, build, train); then ours is asked by its `predict`, a table of all
requests of the test with their histories. Peers choose their settings on valid, each from a small grid, and are fitted
again on train and valid before the test is asked; they are told the same histories.

- beauty: Amazon Beauty in the form in which sequential recommenders are measured (198,502 events of 22,363 customers).
  The last product of each customer is the test, the one before it valid. All 12,101 products are ranked but those of
  the history (nobody has one twice), never against drawn negatives; numbers of papers that do cannot be compared.
- retail: Online Retail II, split by time. Each customer is asked for once, at the beginning of the test on 2011-09-01,
  with what was bought before; all products that are bought until December are what was wanted. Countries are regions.
  Where a customer has no event before, peers cannot answer and what is popular stands in for them, of the time and the
  region that suit such customers of valid best. Products that had no event before are measured by themselves.

Of equal scores the wrong product counts as the first. Intervals are by the bootstrap over customers, differences are
paired. The test is the evaluation: settings are not to be chosen by it. Peers come with `pip install '.[bench]'`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from benchmarks.entry import measured_and_shown

Json = dict[str, Any]

NAMES: Final = ("beauty", "retail")
PARTS: Final = ("peers", "ours")


def measured(chosen: argparse.Namespace, scratch: Path) -> Json:
    """Build, learn, ask and measure, log by log.

    Args:
        chosen: See `_arguments`.
        scratch: For answers.

    Returns:
        `worlds`: by log `facts`, `scores`, `peers`, `stand_in` and `ours`; see `rec_report.shown`.

    Raises:
        UserError: A step refused.
    """
    from benchmarks.rec_process import USE_CASE, ask
    from benchmarks.rec_worlds import WORLDS
    from params.base import Profile
    from params.loading import load
    from params.recommendation import Parameters

    found: Json = {"worlds": {}}
    for name in chosen.worlds:
        world, place = WORLDS[name], str(scratch / name)
        settings = (*world.settings, *chosen.settings)
        parameters = load(Parameters, USE_CASE, Profile.FULL, {"source": world.source}, settings).model_dump(
            mode="json"
        )
        prepared = ask("prepare", parameters)
        given = {"examples": prepared["references"]["examples"]}
        one: Json = {"facts": prepared["facts"], "ours": None, "peers": {}, "stand_in": None}
        if "ours" not in chosen.without:
            fitted = ask("fit", parameters, given)
            inputs = {**given, "bundle": fitted["references"]["bundle"]}
            one["ours"] = {**ask("answer", parameters, inputs, folder=place), **fitted}
        if "peers" not in chosen.without:
            options = {"folder": place, "chooses": world.chooses}
            one["stand_in"] = ask("stand_in", parameters, given, **options)
            for peer in chosen.peers or _installed():
                one["peers"][peer] = ask("peer", parameters, given, name=peer, most=chosen.tuned_on, **options)
        found["worlds"][name] = {**one, "scores": ask("measure", parameters, given, folder=place)}
    return found


def _installed() -> list[str]:
    from benchmarks.rec_peers import installed

    return installed()


def main() -> int:
    """Measure once, print, and write to a file where one is named."""
    chosen = _arguments().parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        return measured_and_shown(lambda: measured(chosen, Path(scratch)), "benchmarks.rec_report", chosen.json)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worlds", nargs="+", choices=NAMES, default=list(NAMES))
    parser.add_argument("--peers", nargs="+", help="these alone, for trying out")
    parser.add_argument("--tuned-on", type=int, default=5_000, help="most requests of valid that choose settings")
    parser.add_argument("--without", nargs="+", choices=PARTS, default=[], help="leave parts out")
    parser.add_argument("--set", nargs="+", default=[], dest="settings", help="parameters: models.threads=1")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
