"""The command `bazaar`. Heavy libraries are imported inside commands, so that `--help` answers at once."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Annotated

import typer

from infra.environment import prepare

prepare()
# What is imported is never garbage; looking for some among it only makes the start longer.
gc.set_threshold(100_000, 50, 100)

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
AnyUseCase = Annotated[str | None, typer.Argument(metavar="[USE_CASE]", show_default=False)]


@app.command()
def run(
    use_case: AnyUseCase = None,
    all_: Annotated[bool, typer.Option("--all", help="Every use case, with a scoreboard at the end.")] = False,
    jobs: Annotated[
        int | None,
        typer.Option(min=1, max=64, help="With --all: how many at once; else as params.yaml says.", show_default=False),
    ] = None,
    source: Annotated[str | None, typer.Option(help="simulator or a public data set; see `bazaar data list`.")] = None,
    data: Annotated[Path | None, typer.Option(help="Directory of your own tables; see `bazaar contract`.")] = None,
    data_rev: Annotated[
        str | None, typer.Option(help="Git revision of the data: of --data, else of the use case's DVC output.")
    ] = None,
    as_of: Annotated[str | None, typer.Option(help="Use only what was known on this date, YYYY-MM-DD.")] = None,
    profile: Annotated[
        str | None, typer.Option(help="quick or full; full unless the source is the simulator.", show_default=False)
    ] = None,
    settings: Annotated[list[str] | None, typer.Option("--set", help="A parameter: models.max_depth=8.")] = None,
    metrics: Annotated[Path | None, typer.Option(help="Also write the metrics here, as JSON.")] = None,
    plots: Annotated[Path | None, typer.Option(help="Also draw the curves into this directory.")] = None,
) -> None:
    """Take tables to a gated model version: those of one use case, or with --all those of every one."""
    if use_case is not None and not all_ and jobs is None:
        from flows import running

        raise typer.Exit(running.run(use_case, source, data, as_of, profile, settings or [], metrics, data_rev, plots))
    from flows import running_all

    alone = {"USE_CASE": use_case, "--source": source, "--data": data, "--data-rev": data_rev, "--as-of": as_of}
    alone |= {"--metrics": metrics, "--plots": plots}
    given = [option for option, value in alone.items() if value is not None]
    raise typer.Exit(running_all.run(profile, settings or [], jobs, asked=all_, beside=given))


@app.command()
def contract(
    use_case: UseCase,
    blank: Annotated[Path | None, typer.Option(help="Write an empty table of each kind here, to fill.")] = None,
) -> None:
    """Show the tables a use case takes: columns, units, keys, rules."""
    from flows import showing

    raise typer.Exit(showing.contract(use_case, blank))


@app.command()
def status(use_case: AnyUseCase = None) -> None:
    """Show the champions: version, metric with interval, data version, age."""
    from flows import showing

    raise typer.Exit(showing.status(use_case))


@data.command("list")
def data_list(use_case: AnyUseCase = None) -> None:
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


# Further commands are declared in a file of their own, on the same `app`.
from flows import cli_backfill, cli_bench, cli_champions, cli_gate, cli_lineage, cli_monitor, cli_score, cli_up  # noqa: E402, F401 - they need `app`
