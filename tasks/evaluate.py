"""evaluate: champion and challenger on the same frozen test examples, one row an example; in a process of its own."""

from __future__ import annotations

import tempfile
from pathlib import Path

from infra import processes, registry, tracking
from infra.run_store import Reference
from tasks import progress
from tasks.steps import Json, Run, step


def _settings(run: Run, *_inputs: object) -> Json:
    policy = run.parameters["gate"]
    gate = {
        **{name: policy[name] for name in ("primary", "confidence", "resamples")},
        "slices": sorted(policy["max_loss"]),
        "metrics": sorted(policy["max_metric_loss"]),
    }
    return {"evaluation": run.parameters["evaluation"], "gate": gate}


@step("evaluate", packages=("evaluation", "models.{use_case}", "models.*"), settings=_settings)
def evaluate_against(out: Path, run: Run, examples: Reference, bundle: Reference, champion: str | None) -> Json:
    """Write `predictions.parquet`, `outcomes.parquet`, `champion_outcomes.parquet`, `metrics.json`, `comparison.json`.

    Beside them what a report draws: `plots.json`, `latency.json`, and `pictures.json` with the pictures that it names.
    Facts: the content of `metrics.json` and `comparison.json`, and which champion was compared.
    """
    with tempfile.TemporaryDirectory() as scratch:
        result = Path(scratch) / "facts.json"
        processes.run_module(
            "tasks.evaluate_process",
            {
                "use_case": run.use_case,
                "examples": examples.path,
                "bundle": bundle.path,
                "champion": champion,
                "settings": _settings(run),
                "out": str(out),
                "result": str(result),
            },
            scratch=Path(scratch),
            timeout_seconds=run.parameters["timeout_seconds"],
            on_progress=lambda label, share: progress.tell(progress.Event("evaluate", "advanced", label, share)),
        )
        return {**processes.read_result(result), "champion": champion}


def evaluate(run: Run, examples: Reference, bundle: Reference) -> Reference:
    """Evaluate against whichever version is champion now; an MLflow that is away is waited for."""

    def against_the_champion() -> Reference:
        champion = registry.alias_version(tracking.open_client(), registry.model_name(run.use_case), registry.CHAMPION)
        return evaluate_against(run, examples, bundle, champion)

    return tracking.outlasting(against_the_champion, run.parameters["mlflow_patience_seconds"])
