"""Product search on the simulated marketplace, held against its truth, which no log has.

    python -m benchmarks.product_search_simulated [--scale 1] [--seed 7] [--searches 2000] [--no-uncorrected]
        [--set models....=...] [--json OUT]

The tables go the way of the flow (ingest, validate, build, train), with slips in queries, clicks that depend on the
place, and rows that are refused. Then searches of the test are asked again as they were meant, whether or not anything
came of them: whole; 20 to 80 % of their characters; with one and two slips, corrected and not; and by nobody in
particular. What is right is what the world says: how each product answers the query, and what it is worth to this
customer there and then; never what was clicked. Whether a product could be had is asked of the world itself.

Beside it: words alone (BM25, its fields and constants chosen on the judged queries of train), meaning alone (MiniLM),
both fused, what the shop's own ranker showed (it is told what kind of thing was meant, which no search is), and the
same search trained on clicks as they are. Targets: 60 % typed reaches 95 % of the whole query's NDCG; one typo 90 %;
under 1 % of the clean queries are corrected; knowing the customer helps beyond noise; nothing is shown that cannot be
had.
"""

from __future__ import annotations

import argparse
import copy
import sys
from pathlib import Path
from typing import Any, Final

from benchmarks.entry import measured_and_shown

Json = dict[str, Any]

_FACTS: Final = ("products", "queries", "test_from")


def measured(chosen: argparse.Namespace) -> Json:
    """Make the world, learn it, and measure against its truth.

    Args:
        chosen: See `_arguments`.

    Returns:
        `world`, `costs` by step, `valid` metrics, and what `search_simulated_process.measure` returns.

    Raises:
        UserError: A step refused.
    """
    from benchmarks.search_simulated_process import USE_CASE, ask
    from params.base import Profile
    from params.loading import load
    from params.product_search import Parameters

    changes = {"source": "simulator", "simulator": {"seed": chosen.seed, "scale": chosen.scale}}
    parameters = load(Parameters, USE_CASE, Profile.FULL, changes, tuple(chosen.settings)).model_dump(mode="json")
    prepared = ask("prepare", parameters)
    given = prepared["references"]
    fitted = ask("fit", parameters, {"examples": given["examples"]})
    inputs = {**given, "bundle": fitted["references"]["bundle"]}
    costs = prepared["costs"] | fitted["costs"]
    if chosen.uncorrected:
        plain = ask("fit", without_correction(parameters), {"examples": given["examples"]})
        inputs["uncorrected"] = plain["references"]["bundle"]
        costs["train, clicks not corrected"] = plain["costs"]["train"]
    found = ask("measure", parameters, inputs, searches=chosen.searches)
    facts = prepared["facts"]
    counts = {name: facts[name] for name in _FACTS} | {"train_searches": facts["train"]["searches"]}
    world = {"scale": chosen.scale, "seed": chosen.seed, **counts}
    return {"world": world, "costs": costs, "valid": fitted["valid"], **found}


def without_correction(parameters: Json) -> Json:
    """The same parameters, but that clicks are learnt from as they are."""
    changed = copy.deepcopy(parameters)
    changed["models"]["propensity"]["enabled"] = False
    return changed


def main() -> int:
    """Measure once, print, and write to a file where one is named."""
    chosen = _arguments().parse_args()
    return measured_and_shown(lambda: measured(chosen), "benchmarks.search_simulated_report", chosen.json)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=1.0, help="of the simulator; 1 is about 20,000 products")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--searches", type=int, default=2_000, help="most that are asked, each in a dozen ways")
    parser.add_argument(
        "--no-uncorrected", action="store_false", dest="uncorrected", help="do not train on clicks as they are"
    )
    parser.add_argument("--set", nargs="+", default=[], dest="settings", help="parameters: models.threads=1")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
