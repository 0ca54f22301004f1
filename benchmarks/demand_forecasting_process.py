"""Parts of the forecasting benchmark, by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.part_process import Benchmark, Json
from infra.run_store import Reference
from tasks.progress import Event, tell
from tasks.steps import Run

USE_CASE = "demand_forecasting"

ask = Benchmark(USE_CASE, "benchmarks.demand_forecasting_process:parts").ask


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run, references and options, and returns JSON values."""
    from benchmarks import flow_steps

    found: dict[str, Callable[..., Any]] = {
        "prepare": flow_steps.prepare,
        "fit": flow_steps.fit,
        "measure": measure,
    }
    return found


def measure(
    run: Run, examples: Reference, bundle: Reference | None = None, *, split: str, methods: list[str] | None = None
) -> Json:
    """Measure our model and the peers on the weeks of a split.

    Args:
        run: Gives the resamples of the intervals.
        examples: What `build` wrote; its panel holds the weeks to learn from and those that are measured.
        bundle: Ours, fitted on weeks before the split; without it the peers are measured alone.
        split: A key of `demand_forecasting_targets.SPLITS`.
        methods: Peers; all that are installed where absent.

    Returns:
        By level, by method: `measures`, `seconds`, and of peers `ours_over_theirs` (absolute errors).
    """
    from benchmarks import demand_forecasting_peers as peers
    from benchmarks import demand_forecasting_scores as scores
    from benchmarks.demand_forecasting_ours import asked
    from benchmarks.demand_forecasting_rows import LEVELS, rows_of
    from benchmarks.demand_forecasting_targets import SPLITS
    from models.demand_forecasting.panel import Panel

    panel = Panel.load(Path(examples.directory) / "panel")
    chosen = SPLITS[split]
    levels = {level: rows_of(panel, level) for level in LEVELS}
    origin = levels["total"].week(chosen.origin)
    resampling = {name: run.parameters["evaluation"][name] for name in ("resamples", "confidence", "seed")}
    ours = asked(bundle.directory, levels, origin, chosen.weeks) if bundle else {}
    runnable = peers.methods()
    found: Json = {}
    for level, rows in levels.items():
        tables, found[level] = {}, {}
        answers = {"ours": ours[level]} if bundle else {}
        for name in methods if methods is not None else runnable:
            tell(Event("peers", "advanced", f"{level}: {name}"))
            answers[name] = peers.measured(runnable[name], rows, origin, chosen.weeks)
        for name, answer in answers.items():
            tables[name] = scores.table(rows, origin, chosen.weeks, answer)
            found[level][name] = {
                "measures": scores.measures(tables[name], answer, resampling),
                "seconds": answer.seconds,
            }
            if bundle and name != "ours":
                found[level][name]["ours_over_theirs"] = scores.against(tables["ours"], tables[name], resampling)
    return found
