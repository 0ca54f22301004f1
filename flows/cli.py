"""The command `bazaar`. Heavy libraries are imported inside commands, so that `--help` answers at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from infra.environment import prepare

prepare()

app = typer.Typer(
    name="bazaar",
    help="The machine learning of a marketplace: train, gate, promote, score and roll back.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
data = typer.Typer(help="The data sets a use case can run on.", no_args_is_help=True)
app.add_typer(data, name="data")

UseCase = Annotated[str, typer.Argument(metavar="USE_CASE", help="For example product-matching.", show_default=False)]


@app.command()
def run(
    use_case: UseCase,
    source: Annotated[str | None, typer.Option(help="simulator or a public data set; see `bazaar data list`.")] = None,
    data: Annotated[Path | None, typer.Option(help="Directory of your own tables; see `bazaar contract`.")] = None,
    as_of: Annotated[str | None, typer.Option(help="Use only what was known on this date, YYYY-MM-DD.")] = None,
    profile: Annotated[
        str | None, typer.Option(help="quick or full; full unless the source is the simulator.", show_default=False)
    ] = None,
    settings: Annotated[list[str] | None, typer.Option("--set", help="A parameter: models.max_depth=8.")] = None,
    metrics: Annotated[Path | None, typer.Option(help="Also write the metrics here, as JSON.")] = None,
) -> None:
    """Take tables to a gated model version."""
    from flows import running

    raise typer.Exit(running.run(use_case, source, data, as_of, profile, settings or [], metrics))


@app.command()
def contract(
    use_case: UseCase,
    blank: Annotated[Path | None, typer.Option(help="Write an empty table of each kind here, to fill.")] = None,
) -> None:
    """Show the tables a use case takes: columns, units, keys, rules."""
    from flows import showing

    raise typer.Exit(showing.contract(use_case, blank))


@app.command()
def status(use_case: Annotated[str | None, typer.Argument(metavar="[USE_CASE]", show_default=False)] = None) -> None:
    """Show the champions: version, metric with interval, data version, age."""
    from flows import showing

    raise typer.Exit(showing.status(use_case))


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
    from flows import showing

    raise typer.Exit(showing.rollback(use_case, why))


@app.command()
def log(use_case: Annotated[str | None, typer.Argument(metavar="[USE_CASE]", show_default=False)] = None) -> None:
    """Show every promotion, refusal and rollback."""
    from flows import showing

    raise typer.Exit(showing.log(use_case))


@data.command("list")
def data_list(use_case: Annotated[str | None, typer.Argument(metavar="[USE_CASE]", show_default=False)] = None) -> None:
    """List the sources of a use case, or of all."""
    from flows import showing

    raise typer.Exit(showing.data_list(use_case))


@data.command("describe")
def data_describe(use_case: UseCase, source: Annotated[str, typer.Argument(show_default=False)]) -> None:
    """Tell a source's home, licence, size, metric and published numbers."""
    from flows import showing

    raise typer.Exit(showing.data_describe(use_case, source))


@data.command("fetch")
def data_fetch(
    use_case: UseCase,
    source: Annotated[str, typer.Argument(show_default=False)],
    to: Annotated[Path, typer.Option(help="An empty or new directory for the contract tables.")],
    set_: Annotated[list[str] | None, typer.Option("--set", help="A parameter: simulator.scale=2.")] = None,
) -> None:
    """Write a source as contract tables into a directory."""
    from flows import showing

    raise typer.Exit(showing.data_fetch(use_case, source, to, set_ or []))
