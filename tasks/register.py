"""register: log to MLflow, register, load back from the registry, check, and only then ask the gate."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prefect import task

from evaluation.bootstrap import PairedTest
from evaluation.gate import GateReport, judge
from evaluation.gate_policy import GatePolicy
from evaluation.measure import Measure
from infra import locks, promotion, registry, run_notes, tracking
from infra.errors import ChampionChangedError
from infra.run_store import Reference
from tasks import (
    artifacts,
    lineage,
    links,
    monitor_reference,
    progress,
    reporting,
    rooms,
    tracking_run,
    validate,
    verification,
)
from tasks.evaluate import evaluate
from tasks.questions import Questions
from tasks.steps import Json, Run

if TYPE_CHECKING:
    from mlflow import MlflowClient


# Each is lost only to another promotion of the same model that came between; three in a row are no coincidence.
COMPARISONS = 3


def register(
    run: Run, tables: Reference, clean: Reference, examples: Reference, bundle: Reference, evaluation: Reference
) -> Json:
    """Register the bundle and let the gate decide.

    Running it again with the same data, bundle and code finds the version it made before, so a run that was cut off
    here is finished, not doubled. When another run promoted meanwhile, the new champion is compared with, not refused;
    when MLflow goes away, it is waited for.

    Returns:
        JSON values: `version`, `promoted`, `reason`, `measures`, `champion_measures`, `champion_before`, `run_id`,
        `report`, `report_link`, `as_of` and `left_out`, what it left out of each table, and `set_aside`, a line for
        each table with rows that broke a rule.

    Raises:
        RegistryError: The version does not reproduce its predictions, or MLflow stays away.
    """
    progress.tell(progress.Event("register", "began"))
    for comparison in range(1, COMPARISONS + 1):
        references = [reference.to_json() for reference in (tables, clean, examples, bundle, evaluation)]
        try:
            summary: Json = tracking.outlasting(
                functools.partial(_register, run.to_json(), references), run.parameters["mlflow_patience_seconds"]
            )
            break
        except ChampionChangedError:
            if comparison == COMPARISONS:
                raise
            evaluation = evaluate(run, examples, bundle)
    judged = (clean, examples, bundle, evaluation)
    summary = tracking.outlasting(
        functools.partial(reporting.keep, run, summary, judged), run.parameters["mlflow_patience_seconds"]
    )
    artifacts.publish_verdict(run.use_case, verdict_markdown(summary))
    links.publish_version(summary["model"], summary["version"])
    links.publish_documents(run.use_case, summary["run_id"])
    progress.tell(progress.Event("register", "ended"))
    return summary


@task(name="register", persist_result=False)
def _register(run_json: Json, references: list[Json]) -> Json:
    run = Run.from_json(run_json)
    tables, clean, examples, bundle, evaluation = (Reference.from_json(reference) for reference in references)
    client = tracking.open_client()
    name = registry.model_name(run.use_case)
    left_out = clean.facts.get("left_out", {})
    recorded = {**lineage.collect(run, tables, examples, bundle, clean, evaluation), "left_out": left_out}
    identity = lineage.identity(recorded)
    run_id = run.mlflow_run_id or _open_late(client, run)
    # What is recorded is recorded before a version exists: a failure here must leave none behind.
    tracking_run.log_inputs(client, run_id, run, clean, recorded)
    tracking_run.log_metrics(client, run_id, clean, bundle, evaluation)
    with locks.held(f"{name}-registration"):
        registry.discard_unfinished(client, name)
        version = registry.find_identity(client, name, identity)
        if version is None:
            version = _register_new(client, run, run_id, recorded, identity, (clean, examples, bundle, evaluation))
        else:
            monitor_reference.complete(client, version, run, clean, evaluation)
    summary = _decide(client, run, name, version, evaluation)
    client.set_tag(run_id, "bazaar.version", version)
    if evaluation.facts["champion"] != version:
        client.log_artifacts(run_id, evaluation.path, "evaluation")
    told = {"as_of": run.parameters["as_of"], "left_out": left_out, "set_aside": validate.set_aside(clean)}
    return {**summary, "run_id": run_id, **told}


def _open_late(client: MlflowClient, run: Run) -> str:
    """The MLflow run of a flow run that began while MLflow was away."""
    noted = run_notes.read(lineage.flow_run_id())
    if noted.get("mlflow_run_id") is None:
        run_id = tracking_run.open_run(client, run)
        run_notes.amend(lineage.flow_run_id(), mlflow_run_id=run_id)
        return run_id
    return str(noted["mlflow_run_id"])


def _register_new(
    client: MlflowClient, run: Run, run_id: str, recorded: Json, identity: str, references: tuple[Reference, ...]
) -> str:
    clean, examples, bundle, evaluation = references
    name = registry.model_name(run.use_case)
    version: str | None = None
    try:
        servable = verification.servable(bundle.directory)
        tags = {
            registry.IDENTITY: identity,
            registry.BUNDLE: recorded["bundle_sha256"],
            "bazaar.evaluation": evaluation.sha256,
            **monitor_reference.keep(client, run_id, run, clean, evaluation),
            **{f"bazaar.{part}": text for part, text in tracking_run.as_tags(recorded).items()},
        }
        version = registry.register(client, name, run_id, bundle.directory, servable, tags)
        verification.check_reproduces(
            registry.load(client, name, version, unverified=True),
            Questions.of(rooms.module("evaluation", run.use_case), examples.directory),
            evaluation.directory / verification.FILE,
        )
        registry.mark_verified(client, name, version)
    except BaseException:
        # While MLflow is away it cannot be deleted either; the next registration discards what is unverified.
        if version is not None and tracking.is_reachable():
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
        "evaluation": str(Path(evaluation.path)),
    }


def _judge(client: MlflowClient, run: Run, name: str, version: str, facts: Mapping[str, Any]) -> GateReport:
    if facts["champion"] == version:
        return GateReport(promote=False, reason="same data, code and model as the champion: nothing changes", checks=[])
    if promotion.was_rolled_back(client, name, version):
        return GateReport(
            promote=False,
            reason="a person rolled this version back; it stays back until a person promotes it",
            checks=[],
        )
    comparison = facts["comparison"]
    if facts["champion"] is not None and comparison is None:
        return GateReport(promote=False, reason=f"it was not compared with champion {facts['champion']}", checks=[])
    tests = comparison or {"primary": None, "slices": {}, "metrics": {}}
    report = judge(
        GatePolicy.model_validate(run.parameters["gate"]),
        {measure: Measure(**value) for measure, value in facts["measures"].items()},
        _paired(tests["primary"]),
        {part: _paired(test) for part, test in tests["slices"].items()},
        {metric: _paired(test) for metric, test in tests["metrics"].items()},
    )
    if report.promote and not run.parameters["promote"]:
        return report.model_copy(update={"promote": False, "reason": f"judged, not promoted: {report.reason}"})
    return report


def _paired(test: Mapping[str, Any] | None) -> PairedTest | None:
    if test is None:
        return None
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
    if "report" in summary:
        lines += ["", f"Report: [{summary['report']}]({summary['report_link']})"]
    return "\n".join(lines)
