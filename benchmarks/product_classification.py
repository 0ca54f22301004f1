"""Product classification on UHTT's official split, beside fastText, TF-IDF + LinearSVC and the nearest centroid.

    python -m benchmarks.product_classification [--split test|valid] [--share SHARE] [--methods NAME ...]
        [--folder DIR] [--set models....=...] [--json OUT]

The tables go the way of the flow (ingest, validate, build); ours is trained by what the step `train` calls and asked by
its `predict`. Every method has a process of its own, learns from train alone, and may look at valid for its settings
and its calibration: ours for its thresholds and probabilities, fastText and LinearSVC had their settings chosen on
valid beforehand, and the softmax over LinearSVC's margins (and over cosines) has its temperature from there. All
answers are measured by the same code as in the flow's evaluation, with 95 % intervals by the bootstrap over listings,
and differences are paired.

The test is looked at once. For trying things out there is `--split valid`: half of valid, by hash, plays the test, and
the other half is valid; `--share` keeps a share of the leaves. In `--folder` answers and costs of each method stay, and
methods that are not named are taken from there; if they were learnt with other settings, they are refused. Peers come
with `pip install '.[bench]'`.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import category_kept
from benchmarks.category_kept import OURS
from benchmarks.category_peers import PEERS, installed
from infra import environment
from infra.errors import SettingsError, UserError

Json = dict[str, Any]


def measured(chosen: argparse.Namespace, folder: Path) -> Json:
    """Let each method learn and answer, then measure all of them together.

    Args:
        chosen: See `_arguments`.
        folder: Where examples, answers and costs lie.

    Returns:
        `split`, `share`, `threads`, `listings`; `methods` and `ahead` as `category_scores.measured` returns them;
        `costs` by method.

    Raises:
        UserError: A step refused.
    """
    from benchmarks.category_process import USE_CASE, ask
    from params.base import Profile
    from params.loading import load
    from params.product_classification import Parameters

    settings = tuple(chosen.settings)
    parameters = load(Parameters, USE_CASE, Profile.FULL, {"source": "uhtt"}, settings).model_dump(mode="json")
    examples = folder / "examples"
    _same_listings(folder, {"split": chosen.split, "share": chosen.share})
    for name in category_kept.unknown(folder, chosen.methods, parameters):
        print(f"{name}: the kept answers are taken over, of settings that nothing tells", file=sys.stderr)
    given = ask("prepare", parameters)["references"]["examples"]
    ask("cut", parameters, {"examples": given}, out=str(examples), split=chosen.split, share=chosen.share)
    for name in chosen.methods:
        kept = category_kept.place(folder, name)
        kept.mkdir(parents=True, exist_ok=True)
        (kept / "costs.json").unlink(missing_ok=True)  # answers that are only half written have no costs
        options = {"examples": str(examples), "out": str(kept / "answers.parquet")}
        if name == OURS:
            with tempfile.TemporaryDirectory(dir=kept) as scratch:
                bundle = str(Path(scratch) / "bundle")
                costs = ask("learn", parameters, examples=str(examples), bundle=bundle)
                costs |= ask("answer", parameters, bundle=bundle, **options)
        else:
            costs = ask("peer", parameters, name=name, **options)
        costs[category_kept.NOTE] = category_kept.digest(name, parameters)
        (kept / "costs.json").write_text(json.dumps(costs, indent=2), encoding="utf-8")
    return _together(chosen, folder, parameters)


def _same_listings(folder: Path, cut: Json) -> None:
    """Answers that were kept are of these listings, or the folder is refused."""
    noted = folder / "cut.json"
    if noted.is_file() and (before := json.loads(noted.read_text(encoding="utf-8"))) != cut:
        raise SettingsError(f"{folder} holds answers to {before}, not to {cut}.", "Name another --folder.")
    folder.mkdir(parents=True, exist_ok=True)
    noted.write_text(json.dumps(cut), encoding="utf-8")


def _together(chosen: argparse.Namespace, folder: Path, parameters: Json) -> Json:
    from benchmarks import category_report
    from benchmarks.category_process import ask

    kept = {name: category_kept.costs(folder, name) for name in (OURS, *PEERS)}
    costs = {name: one for name, one in kept.items() if one is not None}
    answers = {name: str(category_kept.place(folder, name) / "answers.parquet") for name in costs}
    found = ask("measure", parameters, examples=str(folder / "examples"), answers=answers)
    return {
        "split": chosen.split,
        "share": chosen.share,
        "threads": parameters["models"]["threads"],
        "listings": next(iter(costs.values()))["ask_rows"],
        **found,
        "costs": {name: category_report.rates(one) for name, one in costs.items()},
    }


def main() -> int:
    """Measure the chosen methods, print, and write to a file where one is named."""
    chosen = _arguments()
    if chosen.split == "test":
        print("The test is looked at once, with settings that stand: choose them on --split valid.", file=sys.stderr)
    environment.prepare()
    environment.make_directories()
    try:
        if chosen.folder:
            found = measured(chosen, chosen.folder)
        else:
            with tempfile.TemporaryDirectory() as scratch:
                found = measured(chosen, Path(scratch))
    except UserError as refused:
        print(f"error: {refused}", file=sys.stderr)
        return refused.exit_code
    from benchmarks.category_report import shown
    from benchmarks.report_tables import out

    out.print(shown(found))
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=2, allow_nan=False) + "\n", encoding="utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    known = [OURS, *installed()]
    parser.add_argument("--split", choices=("test", "valid"), default="test", help="valid for trying things out")
    parser.add_argument("--share", type=float, default=1.0, help="of the leaves")
    parser.add_argument("--methods", nargs="+", choices=known, default=known, metavar="NAME", help=", ".join(known))
    parser.add_argument("--folder", type=Path, help="keep examples, answers and costs here, for later runs")
    parser.add_argument("--set", nargs="+", default=[], dest="settings", help="parameters: models.threads=1")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
