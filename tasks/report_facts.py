"""The facts of a judged run, collected from its steps, its version and the promotion log."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from contracts.report import ValidationReport
from evaluation.report_facts import DataFacts, Measured, RunFacts, TableCounts, Verdict
from infra import override, promotion, registry
from infra.run_store import Reference, RunStore
from tasks import rooms, seen
from tasks.evaluate import evaluate_against
from tasks.evaluate_process import LATENCY, PLOTS
from tasks.steps import Json, Run, Step

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities.model_registry import ModelVersion

VALIDATION = "report.json"
LINEAGE = (
    registry.IDENTITY,
    registry.BUNDLE,
    "bazaar.test_sha256",
    "bazaar.parameters_sha256",
    "bazaar.source_sha256",
    "bazaar.models_package",
    "bazaar.git",
    "bazaar.flow_run_id",
)


def collect(
    client: MlflowClient,
    run: Run,
    summary: Mapping[str, Any],
    steps: tuple[Reference, Reference, Reference, Reference],
    places: dict[str, str],
) -> RunFacts:
    """All that the report of a run tells.

    Args:
        summary: As `tasks.register.register` gives it.
        steps: What validate, build, train and evaluate gave.
        places: Where things lie, for the reader.
    """
    clean, examples, bundle, evaluation = steps
    record = registry.get_version(client, summary["model"], summary["version"])
    verdict = _verdict(summary, record)
    return RunFacts(
        use_case=run.use_case,
        model=summary["model"],
        version=summary["version"],
        summary=rooms.module("contracts", run.use_case).CONTRACT.summary,
        registered=_day(record.creation_timestamp),
        verdict=verdict,
        policy=run.parameters["gate"],
        measured=_measured(run, bundle, _judged(run, examples, bundle, evaluation, verdict)),
        data=_data(clean, examples, record.tags),
        card=rooms.module("evaluation", run.use_case).CARD,
        lineage={name.removeprefix("bazaar."): record.tags[name] for name in LINEAGE if name in record.tags},
        places=places,
    )


def is_unchanged(summary: Mapping[str, Any]) -> bool:
    """Whether the run made the champion again, so that there was nothing to judge."""
    return bool(summary["champion_before"] == summary["version"])


def _verdict(summary: Mapping[str, Any], record: ModelVersion) -> Verdict:
    """What the gate decided; of a version made again, what it decided when it judged it."""
    noted = json.loads(record.tags.get(promotion.DECISION, "{}"))
    told = Verdict(
        promoted=summary["promoted"],
        reason=summary["reason"],
        checks=summary["checks"],
        champion_before=summary["champion_before"],
        decided=noted.get("when", promotion.now()),
    )
    return (_logged(summary, record) or told) if is_unchanged(summary) else told


def _logged(summary: Mapping[str, Any], record: ModelVersion) -> Verdict | None:
    for entry in reversed(promotion.read_log(summary["model"])):
        if entry["version"] == summary["version"] and "checks" in entry["report"]:
            return Verdict(
                promoted=entry["event"] == "promoted",
                reason=entry["reason"] + _overruled(record),
                checks=entry["report"]["checks"],
                champion_before=entry["champion_before"],
                decided=entry["when"],
            )
    return None


def _overruled(record: ModelVersion) -> str:
    """That a person made the version champion whatever this verdict says; empty where nobody did."""
    if override.OVERRIDE not in record.tags:
        return ""
    made = json.loads(record.tags[override.OVERRIDE])
    return f" (promoted over the gate on {made['when']} by {made['who']}: {made['why']})"


def _judged(run: Run, examples: Reference, bundle: Reference, evaluation: Reference, verdict: Verdict) -> Reference:
    """The evaluation that the verdict rests on; without its comparison where the run store no longer has that."""
    if evaluation.facts["champion"] == verdict.champion_before:
        return evaluation
    step: Step = evaluate_against.step  # type: ignore[attr-defined]  # set by the decorator
    found = RunStore().find(step.name, step.key(run, examples, bundle, verdict.champion_before))
    if found is not None:
        return found
    return replace(evaluation, facts={**evaluation.facts, "comparison": None, "champion_measures": {}})


def _measured(run: Run, bundle: Reference, evaluation: Reference) -> Measured:
    facts = evaluation.facts
    plots = _stored(evaluation, PLOTS)
    return Measured(
        examples=facts["examples"],
        confidence=run.parameters["evaluation"]["confidence"],
        statistics=tuple(rooms.module("evaluation", run.use_case).STATISTICS),
        measures=facts["measures"],
        champion_measures=facts["champion_measures"],
        comparison=facts["comparison"],
        valid=bundle.facts["valid"],
        plots=plots if facts["champion_measures"] else {"challenger": plots["challenger"]},
        latency_ms=_stored(evaluation, LATENCY),
        pictures=seen.kept(evaluation.directory),
    )


def _stored(evaluation: Reference, name: str) -> Any:
    return json.loads((evaluation.directory / name).read_text(encoding="utf-8"))


def _data(clean: Reference, examples: Reference, tags: Mapping[str, str]) -> DataFacts:
    found = ValidationReport.model_validate_json((clean.directory / VALIDATION).read_text(encoding="utf-8"))
    return DataFacts(
        source=json.loads(tags["bazaar.source"]),
        files=json.loads(tags["bazaar.tables"]),
        dvc=json.loads(tags["bazaar.dvc"]),
        tables=[
            TableCounts(
                name=table.name,
                read=table.rows_read,
                kept=table.rows_kept,
                rejected=table.rows_rejected,
                broken=[(rule.name, rule.asks, rule.broken) for rule in table.rules if rule.broken],
            )
            for table in found.tables
        ],
        splits=_splits(examples.facts),
    )


def _splits(facts: Json) -> Json:
    return {name: value for name, value in facts.items() if name != "test_sha256"}


def _day(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="seconds")
