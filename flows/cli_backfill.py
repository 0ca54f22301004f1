"""The command that runs a flow once for each of many dates."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli import UseCase, app


@app.command()
def backfill(
    use_case: UseCase,
    from_: Annotated[str, typer.Option("--from", help="The first as_of date, YYYY-MM-DD.")],
    to: Annotated[str, typer.Option(help="No date after this one, YYYY-MM-DD.")],
    every: Annotated[str, typer.Option(help="Step between dates: 10d, 2w, 1mo or 1y.")] = "1mo",
    source: Annotated[str | None, typer.Option(help="simulator or a public data set; see `bazaar data list`.")] = None,
    data: Annotated[Path | None, typer.Option(help="Directory of your own tables; see `bazaar contract`.")] = None,
    profile: Annotated[
        str | None, typer.Option(help="quick or full; full unless the source is the simulator.", show_default=False)
    ] = None,
    settings: Annotated[list[str] | None, typer.Option("--set", help="A parameter: models.max_depth=8.")] = None,
    promote: Annotated[
        bool, typer.Option("--promote/--no-promote", help="Let the gate promote; else it judges and says so.")
    ] = False,
    stop_on_error: Annotated[
        bool, typer.Option("--stop-on-error", help="Stop at a date whose data are refused, instead of skipping it.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List the dates and run none.")] = False,
) -> None:
    """Train as of each of many dates, oldest first, and show the metric over time. Run again, it goes on."""
    from flows import backfilling
    from flows.backfill_asked import Options
    from flows.backfill_dates import Range

    span = Range(from_, to, every)
    options = Options(promote=promote, stop_on_error=stop_on_error, dry_run=dry_run)
    raise typer.Exit(backfilling.backfill(use_case, span, source, data, profile, settings or [], options))
