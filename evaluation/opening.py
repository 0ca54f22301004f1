"""What opening a model takes of memory: a process that has opened nothing before opens it and tells."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

import psutil

from evaluation.measure import Measure

_MEANING: Final = (
    "resident memory that opening it takes in a process of its own, its libraries included; mapped files as far as "
    "they were read"
)


def memory(bundle: Path) -> dict[str, Measure]:
    """`load_memory_mb`: by how much the resident memory of a fresh process grows as it opens a bundle.

    The libraries that the bundle brings in count, as they do in a server. This process has many of them already, so it
    cannot tell. Files that are mapped count as far as they were read: requests bring in more, up to `peak_memory_mb`.
    """
    # -P: a module of that name in the caller's directory is not ours.
    command = [sys.executable, "-P", "-m", __name__, str(bundle)]
    told = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=True).stdout
    grown = float(json.loads(told.splitlines()[-1]))
    return {"load_memory_mb": Measure(max(grown, 0.0) / 1e6, n=1, unit="MB", higher_is_better=False, meaning=_MEANING)}


def _main(bundle: Path) -> None:
    process = psutil.Process()
    before = process.memory_info().rss
    from models.serving import load_bundle

    model = load_bundle(bundle)
    grown = process.memory_info().rss - before
    print(json.dumps(grown))
    del model


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
