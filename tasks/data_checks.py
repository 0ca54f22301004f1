"""Whether the tables a version was made from can still be had from their source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from infra import scratch
from infra.errors import UserError
from tasks.findings import Finding, State, holds
from tasks.ingest import ingest
from tasks.steps import Run
from tasks.store_checks import altered_tables, stored_tables, tables_in
from tasks.version_record import VersionRecord

PART = "data at the source"


def source(version: VersionRecord, run: Run) -> Finding:
    """Take the tables from their source anew and compare every byte; where they are gone, look for the stored ones."""
    with scratch.directory("tables") as place:
        return take(version, run, place)


def take(version: VersionRecord, run: Run, out: Path) -> Finding:
    """Write the tables of a version's source to `out`; they are usable if the finding holds."""
    recorded: dict[str, str] = version.get("tables") or {}
    try:
        ingest.step.work(out, run)  # type: ignore[attr-defined]  # every step carries its plain function
    except UserError as error:
        return _from_store(version, Finding(PART, State.ABSENT, error.problem, error.remedy))
    altered = altered_tables(recorded, tables_in(out))
    if altered:
        words = f"{where(version)} now gives other bytes for {', '.join(altered)}"
        return _from_store(version, Finding(PART, State.ALTERED, words, f"Restore the tables of {where(version)}."))
    return holds(PART, f"{len(recorded)} tables of {where(version)}, every sha256 as recorded")


def _from_store(version: VersionRecord, found: Finding) -> Finding:
    kept = stored_tables(version)
    if kept is None:
        return Finding(found.part, found.state, f"{found.detail} The run store has no copy either.", found.remedy)
    return Finding(found.part, found.state, f"{found.detail} The run store keeps the original.", harmless=True)


def where(version: VersionRecord) -> str:
    """The source in a person's words."""
    recorded: dict[str, Any] = version.get("source") or {}
    if recorded.get("data"):
        return f"directory {recorded['data']}"
    return f"source {recorded.get('source')}"
