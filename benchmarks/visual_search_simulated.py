"""Visual search on the simulated market, whose truth is known: what no log can measure.

    python -m benchmarks.visual_search_simulated [--scale 1.0] [--seed 7] [--photos 200] [--sheets DIR]
        [--without evaluation] [--set models....=...] [--json OUT]

The tables go the way of the flow (ingest, validate, build, train, evaluate), with their mess. Then the model is held
against what the test photos truly show, of products with no box in the tables too:

- each product that is seen: whether the locator finds it, whether an answer's box is there, whether that names it, by
  its share of the picture, how it is turned, how much of it is hidden, by light and blur, by how many are in the photo,
  for products that only the maker's print tells apart, and for products that training never saw;
- the locator's recall and precision at an intersection over union of .5, of products that the catalogue lacks too;
- fresh photos of products among clutter, the same but for the share of the picture that the product takes: what is lost
  from 90 % to 25 and 10 %.

What the evaluation of the flow measures is printed beside: refusal, products added without training, a catalogue that
grows. It proves the road and the challenges, not the quality on real photos: `visual_search` has these.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from benchmarks.entry import measured_and_shown

Json = dict[str, Any]

SHARES: Final = (0.9, 0.5, 0.25, 0.1)


def measured(chosen: argparse.Namespace, folder: Path) -> Json:
    """Make the market, learn, and hold it against the truth.

    Returns:
        `world`, `threads`, `facts`, `costs`, `valid`, `evaluation`; `truth`, see `visual_simulated_process.truth`;
        `shrunk`, see `visual_simulated_shares.measured`.

    Raises:
        UserError: A step refused.
    """
    from benchmarks.visual_process import USE_CASE
    from benchmarks.visual_simulated_process import ask
    from params.base import Profile
    from params.loading import load
    from params.visual_search import Parameters

    changes = {"source": "simulator", "simulator": {"seed": chosen.seed, "scale": chosen.scale}}
    parameters = load(Parameters, USE_CASE, Profile(chosen.profile), changes, chosen.settings).model_dump(mode="json")
    prepared = ask("prepare", parameters)
    given = prepared["references"]
    examples = {"examples": given["examples"]}
    fitted = ask("fit", parameters, examples)
    inputs = {**examples, "bundle": fitted["references"]["bundle"]}
    costs, evaluation = prepared["costs"] | fitted["costs"], {}
    if "evaluation" not in chosen.without:
        sheets = None if chosen.sheets is None else str(chosen.sheets)
        evaluated = ask("evaluate", parameters, inputs, folder=str(folder), sheets=sheets)
        evaluation, costs = evaluated["measures"], costs | evaluated["costs"]
    shrunk = ask("shrunk", parameters, {"bundle": inputs["bundle"]}, shares=SHARES, photos=chosen.photos)
    return {
        "world": {"scale": chosen.scale, "seed": chosen.seed, "profile": chosen.profile},
        "threads": parameters["models"]["threads"],
        "facts": prepared["facts"],
        "costs": costs,
        "valid": fitted["valid"],
        "evaluation": evaluation,
        "truth": ask("truth", parameters, {**inputs, "tables": given["tables"]}),
        "shrunk": shrunk["shares"],
    }


def main() -> int:
    """Measure once, print, and write to a file where one is named."""
    chosen = _arguments().parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        return measured_and_shown(
            lambda: measured(chosen, Path(scratch)), "benchmarks.visual_simulated_report", chosen.json
        )


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=1.0, help="of the simulator; 1 is about 250 products")
    parser.add_argument("--seed", type=int, default=7, help="of the market")
    parser.add_argument("--profile", choices=("quick", "full"), default="full", help="of the parameters")
    parser.add_argument("--photos", type=int, default=200, help="products that are photographed at each share, at most")
    parser.add_argument("--sheets", type=Path, help="write the contact sheets into this folder")
    parser.add_argument("--without", nargs="+", choices=("evaluation",), default=[], help="leave parts out")
    parser.add_argument("--set", nargs="+", default=[], dest="settings", help="parameters: models.threads=1")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
