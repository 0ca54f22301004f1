"""Product classification by size: seconds and memory of training, titles a second, the size of the model.

    python -m benchmarks.product_classification_scale [--rows 1 4 10] [--leaves 2000 10000] [--source uhtt]
        [--share SHARE] [--set models....=...] [--json OUT]

The training rows of UHTT (171,554; the test is not read, half of valid plays it), each there so many times: as it is,
and again with a fifth of the words of its title left out. More leaves than the tree has are made by dividing each leaf
among its listings by the first word of their titles, which the model has to learn. So the sizes are true and the
texts plausible; how often answers are right means nothing here and is not told. Without the data `--source simulator`
takes the simulated marketplace. Training and answering have a process of their own each.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from infra import environment
from infra.errors import UserError

ROWS: Final = (1, 4, 10)
LEAVES: Final = (2_000, 10_000)
Json = dict[str, Any]


def curve(chosen: argparse.Namespace, scratch: Path) -> list[Json]:
    """Measure each size.

    Returns:
        One record a size: `times` (the rows), `leaves`, `rows` learnt, `train_seconds`, `train_titles_per_second`,
        `train_peak_mb`, `titles_per_second`, `ask_peak_mb`, `model_mb`, `steps` (seconds of training by step).

    Raises:
        UserError: A step refused.
    """
    from benchmarks.category_growth import grown
    from benchmarks.category_process import USE_CASE, ask
    from benchmarks.category_report import rates
    from params.base import Profile
    from params.loading import load
    from params.product_classification import Parameters

    settings = tuple(chosen.settings)
    parameters = load(Parameters, USE_CASE, Profile.FULL, {"source": chosen.source}, settings).model_dump(mode="json")
    given = ask("prepare", parameters)["references"]["examples"]
    ask("cut", parameters, {"examples": given}, out=str(scratch / "cut"), split="valid", share=chosen.share)
    found = []
    for leaves in chosen.leaves:
        for times in chosen.rows:
            examples = grown(scratch / "cut", scratch / "grown", rows=times, leaves=round(leaves * chosen.share))
            bundle = str(scratch / "bundle")
            costs = ask("learn", parameters, examples=str(examples), bundle=bundle)
            costs |= ask("answer", parameters, examples=str(examples), bundle=bundle, out=str(scratch / "out"))
            facts = costs.pop("facts")
            record = {"times": times, "leaves": facts["leaves"], "rows": costs["train_rows"], **rates(costs)}
            record["steps"] = facts["timings"]["steps"]
            print(json.dumps(record), file=sys.stderr, flush=True)
            found.append(record)
            for folder in ("grown", "bundle"):
                shutil.rmtree(scratch / folder)
    return found


def told(records: list[Json]) -> str:
    """The records as a table, and how each number of leaves grows from its fewest to its most rows."""
    names = {
        "train_seconds": "train s",
        "train_titles_per_second": "titles/s trained",
        "train_peak_mb": "train MB",
        "titles_per_second": "titles/s scored",
        "ask_peak_mb": "score MB",
        "model_mb": "model MB",
    }
    lines = [f"| rows | leaves | {' | '.join(names.values())} |", "|--:" * (len(names) + 2) + "|"]
    lines += [
        f"| {one['rows']:,} | {one['leaves']:,} | {' | '.join(f'{one[name]:,.0f}' for name in names)} |"
        for one in records
    ]
    for leaves in dict.fromkeys(one["leaves"] for one in records):
        of = sorted((one for one in records if one["leaves"] == leaves), key=lambda one: int(one["rows"]))
        if len(of) > 1:
            grew = {name: of[-1][name] / of[0][name] for name in ("rows", "train_seconds", "train_peak_mb", "model_mb")}
            lines.append(
                f"{leaves:,} leaves: {grew['rows']:.1f} times the rows take {grew['train_seconds']:.1f} times the "
                f"seconds and {grew['train_peak_mb']:.1f} times the memory of training, {grew['model_mb']:.1f} times "
                "the size of the model"
            )
    return "\n".join(lines)


def main() -> int:
    """Measure all sizes, print, and write to a file where one is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=list(ROWS), help="how many times the listings")
    parser.add_argument("--leaves", type=int, nargs="+", default=list(LEAVES), help="at least so many")
    parser.add_argument("--source", choices=("uhtt", "simulator"), default="uhtt")
    parser.add_argument("--share", type=float, default=1.0, help="of the leaves, and so of the rows: for trying out")
    parser.add_argument("--set", nargs="+", default=[], dest="settings", help="parameters: models.threads=1")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    chosen = parser.parse_args()
    environment.prepare()
    environment.make_directories()
    try:
        with tempfile.TemporaryDirectory() as scratch:
            records = curve(chosen, Path(scratch))
    except UserError as refused:
        print(f"error: {refused}", file=sys.stderr)
        return refused.exit_code
    print(told(records))
    if chosen.json:
        chosen.json.write_text(json.dumps(records, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
