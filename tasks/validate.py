"""validate: keep the rows that honour the contract, set the others aside with their reasons, stop if too many."""

from __future__ import annotations

from pathlib import Path

from contracts.contract import Contract
from infra.errors import DataError
from infra.run_store import Reference
from tasks import artifacts, rooms
from tasks.steps import Json, Run, step


def _contract(run: Run) -> Contract:
    declared: Contract = rooms.module("contracts", run.use_case).CONTRACT
    return declared.model_copy(update={"max_rejected_share": run.parameters["max_rejected_share"]})


def _settings(run: Run, _tables: Reference) -> Json:
    return {"contract": _contract(run).model_dump(mode="json"), "encoding": run.parameters["encoding"]}


@step("validate", packages=("contracts",), settings=_settings)
def _validate(out: Path, run: Run, tables: Reference) -> Json:
    from contracts.validation import validate_directory

    report = validate_directory(_contract(run), tables.directory, out, run.parameters["encoding"])
    return {
        "counts": report.counts(),
        "rows": report.rows(),
        "refusal": report.refusal,
        "remedy": report.remedy or "",
    }


def validate(run: Run, tables: Reference) -> Reference:
    """Validate, publish what was found, and stop the run on a refusal.

    Raises:
        DataError: A table rule is broken or too many rows are; the quarantine stays in the run store.
    """
    checked = _validate(run, tables)
    artifacts.publish_validation(run.use_case, checked.facts["rows"])
    if checked.facts["refusal"] is not None:
        kept = checked.directory / "quarantine.parquet"
        where = f" The rows set aside and why: {kept}." if kept.is_file() else ""
        raise DataError(checked.facts["refusal"], f"{checked.facts['remedy']}{where}")
    return checked
