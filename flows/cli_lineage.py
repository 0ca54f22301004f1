"""Commands about where a version comes from, whether it can be made again, and what may go."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.cli import AnyUseCase, UseCase, app

Version = Annotated[
    str | None, typer.Argument(metavar="[VERSION]", help="A number or an alias; champion unless given.")
]


@app.command()
def lineage(
    use_case: UseCase,
    version: Version = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
) -> None:
    """Show what a version was made from: data, code, parameters, run, and the champions before it."""
    from flows import lineage_view

    raise typer.Exit(lineage_view.lineage(use_case, version, as_json))


@app.command()
def verify(use_case: UseCase, version: Version = None) -> None:
    """Hash everything a version was made of again, and say whether it can be reproduced here."""
    from flows import verifying

    raise typer.Exit(verifying.verify(use_case, version))


@app.command()
def reproduce(
    use_case: UseCase,
    version: Version = None,
    tolerance: Annotated[float, typer.Option(min=0, max=0.1, help="By which a measure may differ.")] = 1e-6,
    other_code: Annotated[bool, typer.Option("--other-code", help="Go on with code that is not the recorded.")] = False,
) -> None:
    """Make a version again from its recorded data and parameters, and compare bundle and metrics."""
    from flows import reproducing

    raise typer.Exit(reproducing.reproduce(use_case, version, tolerance, other_code))


@app.command()
def prune(
    use_case: AnyUseCase = None,
    older_than: Annotated[str, typer.Option(help="Only what was last used longer ago: 30d, 12h, 2w.")] = "30d",
    keep: Annotated[int, typer.Option(min=0, help="The newest versions and runs of a use case that stay.")] = 5,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go; remove nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Remove old runs, caches and versions that no alias and no lineage needs; caches only without USE_CASE."""
    from flows import pruning

    raise typer.Exit(pruning.prune(use_case, older_than, keep, dry_run, yes))
