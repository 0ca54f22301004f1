"""Recommendation on the simulated marketplace, held against its truth, which no log has.

    python -m benchmarks.recommendation_simulated [--scale 1] [--seed 7] [--requests 2000] [--set models....=...]
        [--json OUT]

The tables go the way of the flow (ingest, validate, build, train, evaluate), with copies, machines, visits of one
moment and rows that are refused. Then visits of the test are asked again: as they were; of nobody in particular; with
and without the region; half a year later. What is right is what the log says that came of the visit, and beside it the
true preference: how probable each product is to be the first choice of this customer, there and then, before anything
is met. Whether a product could be had is asked of the world itself.

Beside it: the true preference itself as a list (the oracle), what is popular, what the customer had before, item-kNN
and transitions, with settings that valid chooses; they are told what can be had. Targets: products that nothing was
learnt of are found 0.9 times as often as the others; nothing is shown that cannot be had. The true preference, and what
knowing who, where and when adds to it, are reported.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, Final

from benchmarks.entry import measured_and_shown

Json = dict[str, Any]

_FACTS: Final = ("products", "events", "customers_of_events", "test_from")


def measured(chosen: argparse.Namespace) -> Json:
    """Make the world, learn it, and measure against its truth.

    Args:
        chosen: See `_arguments`.

    Returns:
        `world`, `costs` by step, `valid` metrics, the flow's `evaluation`, and what `rec_simulated_process.measure`
        returns.

    Raises:
        UserError: A step refused.
    """
    from benchmarks.rec_simulated_process import USE_CASE, ask
    from params.base import Profile
    from params.loading import load
    from params.recommendation import Parameters

    changes = {"source": "simulator", "simulator": {"seed": chosen.seed, "scale": chosen.scale}}
    parameters = load(Parameters, USE_CASE, Profile.FULL, changes, tuple(chosen.settings)).model_dump(mode="json")
    prepared = ask("prepare", parameters)
    given = prepared["references"]
    fitted = ask("fit", parameters, {"examples": given["examples"]})
    bundle = fitted["references"]["bundle"]
    evaluated = ask("evaluate", parameters, {"examples": given["examples"], "bundle": bundle})
    found = ask("measure", parameters, {**given, "bundle": bundle}, requests=chosen.requests)
    world = {"scale": chosen.scale, "seed": chosen.seed, **{name: prepared["facts"].get(name) for name in _FACTS}}
    costs = prepared["costs"] | fitted["costs"] | evaluated["costs"]
    return {"world": world, "costs": costs, "valid": fitted["valid"], "evaluation": evaluated["measures"], **found}


def main() -> int:
    """Measure once, print, and write to a file where one is named."""
    chosen = _arguments().parse_args()
    return measured_and_shown(lambda: measured(chosen), "benchmarks.rec_simulated_report", chosen.json)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=1.0, help="of the simulator; 1 is about 20,000 products")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--requests", type=int, default=2_000, help="most that are asked, each in several ways")
    parser.add_argument("--set", nargs="+", default=[], dest="settings", help="parameters: models.threads=1")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
