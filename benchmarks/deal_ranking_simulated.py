"""Deal ranking on the simulated market, where the truth is known and any policy can be tried.

    python -m benchmarks.deal_ranking_simulated [--scale 0.2] [--seeds 7 8 9] [--visits 400]
        [--without ours|choice|updated|evaluation ...] [--set models....=...] [--json OUT]

The tables go the way of the flow (ingest, validate, build, train, evaluate), with late, missing and wrong rows. Fitted
is what the log says until the last four weeks. Then each policy ranks the visits of these weeks, from the same state of
the market, with the same luck of each visit and deal: few places a visit, stock and budget that run out, deals that
end. Ours is asked by its `predict`, hour by hour, with what each customer bought and redeemed and what is left of each
deal; by relevance, by revenue, and with the allocation that knows expiry and scarcity; as it was fitted, and updated
after each hour. Beside it stand popularity so far, the true probability times the true revenue, and an oracle that
has the true probabilities and holds scarce stock back at the prices of a linear programme over the visits to come.
That programme's value is a bound that nobody can pass.

Revenue before the deals end is held against popularity's. NDCG@5 is against the true probability of what can be shown
then: in each policy's own course, and in a common one, popularity's, where all rank for the same visits in the same
state and learn the same; what a policy loses is measured there. Which alpha has to hold the targets is not chosen in
hindsight: a model that is fitted on what the log says until two weeks before the test ranks these two weeks, and the
alpha of most revenue that keeps to the loss beyond noise goes into the test.

Regret is what young deals would be redeemed more if lists went by truth. New deals are shown 30, 100 and 300 times and
ranked beside as many that were learnt. Targets, of the alpha that was chosen before: 1.2 times popularity's revenue; at
a loss of at most .02 of the NDCG of ours at alpha 0; at .98 or more of popularity's NDCG, which is the other reading of
"at no more than 2 % less"; new deals at .9 of warm ones after 100 showings; nothing shown that cannot be redeemed.
Several seeds are judged each, and together with customers drawn from all.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from benchmarks.entry import measured_and_shown

Json = dict[str, Any]

PARTS: Final = ("ours", "choice", "updated", "evaluation")


def measured(chosen: argparse.Namespace, scratch: Path) -> Json:
    """Make the markets, learn their logs, let policies rank, and measure.

    Args:
        chosen: See `_arguments`.
        scratch: For tables of visits.

    Returns:
        `runs`, by seed: `world`, `costs` by step, `evaluation`, what `deal_simulated_process.through` returns, and
        `new`, see `deal_simulated_process.of_new`, and `choice`, see `deal_simulated_process.choose`; `pooled`, see
        `deal_simulated_measures.pooled`, of several seeds.

    Raises:
        UserError: A step refused.
    """
    runs = {str(seed): _of_seed(chosen, seed, scratch / str(seed)) for seed in chosen.seeds}
    return {"runs": runs, "pooled": _pooled(chosen, scratch) if len(runs) > 1 else None}


def _pooled(chosen: argparse.Namespace, scratch: Path) -> Json:
    """What the parts kept of all markets, together."""
    from benchmarks.deal_simulated_measures import pooled
    from benchmarks.rec_kept import read

    settings = _parameters(chosen, chosen.seeds[0])["evaluation"]
    resampling = {name: settings[name] for name in ("resamples", "confidence", "seed")}
    return pooled({str(seed): read(scratch / str(seed)) for seed in chosen.seeds}, resampling)


def _parameters(chosen: argparse.Namespace, seed: int, days_before: int = 0) -> Json:
    """Of the flow, whose test begins so many days before that of the market."""
    import numpy as np

    from benchmarks.deal_process import USE_CASE
    from params.base import Profile
    from params.deal_ranking import Parameters
    from params.loading import load
    from sources.simulator.deal_time import FIRST, TEST_FROM

    begins = str(FIRST + np.timedelta64(TEST_FROM, "s") - np.timedelta64(days_before, "D"))[:10]
    changes = {"source": "simulator", "simulator": {"seed": seed, "scale": chosen.scale}}
    settings = (f"features.test_from={begins}", *chosen.settings)
    return load(Parameters, USE_CASE, Profile.FULL, changes, settings).model_dump(mode="json")


def _of_seed(chosen: argparse.Namespace, seed: int, scratch: Path) -> Json:
    from benchmarks.deal_alpha import DAYS
    from benchmarks.deal_simulated_process import ask

    parameters, folder = _parameters(chosen, seed), str(scratch)
    options: Json = {"updated": "updated" not in chosen.without}
    prepared = ask("prepare", parameters)
    given, costs = {"examples": prepared["references"]["examples"]}, prepared["costs"]
    begins = parameters["features"]["test_from"]
    found: Json = {"world": {"scale": chosen.scale, "seed": seed, "test_from": begins}, "evaluation": {}, "new": None}
    found["choice"] = None
    if not {"ours", "choice"} & set(chosen.without):
        before = _parameters(chosen, seed, DAYS)
        earlier = {"examples": ask("prepare", before)["references"]["examples"]}
        earlier["bundle"] = ask("fit", before, earlier)["references"]["bundle"]
        found["choice"] = ask("choose", before, earlier)
        options["alpha"] = found["choice"]["alpha"]
    if "ours" not in chosen.without:
        fitted = ask("fit", parameters, given)
        costs |= fitted["costs"]
        given |= {"bundle": fitted["references"]["bundle"]}
        found["new"] = ask("new", parameters, given, visits=chosen.visits, folder=folder)
        if "evaluation" not in chosen.without:
            evaluated = ask("evaluate", parameters, given)
            found["evaluation"], costs = evaluated["measures"], costs | evaluated["costs"]
    return {**found, "costs": costs, **ask("live", parameters, given, folder=folder, **options)}


def main() -> int:
    """Measure once, print, and write to a file where one is named."""
    chosen = _arguments().parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        return measured_and_shown(
            lambda: measured(chosen, Path(scratch)), "benchmarks.deal_simulated_report", chosen.json
        )


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=0.2, help="of the simulator; 1 is about 8,000 customers")
    parser.add_argument("--seeds", type=int, nargs="+", default=[7], help="each is a market and a model of its own")
    parser.add_argument("--visits", type=int, default=400, help="most that new deals are ranked in")
    parser.add_argument("--without", nargs="+", choices=PARTS, default=[], help="leave parts out")
    parser.add_argument("--set", nargs="+", default=[], dest="settings", help="parameters: models.threads=1")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
