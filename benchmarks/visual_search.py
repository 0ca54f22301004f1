"""Visual search on photos from shops (grocery-store), beside plain baselines.

    python -m benchmarks.visual_search [--split test|photos|visits] [--without peers] [--sheets DIR]
        [--set models....=...] [--json OUT]

The flow's own steps (ingest, validate, build, train, evaluate) learn from photos of 81 products and one clean picture
of each, and find the products of other photos: by the nearest of all pictures, those of training among them, and by the
catalogue's pictures alone. Beside it, on the same photos: a support vector machine on colours and gradients (HOG), its
strength chosen by cross-validation on the photos that are learnt from; the photo of the most alike colours; and the
catalogue picture of the most alike colours. Intervals are of the bootstrap over photos, differences are paired.

The set's `val` photos are the test, and are looked at once: its own test photos are not in the copy that is read here.
For trying out there is `--split photos`, in which a seventh of the photos of train play the test, and `--split visits`,
in which whole visits do: photos that were taken in one go, told by their colours, since the set does not say. The
difference of the two is what photos of one visit on both sides flatter.

With `--sheets` the contact sheets are written there: photos with their boxes and best matches, right and wrong, to be
looked at. Training is timed on `models.threads` threads while nothing else should run.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.entry import measured_and_shown

Json = dict[str, Any]

SOURCE = "grocery-store"


def measured(chosen: argparse.Namespace, folder: Path) -> Json:
    """Learn, find, and hold it beside the baselines.

    Returns:
        `split`, `threads`, `facts`, `costs`, `valid`; `methods`, measures by name of the method; `fit_seconds` of the
        baselines; `ahead`, by baseline.

    Raises:
        UserError: A step refused.
    """
    from benchmarks.visual_peers import PEERS
    from benchmarks.visual_process import OURS, OURS_SHELF, USE_CASE, ask
    from params.base import Profile
    from params.loading import load
    from params.visual_search import Parameters

    parameters = load(Parameters, USE_CASE, Profile.FULL, {"source": SOURCE}, chosen.changes).model_dump(mode="json")
    prepared = ask("prepare", parameters, split=chosen.split)
    given = {"examples": prepared["references"]["examples"]}
    fitted = ask("fit", parameters, given)
    inputs = {**given, "bundle": fitted["references"]["bundle"]}
    sheets = None if chosen.sheets is None else str(chosen.sheets)
    evaluated = ask("evaluate", parameters, inputs, folder=str(folder), sheets=sheets)
    shelf = ask("shelf", parameters, inputs, folder=str(folder))
    methods = {OURS: evaluated["measures"], OURS_SHELF: shelf["measures"]}
    seconds = {}
    for name in () if "peers" in chosen.without else PEERS:
        one = ask("peer", parameters, given, name=name, folder=str(folder))
        methods[name], seconds[name] = one["measures"], one["fit_seconds"]
    return {
        "split": chosen.split,
        "threads": parameters["models"]["threads"],
        "facts": prepared["facts"],
        "costs": prepared["costs"] | fitted["costs"] | evaluated["costs"],
        "valid": fitted["valid"],
        "methods": methods,
        "fit_seconds": seconds,
        "ahead": ask("compare", parameters, folder=str(folder)),
    }


def main() -> int:
    """Measure once, print, and write to a file where one is named."""
    chosen = _arguments().parse_args()
    if chosen.split == "test":
        print("The test is looked at once, with settings that stand: choose them on --split visits.", file=sys.stderr)
    with tempfile.TemporaryDirectory() as scratch:
        return measured_and_shown(lambda: measured(chosen, Path(scratch)), "benchmarks.visual_report", chosen.json)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=("test", "photos", "visits"), default="test", help="what plays the test")
    parser.add_argument("--without", nargs="+", choices=("peers",), default=[], help="leave parts out")
    parser.add_argument("--sheets", type=Path, help="write the contact sheets into this folder")
    parser.add_argument("--set", nargs="+", default=[], dest="changes", help="parameters: models.threads=1")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
