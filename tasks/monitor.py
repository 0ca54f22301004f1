"""The tasks of the flow `monitor`: check the new tables, ask the champion, compare, record, and decide."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from prefect import task
from prefect.cache_policies import NO_CACHE

from evaluation import drift
from evaluation.drift import Finding
from infra import digests, locks, tracking, tracking_pages
from infra.run_store import Reference
from params.monitor import MonitorSettings
from tasks import (
    artifacts,
    monitor_answers,
    monitor_baseline,
    monitor_compare,
    monitor_history,
    monitor_performance,
    monitor_predictions,
    monitor_profiles,
    monitor_recording,
    monitor_reference,
    monitor_report,
    monitor_words,
    progress,
    tracking_run,
    validate,
)
from tasks.contract_of import contract_of
from tasks.monitor_performance import Performance
from tasks.monitor_profiles import Profiled
from tasks.monitor_run import Monitored
from tasks.steps import Json

if TYPE_CHECKING:
    from mlflow import MlflowClient

SUMMARY = "findings.json"
REPORT = "report.html"

Measured = tuple[Performance, pd.DataFrame | None]
Compared = tuple[Json, Profiled | None]


def check(run: Monitored, tables: Reference) -> Reference:
    """Validate the new tables by the contract of training; what training would refuse is told, not raised.

    Raises:
        DataError: A required table is absent, or a file cannot be read or holds no row.
    """
    checked = validate.judge(run.run, tables)
    artifacts.publish_validation(run.use_case, checked.facts["rows"])
    return checked


@task(name="measure", cache_policy=NO_CACHE, persist_result=False)
def measure(run: Monitored, clean: Reference) -> Measured:
    """How well the champion does where labels arrived, and what it answered; without labels, why nothing is known."""
    primary = run.run.parameters["gate"]["primary"]
    metrics = tracking.open_client().get_run(run.champion_run).data.metrics
    registered = {
        part: metrics.get(f"{primary}{suffix}") for part, suffix in (("value", ""), ("low", ".low"), ("high", ".high"))
    }
    return monitor_performance.measure(run.run, run.champion, clean, registered, run.settings)


@task(name="compare", cache_policy=NO_CACHE, persist_result=False)
def compare(
    run: Monitored, tables: Reference, clean: Reference, measured: Measured, predictions: str | None
) -> Compared:
    """Compare a window with the champion's training reference.

    Returns:
        The summary, JSON values: what was compared, the findings, the performance, whether the window is out and why.
        And the profile of logged answers of another form than the test's, None where there are none.

    Raises:
        RegistryError: The champion has no training reference, or it was altered.
        DataError: The logged predictions cannot be read.
    """
    progress.tell(progress.Event("compare", "began"))
    client = tracking.open_client()
    reference = monitor_reference.open_checked(client, run.model, run.champion)
    contract = contract_of(run.use_case, run.run.parameters)
    new = monitor_profiles.of_tables(contract, clean.directory, run.settings, reference.tables)
    performance, asked = measured
    findings = [
        *monitor_compare.tables(reference.tables, new, run.settings),
        *monitor_compare.rejected(reference.counts, clean.facts["counts"], run.settings),
    ]
    answers = monitor_predictions.compared(client, run, reference, predictions, asked)
    findings = drift.judged([*findings, *answers.findings], alpha=run.settings.alpha, min_rows=run.settings.min_rows)
    reasons = _reasons(findings, performance, run.settings)
    progress.tell(progress.Event("compare", "ended"))
    summary = {
        "use_case": run.use_case,
        "model": run.model,
        "champion": run.champion,
        "window": run.label,
        "key": key(run, tables, predictions),
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "source": tables.facts["source"],
        "tables": tables.facts["tables"],
        "rows": {name: {"rows": found.rows, "looked_at": found.looked_at} for name, found in new.items()},
        "reference_rows": {name: found.rows for name, found in reference.tables.items()},
        "out": bool(reasons),
        "judged": bool(reasons) or any(finding.state == drift.STEADY for finding in findings),
        "reasons": reasons,
        "findings": [finding.to_json() for finding in findings],
        "performance": performance.__dict__,
        "refusal": clean.facts["refusal"],
        "notes": [*run.notes, *answers.notes],
        "settings": run.settings.model_dump(mode="json"),
        "answers_form": answers.form,
        "metrics": _metrics(findings, performance, bool(reasons)),
    }
    return summary, answers.new if answers.form else None


def key(run: Monitored, tables: Reference, predictions: str | None) -> str:
    """Digest of what a window's findings follow from; the same key under the same label is the same window."""
    return digests.of_value(
        {
            "tables": tables.facts["tables"],
            "predictions": None if predictions is None else monitor_answers.digest(Path(predictions)),
            "settings": run.settings.model_dump(mode="json"),
            "run": {name: run.run.parameters[name] for name in ("encoding", "max_rejected_share", "features")},
            "champion": run.champion,
            **({"contract": run.run.parameters["contract"]} if "contract" in run.run.parameters else {}),
        }
    )


