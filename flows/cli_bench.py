"""The command that measures on public data beside peers, and writes the pages of it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from flows.cli import app


class Kind(StrEnum):
    """What a benchmark is measured on."""

    REAL = "real"
    SIMULATED = "simulated"
    SCALE = "scale"


@app.command()
def bench(
    use_cases: Annotated[
        list[str] | None, typer.Argument(metavar="[USE_CASE]...", help="All unless named.", show_default=False)
    ] = None,
    kind: Annotated[list[Kind] | None, typer.Option(help="Of data; real unless given. May be repeated.")] = None,
    only: Annotated[list[str] | None, typer.Option(metavar="RUN", help="This run. May be repeated.")] = None,
    missing: Annotated[bool, typer.Option("--missing", help="Only those that have no result yet.")] = False,
    champions: Annotated[bool, typer.Option("--champions", help="Note the champions' measures; run nothing.")] = False,
    pages: Annotated[bool, typer.Option("--pages", help="Write the pages of what is there; run nothing.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="Show what is registered; run nothing.")] = False,
) -> None:
    """Measure on public data beside peers, keep the results, write docs/benchmarks.md and docs/challenges.md."""
    from flows import benching

    kinds = [one.value for one in kind or (Kind.REAL,)]
    flags = {"--missing": missing, "--champions": champions, "--pages": pages, "--list": list_}
    asked = [flag for flag, given in flags.items() if given]
    raise typer.Exit(benching.bench(use_cases or [], kinds, only or [], asked))
