"""Ad clicks on the simulated marketplace, held against the true probabilities, which no log has.

    python -m benchmarks.ad_click_simulated [--scale 5] [--seed 7] [--set features.target=conversion] [--json OUT]

The tables go the way of the flow (ingest, validate, build, train); the model is asked the test, which is later than all
it learnt, as a consumer asks it: once as it was trained, and once learning of the test's impressions after it has
answered them. Two targets: log loss within 2 % of that of the true probabilities at a million impressions (scale 5),
and a calibration ratio within 1 +- .05 on every campaign with 1,000 clicks. Beside it stands a learner that knows how
the truth is made up: what it misses cannot be learnt.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, Final

from benchmarks.entry import measured_and_shown

Json = dict[str, Any]

STEPS: Final = {"ingest": (), "validate": ("tables",), "build": ("clean",), "fit": ("examples",)}  # and what they take
LEARN_EVERY: Final = 5_000  # impressions of the test between two updates


def measured(scale: float, seed: int, settings: tuple[str, ...], reference: bool = True) -> Json:
    """Make the world, learn it, and measure against its truth.

    Returns:
        `world`, `costs` by step, `frozen` and `learning` (`ad_simulated_process.measure`), `informed` and `constant`
        (`ad_simulated_process.reference`) where wanted.

    Raises:
        UserError: A step refused.
    """
    from benchmarks.ad_simulated_process import USE_CASE, ask
    from params.ad_click import Parameters
    from params.base import Profile
    from params.loading import load

    changes = {"source": "simulator", "simulator": {"seed": seed, "scale": scale}}
    parameters = load(Parameters, USE_CASE, Profile.FULL, changes, settings).model_dump(mode="json")
    given: Json = {}
    costs: Json = {}
    for part, needed in STEPS.items():
        done = ask(part, parameters, {name: given[name] for name in needed})
        given |= done["references"]
        costs |= done["costs"]
        if part == "build":
            rows = {split: done["facts"][split] for split in ("train", "valid", "test")}
    inputs = {name: given[name] for name in ("examples", "tables")}
    found = ask("measure", parameters, {**inputs, "bundle": given["bundle"]}, learn_every=LEARN_EVERY)
    return {
        "world": {"scale": scale, "seed": seed, **rows},
        "costs": costs,
        **found,
        **(ask("reference", parameters, inputs) if reference else {}),
    }


def main() -> int:
    """Measure once, print, and write to a file where one is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=5.0, help="of the simulator; 1 is 200,000 impressions")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--no-reference", action="store_true", help="leave out the learner that knows the truth's form")
    parser.add_argument("--set", nargs="+", default=[], dest="settings", help="parameters: models.threads=1")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    chosen = parser.parse_args()
    return measured_and_shown(
        lambda: measured(chosen.scale, chosen.seed, tuple(chosen.settings), not chosen.no_reference),
        "benchmarks.ad_simulated_report",
        chosen.json,
    )


if __name__ == "__main__":
    sys.exit(main())
