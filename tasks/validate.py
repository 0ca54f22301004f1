"""validate: keep the rows that honour the contract, set the others aside with their reasons, stop if too many."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from contracts.contract import Contract
from infra import tracking
from infra.errors import DataError
from infra.run_store import Reference
from tasks import artifacts, links, tracking_run
from tasks.contract_of import contract_of
from tasks.steps import Json, Run, step

# What tells whether media can be read.
READERS = (
    *("models.media", "models.media_files"),
    *("models.pictures", "models.picture_files", "models.picture_colours", "models.picture_orientation"),
    *("models.audio", "models.audio_headers", "models.audio_limits"),
)


def _contract(run: Run) -> Contract:
    return contract_of(run.use_case, run.parameters).model_copy(
        update={"max_rejected_share": run.parameters["max_rejected_share"]}
    )


def _as_of(run: Run) -> date | None:
    as_of = run.parameters["as_of"]
    return None if as_of is None else date.fromisoformat(as_of)


def _today(run: Run) -> date | None:
    """The day that decides which dates lie in the future, None where no rule of the contract asks.

    It is part of the step's key, so the tables are validated once a day. What comes out names no day: where no date
    has come to pass since, its bytes are the same, and every later step is found done.
    """
    rules = (rule for table in _contract(run).tables for rule in table.row_rules)
    if not any(rule.check == "not_after_today" for rule in rules):
        return None
    return _as_of(run) or datetime.now(UTC).date()


def _settings(run: Run, _tables: Reference) -> Json:
    as_of, today = run.parameters["as_of"], _today(run)
    dated = {} if as_of is None else {"as_of": as_of}
    if today is not None:
        dated["today"] = today.isoformat()
    return {"contract": _contract(run).model_dump(mode="json"), "encoding": run.parameters["encoding"], **dated}


@step("validate", packages=("contracts", *READERS), settings=_settings)
def _validate(out: Path, run: Run, tables: Reference) -> Json:
    """Write clean tables and quarantine. Facts: counts, a row per broken rule, and the refusal where there is one."""
    from contracts.validation import validate_directory

    report = validate_directory(
        _contract(run), tables.directory, out, run.parameters["encoding"], as_of=_as_of(run), today=_today(run)
    )
    return {
        "counts": report.counts(),
        "left_out": {name: left_out.model_dump() for name, left_out in report.left_out().items()},
        "rows": report.rows(),
        "refusal": report.refusal,
        "remedy": report.remedy or "",
    }


def judge(run: Run, tables: Reference) -> Reference:
    """Validate alone: a refusal is among the facts."""
    return _validate(run, tables)


def validate(run: Run, tables: Reference) -> Reference:
    """Validate, publish what was found, and stop the run on a refusal.

    Raises:
        DataError: A table rule is broken or too many rows are; the quarantine stays in the run store.
    """
    checked = _validate(run, tables)
    artifacts.publish_validation(run.use_case, checked.facts["rows"])
    if checked.facts["refusal"] is not None:
        _show_refused(run, checked)
        kept = checked.directory / "quarantine.parquet"
        where = f" The rows set aside and why: {kept}." if kept.is_file() else ""
        late = "" if run.parameters["as_of"] is None else f"Choose a later as_of than {run.parameters['as_of']}, or: "
        raise DataError(checked.facts["refusal"], f"{late}{checked.facts['remedy']}{where}")
    return checked


def set_aside(checked: Reference) -> list[str]:
    """A line for each table with rows that broke a rule: how many, and which rules most of them broke."""
    from contracts import wording

    return list(wording.set_aside(checked.facts["counts"], checked.facts["rows"]))


def _show_refused(run: Run, checked: Reference) -> None:
    """A refused run logs nothing else; whoever looks why needs the documents."""
    if run.mlflow_run_id is not None and tracking.is_reachable():
        tracking_run.log_validation(tracking.open_client(), run.mlflow_run_id, checked)
        links.publish_documents(run.use_case, run.mlflow_run_id)
