"""`bazaar backfill`: one flow run for each date, oldest first; what is finished stays finished."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import Any

from contracts.as_of import UndatedError
from flows import backfill_picture, backfill_table, console, running
from flows.backfill_asked import Backfill, Options, asked_for
from flows.backfill_dates import Range
from infra import environment, locks, tracking
from infra.errors import DataError, RegistryError, SettingsError
from tasks import rooms

PICTURE = "metric_over_time.svg"
VALUES = "backfill.json"


@console.answering
def backfill(
    use_case: str,
    span: Range,
    source: str | None,
    data: Path | None,
    profile: str | None,
    settings: list[str],
    options: Options,
) -> None:
    """Run the flow as of each date that is not finished yet, and show the metric over time.

    Raises:
        UserError: The range, a parameter or the data are refused.
        RunFailedError: A fault; finished dates and steps are kept.
    """
    asked = asked_for(rooms.use_case_named(use_case), span, source, data, profile, settings, promote=options.promote)
    if options.dry_run:
        _read_finished(asked)
        console.out.print(_table(asked))
        console.out.print(f"{len(asked.to_run)} of {len(asked.days)} dates to run", highlight=False)
        return
    try:
        with _alone(asked):
            _read_finished(asked)
            _run(asked, options)
    finally:
        if asked.points or asked.refused:
            console.out.print(_table(asked))
    _tell_end(asked)


@contextmanager
def _alone(asked: Backfill) -> Iterator[None]:
    """Two of one backfill would run each date twice."""
    with ExitStack() as stack:
        try:
            stack.enter_context(locks.held(f"backfill-{asked.identity[:16]}", patience_seconds=0))
        except RegistryError as error:
            raise SettingsError("This backfill is under way in another process.", "Wait for it to end.") from error
        yield


def _read_finished(asked: Backfill) -> None:
    from tasks import backfill as record

    if environment.tracking_uri() == environment.own_database_uri() and not tracking.has_database():
        return
    asked.points = tracking.outlasting(
        lambda: record.finished(tracking.open_client(), asked.use_case, asked.identity, asked.metric), asked.patience
    )


def _run(asked: Backfill, options: Options) -> None:
    """All dates under one server, as one MLflow run."""
    from tasks import backfill_whole as whole_record

    tracking.wait_until_reachable(asked.patience)
    flow = functools.partial(rooms.module, "flows", asked.use_case)
    with (
        running.prefect_ready(flow) if asked.to_run else nullcontext(),
        whole_record.whole_run(asked.use_case, asked.identity, asked.parameters, str(asked.span)) as whole,
    ):
        for number, day in enumerate(asked.days, start=1):
            console.out.print(f"[bold]{day}[/] ({number} of {len(asked.days)})", highlight=False)
            if day not in asked.points and _run_one(asked, whole, day, options):
                _keep(asked, whole)
            _tell_one(asked, day)
        _keep(asked, whole)
        if not asked.measured():
            raise DataError(
                f"The data of all {len(asked.days)} dates were refused; the last: {asked.refused[asked.days[-1]]}",
                "Begin later, or see the first message of each date above.",
            )


def _run_one(asked: Backfill, whole: str, day: date, options: Options) -> bool:
    """Whether the date is finished now; else its data were refused.

    Raises:
        DataError: They were, and that shall stop the backfill; or they would be on every date.
    """
    from tasks import backfill as record

    try:
        with console.showing_steps():
            summary = running.perform(asked.use_case, asked.parameters.model_copy(update={"as_of": day}))
    except DataError as error:
        asked.refused[day] = error.problem
        if options.stop_on_error or isinstance(error, UndatedError):
            raise
        return False
    tracking.outlasting(functools.partial(_mark, asked, whole, day, summary), asked.patience)
    asked.points = tracking.outlasting(
        lambda: record.finished(tracking.open_client(), asked.use_case, asked.identity, asked.metric), asked.patience
    )
    return True


def _mark(asked: Backfill, whole: str, day: date, summary: dict[str, Any]) -> None:
    from tasks import backfill as record

    record.mark_finished(tracking.open_client(), asked.identity, whole, day, summary)


def _keep(asked: Backfill, whole: str) -> None:
    """The curve, its picture and its values, on the whole's MLflow run; whoever looks while it runs sees them grow."""
    from tasks import backfill_whole as whole_record

    confidence = asked.parameters.model_dump()["evaluation"]["confidence"]
    asked.directory.mkdir(parents=True, exist_ok=True)
    picture = backfill_picture.draw(asked.title, asked.metric, asked.measured(), asked.refused, confidence)
    (asked.directory / PICTURE).write_bytes(picture)
    values = {
        "metric": asked.metric,
        "range": str(asked.span),
        "dates": [point.to_json() for point in asked.measured().values()],
        "refused": {day.isoformat(): problem for day, problem in asked.refused.items()},
    }
    (asked.directory / VALUES).write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")

    def log() -> None:
        client = tracking.open_client()
        whole_record.log_curve(client, whole, asked.metric, asked.measured())
        for name in (PICTURE, VALUES):
            client.log_artifact(whole, str(asked.directory / name))

    tracking.outlasting(log, asked.patience)


def _table(asked: Backfill) -> Any:
    return backfill_table.table(asked.title, asked.metric, asked.days, asked.measured(), asked.refused)


def _tell_one(asked: Backfill, day: date) -> None:
    if day in asked.refused:
        told = f"refused: {asked.refused[day]}"
    else:
        told = backfill_table.line(asked.metric, asked.points[day])
    console.out.print(f"  {told}", highlight=False, markup=False, soft_wrap=True)


def _tell_end(asked: Backfill) -> None:
    if asked.refused:
        told = f"{len(asked.refused)} of {len(asked.days)} dates were skipped: their data were refused"
        console.out.print(told, highlight=False)
    console.out.print(f"picture     {asked.directory / PICTURE}", soft_wrap=True, highlight=False)
    console.out.print(f"values      {asked.directory / VALUES}", soft_wrap=True, highlight=False)
    console.out.print(
        f"to look     mlflow ui --host 127.0.0.1 --backend-store-uri {environment.tracking_uri()}",
        soft_wrap=True,
        highlight=False,
    )
