"""A use case measured at several sizes: tables made, a model fitted, requests timed, each in a process of its own."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks.entry import measured_and_shown

Json = dict[str, Any]


def measured(
    ask: Callable[..., Json], parameters: Json, sizes: Iterable[Json], answer: Json, scratch: Path, *, kept: bool
) -> list[Json]:
    """Measure each size.

    Args:
        ask: Runs a part of the use case's scale process.
        parameters: Of the flow.
        sizes: What the part `make` is told of each; the first value names its folder.
        answer: What the part `answer` is told.
        scratch: Where folders are made.
        kept: Whether they stay.

    Returns:
        One record a size: what the parts `make`, `learn` and `answer` return, and `threads`.

    Raises:
        UserError: A step refused.
    """
    found = []
    for size in sizes:
        out = scratch / f"{next(iter(size.values()))}"
        record = {"threads": parameters["models"]["threads"], "make": ask("make", parameters, out=str(out), **size)}
        record["learn"] = ask("learn", parameters, out=str(out))
        record["answer"] = ask("answer", parameters, out=str(out), **answer)
        print(json.dumps(record), file=sys.stderr, flush=True)
        found.append(record)
        if not kept:
            shutil.rmtree(out)
    return found


def arguments(says: str | None, requests: int) -> argparse.ArgumentParser:
    """What all such benchmarks take; `requests` is how many are timed unless told."""
    parser = argparse.ArgumentParser(description=says, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=requests, help="of each kind that are timed")
    parser.add_argument("--folder", type=Path, help="a new one; keep tables and bundles here")
    parser.add_argument("--set", nargs="+", default=[], dest="settings", help="parameters: models.threads=1")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser


def shown(chosen: argparse.Namespace, curve: Callable[[argparse.Namespace, Path], list[Json]], report: str) -> int:
    """Measure all sizes, print by a module of reports, and write to a file where one is named."""
    with tempfile.TemporaryDirectory() as scratch:
        return measured_and_shown(lambda: curve(chosen, chosen.folder or Path(scratch)), report, chosen.json)
