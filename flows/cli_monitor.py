"""The command that compares new data with what the champion was trained on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli import UseCase, app


@app.command()
def monitor(
    use_case: UseCase,
    data: Annotated[Path | None, typer.Option(help="Directory of the new tables.")] = None,
    source: Annotated[str | None, typer.Option(help="A named source in its place; see `bazaar data list`.")] = None,
    as_of: Annotated[str | None, typer.Option(help="Use only what was known on this date, YYYY-MM-DD.")] = None,
    encoding: Annotated[str | None, typer.Option(help="Of a csv that is not UTF-8: cp1252, latin-1.")] = None,
    predictions: Annotated[Path | None, typer.Option(help="What `bazaar score` wrote: a file or directory.")] = None,
    window: Annotated[
        str | None, typer.Option(help="Its name: as-of date or today, if none.", show_default=False)
    ] = None,
    retrain: Annotated[bool, typer.Option(help="Train again when it is due; else only tell.")] = True,
    set_: Annotated[list[str] | None, typer.Option("--set", help="A setting: thresholds.number=0.3.")] = None,
) -> None:
    """Compare new data and predictions with the champion's training; train again when windows say so."""
    from flows import monitor_command

    raise typer.Exit(
        monitor_command.monitor(use_case, data, source, as_of, encoding, predictions, window, retrain, set_ or [])
    )
