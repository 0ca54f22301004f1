"""Commands about model versions: which one consumers get, where it came from, what it answers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli import AnyUseCase, UseCase, app


@app.command()
def score(
    use_case: UseCase,
    input: Annotated[Path, typer.Option(help="Requests: parquet or csv, also compressed.")],
    output: Annotated[Path, typer.Option(help="Where the answers go: .parquet or .csv.")],
    version: Annotated[str | None, typer.Option(help="Another version than the champion.")] = None,
    batch: Annotated[int, typer.Option(min=1, help="Rows in memory at a time.")] = 20_000,
    set_: Annotated[list[str] | None, typer.Option("--set", help="A request parameter of the model: k=10.")] = None,
    encoding: Annotated[str | None, typer.Option(help="Of a csv that is not UTF-8: cp1252, latin-1.")] = None,
) -> None:
    """Answer a file of requests with the champion, in bounded memory."""
    from flows import scoring

    raise typer.Exit(scoring.score(use_case, input, output, version, batch, set_ or [], encoding))


@app.command()
def rollback(
    use_case: UseCase,
    why: Annotated[str, typer.Option(help="The reason, for the log.")] = "no reason given",
) -> None:
    """Give consumers the version before the champion again."""
    from flows import promoting

    raise typer.Exit(promoting.rollback(use_case, why))


@app.command()
def log(use_case: AnyUseCase = None) -> None:
    """Show every promotion, refusal and rollback."""
    from flows import promoting

    raise typer.Exit(promoting.log(use_case))
