"""The process in which models are evaluated."""

from __future__ import annotations

import json
import math
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd

from evaluation import bootstrap, cost, drawn, opening, report_curves
from evaluation.curves import Plot
from evaluation.measure import Measure
from infra import environment, processes
from tasks import seen, verification
from tasks.questions import Questions

PLOTS = "plots.json"
PICTURES = "plots"
LATENCY = "latency.json"


def work(request: dict[str, Any], report: Callable[[str, float], None]) -> None:
    """Score the challenger, then the champion if there is one, and compare them."""
    environment.prepare()
    from tasks import rooms

    room = rooms.module("evaluation", request["use_case"])
    settings = request["settings"]
    examples, out = Path(request["examples"]), Path(request["out"])
    questions = Questions.of(room, examples)
    report("scoring the challenger", 0.05)
    answers, outcomes, measures = _challenger(room, examples, questions, Path(request["bundle"]), out, settings, report)
    outcomes.to_parquet(out / "outcomes.parquet", index=False)
    comparison: dict[str, Any] | None = None
    champion_measures: dict[str, Measure] = {}
    curves = drawn.plots(room, outcomes, _json_of(measures))
    plots = {"challenger": _as_json(curves)}
    _draw(curves, out / PICTURES)
    seen.keep(room, examples, questions, answers, settings["evaluation"], out)
    if request["champion"] is not None:
        report("scoring the champion", 0.7)
        champion = _champion(room, questions, request["use_case"], request["champion"])
        champion.to_parquet(out / "champion_outcomes.parquet", index=False)
        champion_measures = room.measures(champion, **_resampling(settings))
        plots["champion"] = _as_json(drawn.plots(room, champion, _json_of(champion_measures)))
        report("comparing", 0.9)
        comparison = _compare(room, outcomes, champion, settings["gate"], measures)
    facts = {
        "measures": _json_of(measures),
        "champion_measures": _json_of(champion_measures),
        "comparison": comparison,
        "examples": len(questions.table),
    }
    (out / "metrics.json").write_text(json.dumps(facts["measures"], indent=2), encoding="utf-8")
    (out / "comparison.json").write_text(json.dumps(comparison, indent=2), encoding="utf-8")
    (out / PLOTS).write_text(json.dumps(plots, allow_nan=False), encoding="utf-8")
    Path(request["result"]).write_text(json.dumps(facts, allow_nan=False), encoding="utf-8")


def _challenger(
    room: ModuleType,
    examples: Path,
    questions: Questions,
    bundle: Path,
    out: Path,
    settings: dict[str, Any],
    report: Callable[[str, float], None],
) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, Measure]]:
    """Answers, outcomes and measures."""
    from models.serving import load_bundle

    model, costs = cost.opened(lambda: load_bundle(bundle))
    answers, rate = cost.throughput(lambda asked: model.predict(asked, questions.params), questions.lots())
    answers.to_parquet(out / "predictions.parquet", index=False)
    verification.keep(model, questions, out)
    outcomes = room.outcomes(questions.table, answers)
    report("measuring", 0.3)
    measures = room.measures(outcomes, **_resampling(settings))
    report("measuring the challenges", 0.4)
    measures |= room.challenges(model, examples, questions.table, settings["evaluation"])
    asked = questions.some(settings["evaluation"]["latency_requests"])
    milliseconds = cost.timings(model.predict, asked, count=len(asked))
    (out / LATENCY).write_text(json.dumps(milliseconds), encoding="utf-8")
    measures |= cost.latency(milliseconds)
    measures |= cost.size(bundle) | costs | opening.memory(bundle)
    measures["rows_per_second"] = rate
    measures["peak_memory_mb"] = Measure(_peak_megabytes(), n=1, unit="MB", higher_is_better=False)
    return answers, outcomes, measures


def _champion(room: ModuleType, questions: Questions, use_case: str, version: str) -> pd.DataFrame:
    from infra import registry, tracking

    model = registry.load(tracking.open_client(), registry.model_name(use_case), version)
    outcomes: pd.DataFrame = room.outcomes(questions.table, questions.put_to_champion(model))
    return outcomes


def _compare(
    room: ModuleType,
    challenger: pd.DataFrame,
    champion: pd.DataFrame,
    gate: dict[str, Any],
    measures: dict[str, Measure],
) -> dict[str, Any]:
    """Paired tests in gains: `primary`, `slices` of it and other `metrics`, None where no example is there."""

    def test(name: str, ours: pd.DataFrame, theirs: pd.DataFrame) -> dict[str, Any]:
        found = bootstrap.paired_test(
            ours,
            theirs,
            room.STATISTICS[name],
            resamples=gate["resamples"],
            confidence=gate["confidence"],
            seed=0,
            higher_is_better=measures[name].higher_is_better,
        )
        return {
            name: Measure(value).to_json()["value"] if isinstance(value, float) else value
            for name, value in asdict(found).items()
        }

    def has_value(name: str, outcomes: pd.DataFrame) -> bool:
        return math.isfinite(float(room.STATISTICS[name](outcomes, bootstrap.once(len(outcomes)))[0]))

    ours, theirs = room.slices(challenger), room.slices(champion)
    return {
        "primary": test(gate["primary"], challenger, champion),
        "slices": {
            name: test(gate["primary"], ours[name], theirs[name]) if len(ours[name]) else None
            for name in gate["slices"]
            if name in ours
        },
        "metrics": {
            name: test(name, challenger, champion) if has_value(name, challenger) or has_value(name, champion) else None
            for name in gate["metrics"]
        },
    }


def _json_of(measures: dict[str, Measure]) -> dict[str, dict[str, Any]]:
    return {name: measure.to_json() for name, measure in measures.items()}


def _as_json(plots: list[Plot]) -> list[dict[str, Any]]:
    return [plot.model_dump(mode="json") for plot in plots]


def _draw(plots: list[Plot], out: Path) -> None:
    """A picture each, for whoever looks at the MLflow run alone."""
    out.mkdir()
    for plot in plots:
        (out / f"{plot.file_name}.svg").write_text(report_curves.picture(plot), encoding="utf-8")


def _resampling(settings: dict[str, Any]) -> dict[str, Any]:
    return {name: settings["evaluation"][name] for name in ("resamples", "confidence", "seed")}


def _peak_megabytes() -> float:
    status = Path("/proc/self/status")
    if status.is_file():
        # Where there is /proc: ru_maxrss would start at the size of the process that started this one.
        peak = next(line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) * 1024 / 1e6
    bytes_each = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * bytes_each / 1e6


if __name__ == "__main__":
    processes.serve_request(work)
