"""Commands about model versions: which one consumers get, where it came from."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.cli import AnyUseCase, UseCase, app


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


@app.command()
def scoreboard(
    use_case: Annotated[list[str] | None, typer.Argument(metavar="[USE_CASE]...", show_default=False)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, with every number whole.")] = False,
) -> None:
    """Show the champions at length: metric beside a baseline, challenges, latency, training time, data."""
    from flows import scoreboard

    raise typer.Exit(scoreboard.print_board(use_case or [], as_json))
