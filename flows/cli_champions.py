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
