"""Commands that have the champion answer: a batch of requests, or whoever asks over HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli import UseCase, app


@app.command()
def score(
    use_case: UseCase,
    input: Annotated[
        Path | None, typer.Option(help="Requests: parquet or csv, also compressed; a file or a directory of parts.")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="One file for all answers: .parquet or .csv.")] = None,
    to: Annotated[
        Path | None, typer.Option(help="Root of partitions: the answers become TO/date=DATE/run=ID, never overwritten.")
    ] = None,
    date: Annotated[str | None, typer.Option(help="Of the partition, YYYY-MM-DD; today (UTC) if not given.")] = None,
    version: Annotated[str | None, typer.Option(help="Another version than the champion.")] = None,
    batch: Annotated[int | None, typer.Option(min=1, help="Requests in memory at a time.")] = None,
    parallel: Annotated[int | None, typer.Option(min=1, help="Parts of a partition at the same time.")] = None,
    set_: Annotated[list[str] | None, typer.Option("--set", help="A request parameter of the model: k=10.")] = None,
    encoding: Annotated[str | None, typer.Option(help="Of a csv that is not UTF-8: cp1252, latin-1.")] = None,
) -> None:
    """Answer requests with the champion, in bounded memory.

    With --output, all answers go into one file. Else the flow `score` runs: each part of the input is answered once,
    also after a kill, and the answers become one dated partition. What is not given is as params.yaml says.
    """
    from flows import scoring

    request = scoring.Request(use_case, input, version, batch, set_ or [], encoding)
    raise typer.Exit(scoring.score(request, output, to, date, parallel))


@app.command()
def serve(
    use_case: UseCase,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Processes; each holds the model.")] = 1,
    version: Annotated[str | None, typer.Option(help="Another version than the champion.")] = None,
) -> None:
    """Serve the champion over HTTP with MLflow's model server, its sha256 checked, until Ctrl-C."""
    from flows import serving

    raise typer.Exit(serving.serve(use_case, version, host, port, workers))
