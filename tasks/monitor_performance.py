"""How well the champion does on a window whose labels have arrived."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from evaluation.measure import Measure
from infra import processes
from infra.errors import DataError
from infra.run_store import Reference
from params.monitor import MonitorSettings
from tasks import progress
from tasks.build import build
from tasks.steps import Json, Run


@dataclass(frozen=True)
class Performance:
    """What was measured, or why nothing was.

    Args:
        primary: The gate's primary metric.
        measures: All metrics of the evaluation room on the window, as JSON.
        registered: The primary metric when the version was registered: value, low, high; each may be None.
        below: Whether the window's primary metric is worse than the registered interval by more than chance and the
            threshold.
        words: One sentence.
    """

    primary: str
    words: str
    measures: dict[str, Json] = field(default_factory=dict)
    registered: dict[str, float | None] = field(default_factory=dict)
    below: bool = False


def measure(
    run: Run, version: str, clean: Reference, registered: dict[str, float | None], settings: MonitorSettings
) -> tuple[Performance, pd.DataFrame | None]:
    """Make examples of a window as training does, and ask the champion about those of the test split.

    Args:
        run: With the parameters that the champion was trained with.
        version: The champion.
        clean: The window's tables.
        registered: The champion's primary metric at registration: `value`, `low`, `high`.

    Returns:
        The performance, and the answers where there are any.
    """
    primary = run.parameters["gate"]["primary"]
    rows = max((int(n) for name, n in clean.facts["counts"].items() if name.endswith(".rows_kept")), default=0)
    if rows > settings.max_labelled_rows:
        words = (
            f"Performance is not measured: a table has {rows:,} rows, "
            f"max_labelled_rows allows {settings.max_labelled_rows:,}."
        )
        return Performance(primary, words), None
    progress.tell(progress.Event("measure", "began"))
    try:
        facts, answers = _asked(run, version, build.step.perform(run, clean), settings)  # type: ignore[attr-defined]
    except (DataError, TimeoutError) as error:
        problem = error.problem if isinstance(error, DataError) else str(error)
        return Performance(primary, f"Performance is not measured: {problem}"), None
    finally:
        progress.tell(progress.Event("measure", "ended"))
    return judged(primary, facts["measures"], registered, settings), answers


def judged(
    primary: str, measures: dict[str, Json], registered: dict[str, float | None], settings: MonitorSettings
) -> Performance:
    """Hold the window's primary metric against the registered one.

    It is below when it is worse than the registered interval's end by more than the threshold, and its own interval
    does not reach that end: both values are estimates, and of few examples a bad one is often chance.
    """
    found = Measure(**measures[primary])
    value, low, high = (registered.get(part) for part in ("value", "low", "high"))
    if found.value is None or value is None:
        whose = "on these examples" if found.value is None else "of the registered version"
        return Performance(primary, f"{primary} is undefined {whose}.", measures, registered)
    if found.n < settings.min_rows:
        words = f"{primary} is {found.value:.3f} on {found.n:,} examples, too few to judge by ({settings.min_rows:,})."
        return Performance(primary, words, measures, registered)
    sign = 1 if found.higher_is_better else -1
    worst = low if found.higher_is_better else high
    best_of_window = found.high if found.higher_is_better else found.low
    worst = value if worst is None else worst
    best_of_window = found.value if best_of_window is None else best_of_window
    below = sign * (worst - found.value) > settings.thresholds.performance and sign * (worst - best_of_window) > 0
    verdict = "worse than was registered" if below else "not worse than was registered"
    words = (
        f"{primary} is {_with_interval(found.value, found.low, found.high)} on {found.n:,} examples, registered with "
        f"{_with_interval(value, low, high)}: {verdict}."
    )
    return Performance(primary, words, measures, registered, below)


def _asked(
    run: Run, version: str, examples: Reference, settings: MonitorSettings
) -> tuple[dict[str, Any], pd.DataFrame]:
    with tempfile.TemporaryDirectory() as scratch:
        result = Path(scratch) / "facts.json"
        processes.run_module(
            "tasks.monitor_process",
            {
                "use_case": run.use_case,
                "version": version,
                "examples": examples.path,
                "most": settings.max_rows,
                "resampling": {
                    name: run.parameters["evaluation"][name] for name in ("resamples", "confidence", "seed")
                },
                "out": scratch,
                "result": str(result),
            },
            scratch=Path(scratch),
            timeout_seconds=run.parameters["timeout_seconds"],
            on_progress=lambda label, share: progress.tell(progress.Event("measure", "advanced", label, share)),
        )
        return processes.read_result(result), pd.read_parquet(Path(scratch) / "answers.parquet")


def _with_interval(value: float, low: float | None, high: float | None) -> str:
    return f"{value:.3f}" if low is None or high is None else f"{value:.3f} ({low:.3f} to {high:.3f})"
