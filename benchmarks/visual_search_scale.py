"""The index of visual search by size, beside faiss, usearch and hnswlib called directly, and what a request costs.

    python -m benchmarks.visual_search_scale [--entries 10000 100000 1000000] [--dimensions 128] [--asked 1000]
        [--indexes ours ...] [--bundle DIR --examples DIR] [--seed 7] [--set models.index...=...] [--json OUT]

Vectors are made up: families of look-alikes, most of whose variance lies in few directions, and photos of them. Each
index is built in a process of its own by `models.threads` threads and asked on one core, a vector at a time. Ours comes
first and is searched as its parameters say; the others look as little far as finds as many of the ten nearest as ours
does, and 95 % at least, on other vectors than those they are measured by. Memory is what the process grows by while the
index is built; names of products, which the others do not hold, are not counted. With `--bundle` and `--examples`, the
folders of a training's bundle and of its examples, whole requests are timed too. A graph of a million entries takes
many minutes to build. What of usearch and hnswlib is not installed is left out, and said.
"""

from __future__ import annotations

import argparse
import json
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from benchmarks.entry import measured_and_shown

Json = dict[str, Any]

ENTRIES: Final = (10_000, 100_000, 1_000_000)
AIM: Final = 0.95


def measured(chosen: argparse.Namespace) -> Json:
    """Measure all indexes at all sizes; see `visual_scale_process`."""
    from benchmarks.visual_scale_indexes import OURS, PACKAGES
    from benchmarks.visual_scale_process import USE_CASE, ask
    from params.base import Profile
    from params.loading import load
    from params.visual_search import Parameters

    changes = {"source": "made up"}
    parameters = load(Parameters, USE_CASE, Profile.FULL, changes, tuple(chosen.settings)).model_dump(mode="json")
    each = {"dimensions": chosen.dimensions, "asked": chosen.asked, "seed": chosen.seed}
    absent = [name for name in chosen.indexes if name in PACKAGES and find_spec(PACKAGES[name]) is None]
    indexes = []
    named = sorted((one for one in chosen.indexes if one not in absent), key=lambda one: one != OURS)
    for entries in chosen.entries:
        aim = AIM
        for name in named:
            indexes.append(ask("index", parameters, name=name, entries=entries, aim=aim, **each))
            if name == OURS:
                aim = max(AIM, indexes[-1]["tuned"])
            print(json.dumps(indexes[-1]), file=sys.stderr, flush=True)
    found: Json = {"indexes": indexes, "absent": absent, "dimensions": chosen.dimensions, "aim": AIM}
    if chosen.bundle and chosen.examples:
        found["photos"] = ask(
            "embed", parameters, bundle=str(chosen.bundle), examples=str(chosen.examples), photos=chosen.photos
        )
    return found


def main() -> int:
    """Measure, print, and write to a file where one is named."""
    chosen = _arguments().parse_args()
    return measured_and_shown(lambda: measured(chosen), "benchmarks.visual_scale_report", chosen.json)


def _arguments() -> argparse.ArgumentParser:
    from benchmarks.visual_scale_indexes import INDEXES

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, nargs="+", default=list(ENTRIES))
    parser.add_argument("--dimensions", type=int, default=128)
    parser.add_argument("--asked", type=int, default=1_000, help="vectors that are looked for")
    parser.add_argument("--indexes", nargs="+", default=list(INDEXES), choices=list(INDEXES), help="which of them")
    parser.add_argument("--bundle", type=Path, help="folder of a trained bundle")
    parser.add_argument("--examples", type=Path, help="folder of its examples")
    parser.add_argument("--photos", type=int, default=200, help="test photos that are asked about")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--set", nargs="+", default=[], dest="settings", help="parameters: models.threads=1")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
