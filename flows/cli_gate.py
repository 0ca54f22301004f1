"""Commands about the gate's verdicts: a person's override, and the card of a version."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.cli import UseCase, app


@app.command()
def promote(
    use_case: UseCase,
    version: Annotated[str, typer.Argument(metavar="VERSION", show_default=False)],
    force: Annotated[bool, typer.Option("--force", help="Overrule the gate; without it, only its verdict is told.")] = (
        False
    ),
    why: Annotated[str, typer.Option(help="The reason, for the log; --force needs one.")] = "",
) -> None:
    """Make a version the champion over the gate's verdict, on record."""
    from flows import overriding

    raise typer.Exit(overriding.promote(use_case, version, force, why))


@app.command()
def card(
    use_case: UseCase,
    version: Annotated[str | None, typer.Argument(metavar="[VERSION]", show_default=False)] = None,
) -> None:
    """Print the model card of a version, the champion's unless told."""
    from flows import carding

    raise typer.Exit(carding.card(use_case, version))
