"""Monitoring: new data and predictions against what the champion was trained on; training again where due."""

from __future__ import annotations

from typing import Any

from prefect import flow

from params.monitor import MonitorParameters
from tasks.ingest import ingest
from tasks.monitor import check, compare, measure, recall, record, show
from tasks.monitor_retraining import decide
from tasks.monitor_run import monitor_run


@flow(name="monitor", description=__doc__)
def monitor(parameters: MonitorParameters) -> dict[str, Any]:
    """From new tables to a recorded window, and to a queued retraining where it is due.

    Returns:
        The summary that `tasks.monitor.record` gives, with `retraining` as `tasks.monitor_retraining.decide` gives it.
    """
    with monitor_run(parameters) as run:
        tables = ingest(run.run)
        summary = recall(run, tables, parameters.predictions)
        if summary is None:
            clean = check(run, tables)
            measured = measure(run, clean)
            summary = record(run, compare(run, tables, clean, measured, parameters.predictions))
        decided = decide(run, summary, parameters.retrain)
        show(run, decided)
        return decided
