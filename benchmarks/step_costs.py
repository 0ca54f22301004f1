"""What each step cost when it was done, kept so that a rerun that finds the result can still tell."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from infra import environment
from infra.run_store import Reference, RunStore
from tasks.steps import Run, Step

Json = dict[str, Any]

_COSTS = ("seconds", "children_peak_mb", "own_peak_mb")


def performed(step: Step, run: Run, *inputs: Any) -> tuple[Reference, Json]:
    """Perform a step unless the run store has it.

    Returns:
        Its reference; and its cost when it was done: `seconds`, `children_peak_mb` (largest resident memory of the
        processes that it started, in decimal MB) and `own_peak_mb` (of this process so far), all None where the step
        was done by something else than this benchmark; `found`, whether it lay in the run store.
    """
    found = RunStore().find(step.name, step.key(run, *inputs))
    if found is not None:
        kept = _place(found)
        cost = json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else {}
        return found, {**{name: cost.get(name) for name in _COSTS}, "found": True}
    start = time.perf_counter()
    reference = step.perform(run, *inputs)
    seconds = time.perf_counter() - start
    costs = (seconds, _peak(resource.RUSAGE_CHILDREN), _peak(resource.RUSAGE_SELF))
    cost = dict(zip(_COSTS, costs, strict=True))
    kept = _place(reference)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(cost), encoding="utf-8")
    return reference, {**cost, "found": False}


def _place(reference: Reference) -> Path:
    return environment.state_directory() / "benchmarks" / "costs" / f"{reference.step}-{reference.key[:32]}.json"


def _peak(who: int) -> float | None:
    peak = resource.getrusage(who).ru_maxrss
    # Linux counts in KiB, macOS in bytes; 0 is a process that has started none.
    return (peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6) or None
