"""register: log to MLflow, register, load back from the registry, check, and only then ask the gate."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prefect import task

from evaluation.bootstrap import PairedTest
from evaluation.gate import GatePolicy, GateReport, judge
from evaluation.measure import Measure
from infra import locks, promotion, registry, tracking
from infra.run_store import Reference
from tasks import artifacts, lineage, progress, rooms, tracking_run, verification
from tasks.steps import Json, Run

if TYPE_CHECKING:
    from mlflow import MlflowClient


def register(
    run: Run, tables: Reference, clean: Reference, examples: Reference, bundle: Reference, evaluation: Reference
) -> Json:
    """Register the bundle and let the gate decide.

    Running it again with the same data, bundle and code finds the version it made before, so a run that was cut off
    here is finished, not doubled.

    Returns:
        JSON values: `version`, `promoted`, `reason`, `measures`, `champion_measures`, `champion_before`, `run_id`.

    Raises:
        RegistryError: The version does not reproduce its predictions, or the champion changed meanwhile.
    """
    progress.tell(progress.Event("register", "began"))
    references = [reference.to_json() for reference in (tables, clean, examples, bundle, evaluation)]
    summary: Json = _register({"use_case": run.use_case, "parameters": run.parameters}, references)
    artifacts.publish_verdict(run.use_case, verdict_markdown(summary))
    progress.tell(progress.Event("register", "ended"))
    return summary


@task(name="register", persist_result=False)
def _register(run_json: Json, references: list[Json]) -> Json:
    run = Run(run_json["use_case"], run_json["parameters"])
    tables, clean, examples, bundle, evaluation = (Reference.from_json(reference) for reference in references)
    client = tracking.open_client()
    name = registry.model_name(run.use_case)
    recorded = lineage.collect(run, tables, examples, bundle)
    identity = lineage.identity(recorded)
    with locks.held(f"{name}-registration"):
        tracking_run.close_abandoned(client, run.use_case)
        registry.discard_unfinished(client, name)
        version = registry.find_identity(client, name, identity)
        if version is None:
            version = _register_new(client, run, recorded, identity, (clean, examples, bundle, evaluation))
    return _decide(client, run, name, version, evaluation)


def _register_new(
    client: MlflowClient, run: Run, recorded: Json, identity: str, references: tuple[Reference, ...]
) -> str:
    clean, examples, bundle, evaluation = references
    name = registry.model_name(run.use_case)
    version: str | None = None
    with tracking_run.mlflow_run(client, run, recorded) as run_id:
        try:
            tracking_run.log(client, run_id, run, clean, bundle, evaluation, recorded)
            servable = verification.servable(bundle.directory)
            tags = {
                registry.IDENTITY: identity,
                registry.BUNDLE: recorded["bundle_sha256"],
                "bazaar.evaluation": evaluation.sha256,
                **{f"bazaar.{part}": text for part, text in tracking_run.as_tags(recorded).items()},
            }
            version = registry.register(client, name, run_id, bundle.directory, servable, tags)
            room = rooms.module("evaluation", run.use_case)
            verification.check_reproduces(
                registry.load(client, name, version, unverified=True),
                room.request_columns(room.requests(examples.directory)),
                evaluation.directory / verification.FILE,
            )
            registry.mark_verified(client, name, version)
        except BaseException:
            if version is not None:
                client.delete_model_version(name, version)
            raise
    return version


def _decide(client: MlflowClient, run: Run, name: str, version: str, evaluation: Reference) -> Json:
    facts = evaluation.facts
    champion = facts["champion"]
    report = _judge(client, run, name, version, facts)
    if champion != version:
        promotion.decide(
            client, name, version, promotion.Decision(report.promote, report.reason, champion, report.model_dump())
        )
    return {
        "model": name,
        "version": version,
        "promoted": report.promote and champion != version,
        "reason": report.reason,
        "checks": [check.model_dump() for check in report.checks],
        "champion_before": champion,
        "measures": facts["measures"],
        "champion_measures": facts["champion_measures"],
        "run_id": registry.get_version(client, name, version).run_id,
        "evaluation": str(Path(evaluation.path)),
    }


def _judge(client: MlflowClient, run: Run, name: str, version: str, facts: Mapping[str, Any]) -> GateReport:
    if facts["champion"] == version:
        return GateReport(promote=False, reason="same data, code and model as the champion: nothing changes", checks=[])
    if promotion.was_rolled_back(client, name, version):
        return GateReport(promote=False, reason="a person rolled this version back; it stays back", checks=[])
    comparison = facts["comparison"] or {"primary": None, "slices": {}}
    return judge(
        GatePolicy.model_validate(run.parameters["gate"]),
        {measure: Measure(**value) for measure, value in facts["measures"].items()},
        None if comparison["primary"] is None else _paired(comparison["primary"]),
        {part: _paired(test) for part, test in comparison["slices"].items()},
    )


def _paired(test: Mapping[str, Any]) -> PairedTest:
    values: dict[str, Any] = {name: math.nan if value is None else value for name, value in test.items()}
    return PairedTest(**values)


def verdict_markdown(summary: Mapping[str, Any]) -> str:
    """The verdict and its checks, for the Prefect UI and the MLflow run."""
    word = "promoted" if summary["promoted"] else "not promoted"
    lines = [f"**{summary['model']} version {summary['version']}: {word}.** {summary['reason']}", ""]
    if summary["checks"]:
        lines += ["| check | passed | found | bound |", "|---|---|---|---|"]
        lines += [
            f"| {check['name']} | {'yes' if check['passed'] else 'no'} | {check['found']} | {check['bound']} |"
            for check in summary["checks"]
        ]
    return "\n".join(lines)