@task(name="recall", cache_policy=NO_CACHE, persist_result=False)
def recall(run: Monitored, tables: Reference, predictions: str | None) -> Json | None:
    """The summary of this very window, where it was recorded before; the same data is not compared twice."""
    client = tracking.open_client()
    known = monitor_history.windows(client, run.use_case, run.champion)
    found = monitor_history.find(known, run.label, key(run, tables, predictions))
    if found is None:
        return None
    summary = monitor_history.read_summary(client, found.run_id, SUMMARY)
    return _placed(client, summary, found.run_id, recorded_before=True)


@task(name="record", cache_policy=NO_CACHE, persist_result=False)
def record(run: Monitored, compared: Compared) -> Json:
    """Record a window once, with its report; one that another process has recorded meanwhile is found.

    Returns:
        The summary with `window_run`, `report` (its place) and `recorded_before`.
    """
    client, (summary, answers) = tracking.open_client(), compared
    with locks.held(f"{run.model}-monitoring"):
        known = monitor_history.windows(client, run.use_case, run.champion)
        found = monitor_history.find(known, run.label, summary["key"])
        if found is None:
            labels = [window.label for window in known]
            step = labels.index(run.label) + 1 if run.label in labels else len(labels) + 1
            with tempfile.TemporaryDirectory() as scratch:
                earlier = [window for window in known if window.label != run.label]
                (Path(scratch) / REPORT).write_text(monitor_report.page(summary, earlier), encoding="utf-8")
                (Path(scratch) / SUMMARY).write_text(json.dumps(summary, indent=1), encoding="utf-8")
                tags = _kept_answers(Path(scratch), summary, answers)
                run_id = monitor_recording.record(client, run.use_case, summary, Path(scratch), step, tags)
        else:
            run_id = found.run_id
    artifacts.publish_monitoring(run.use_case, monitor_words.rows(summary), monitor_words.headline(summary))
    return _placed(client, summary, run_id, recorded_before=found is not None)


def show(run: Monitored, decided: Json) -> None:
    """What the window led to, on the page of the flow run."""
    experiment = monitor_history.experiment(tracking.open_client(), run.use_case)
    page = tracking_pages.run_page(experiment, decided["window_run"])
    name = f"`{decided['window_run']}`" if page is None else f"[{run.label}]({page})"
    artifacts.publish_window(run.use_case, decided["retraining"]["words"], str(decided["report"]), name)


def _kept_answers(files: Path, summary: Json, answers: Profiled | None) -> dict[str, str]:
    if answers is None:
        return {}
    sha256 = monitor_baseline.write(files, answers)
    return {monitor_history.ANSWERS_FORM: summary["answers_form"], monitor_baseline.SHA256: sha256}


def _placed(client: MlflowClient, summary: Json, run_id: str, *, recorded_before: bool) -> Json:
    report = monitor_history.place(client, run_id, REPORT)
    return {**summary, "window_run": run_id, "report": report, "recorded_before": recorded_before}


def _reasons(findings: list[Finding], performance: Performance, settings: MonitorSettings) -> list[str]:
    drifted = [finding for finding in findings if finding.state == drift.DRIFTED]
    reasons = [monitor_words.in_words(finding) for finding in sorted(drifted, key=_severity)]
    if len(drifted) <= settings.max_drifted:
        reasons = []
    return [*([performance.words.rstrip(".")] if performance.below else []), *reasons]


def _severity(finding: Finding) -> float:
    return 0.0 if finding.test is None else -finding.test.effect / finding.threshold


def _metrics(findings: list[Finding], performance: Performance, out: bool) -> dict[str, float]:
    values: dict[str, float] = {"out": float(out), "drifted": 0.0}
    for finding in findings:
        values["drifted"] += finding.state == drift.DRIFTED
        if finding.test is not None and finding.state in (drift.DRIFTED, drift.STEADY):
            values[f"drift.{finding.where}.{finding.signal}"] = finding.test.effect
    if performance.measures:
        primary = {performance.primary: performance.measures[performance.primary]}
        values |= {f"performance.{name}": value for name, value in tracking_run.measured_values(primary).items()}
    return values
