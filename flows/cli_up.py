"""The command that runs the whole system: servers, deployments, schedules."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli import app


@app.command()
def up(
    host: Annotated[str, typer.Option(help="Address of this machine to listen on.")] = "127.0.0.1",
    name: Annotated[
        str | None,
        typer.Option(help="Name or address by which other machines reach this one; --host where that is one."),
    ] = None,
    prefect_port: Annotated[int, typer.Option(min=0, max=65_535, help="Of Prefect; 0 takes a free one.")] = 4200,
    mlflow_port: Annotated[int, typer.Option(min=0, max=65_535, help="Of MLflow; 0 takes a free one.")] = 5000,
    postgres: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Both databases on this PostgreSQL: postgresql://user@host:5432/[PREFIX]. Also BAZAAR_POSTGRES_URL.",
        ),
    ] = None,
    artifacts: Annotated[
        str, typer.Option(metavar="WHERE", help="Files of new experiments: files, served, s3://BUCKET/PREFIX.")
    ] = "files",
    auth_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Ask for the USER:PASSWORD in this file. Also BAZAAR_AUTH(_FILE)."),
    ] = None,
    status: Annotated[bool, typer.Option("--status", help="Only tell what is up.")] = False,
) -> None:
    """Run Prefect, MLflow and the deployments of all use cases, until Ctrl-C."""
    from flows import upping

    if status:
        raise typer.Exit(upping.status())
    raise typer.Exit(upping.up(host, name, prefect_port, mlflow_port, postgres, artifacts, auth_file))
