"""What a person sees in the terminal: progress, tables, errors."""

from __future__ import annotations

import functools
import shlex
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, ParamSpec

from rich import box
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from infra import environment
from infra.errors import RegistryError, UserError
from tasks.progress import Event, listening

out = Console()
err = Console(stderr=True)

WIDE = 120
TOLD_WIDTH = 300
FAULT = 1
INTERRUPTED = 130

P = ParamSpec("P")


class RunFailedError(Exception):
    """A run that failed through no fault of its user.

    Attributes:
        resumable: Whether the same command goes on from the steps that were finished.
    """

    resumable = True


class EndedWithError(Exception):
    """A command that has told all there is to tell, and ends with an exit code.

    Args:
        exit_code: Other than 0.
    """

    def __init__(self, exit_code: int) -> None:
        self.exit_code = exit_code
        super().__init__(f"exit code {exit_code}")


def answering(command: Callable[P, None]) -> Callable[P, int]:
    """Make an exit code of how a command ended; a user's error is printed as a sentence, a fault with its trace."""

    @functools.wraps(command)
    def answered(*args: P.args, **kwargs: P.kwargs) -> int:
        try:
            command(*args, **kwargs)
        except UserError as error:
            return _tell_refused(error)
        except EndedWithError as error:
            return error.exit_code
        except KeyboardInterrupt:
            err.print("interrupted")
            _tell_resume()
            return INTERRUPTED
        except RunFailedError as error:
            _tell_fault(error)
            if error.resumable:
                _tell_resume()
            return FAULT
        except Exception as error:
            refused = _from_mlflow(error)
            if refused is None:
                raise
            return _tell_refused(refused)
        return 0

    return answered


def _tell_refused(error: UserError) -> int:
    err.print(f"[bold red]error:[/] {escaped(error.problem)}", highlight=False, soft_wrap=True)
    if error.remedy:
        err.print(f"[bold]way out:[/] {escaped(error.remedy)}", highlight=False, soft_wrap=True)
    return error.exit_code


def _from_mlflow(error: Exception) -> UserError | None:
    """The user's error that an MLflow server is which is away or answers errors; its client tells a trace of pages."""
    if "mlflow" not in sys.modules:
        return None
    from mlflow.exceptions import MlflowException

    from infra import tracking, tracking_pages

    try:
        tracking.wait_until_reachable(0)
    except UserError as away:
        return away
    if not isinstance(error, MlflowException) or tracking_pages.root() is None:
        return None
    first = str(error).splitlines()[0][:TOLD_WIDTH]
    return RegistryError(
        f"MLflow at {tracking_pages.root()} answers with an error: {first}",
        "See that this is MLflow's address and that its database is there; with `bazaar up`: .bazaar/logs/mlflow.log.",
    )


def _tell_fault(error: RunFailedError) -> None:
    import traceback

    cause = error.__cause__ or error
    trace = "".join(traceback.format_exception(cause))
    err.print(f"[bold red]failed:[/] {type(cause).__name__}: {escaped(str(cause))}", highlight=False, soft_wrap=True)
    directory = environment.state_directory() / "logs"
    path = directory / f"{datetime.now(UTC):%Y-%m-%dT%H%M%S}.txt"
    try:
        directory.mkdir(parents=True, exist_ok=True)
        path.write_text(trace, encoding="utf-8")
    except OSError as unwritten:
        err.print(f"[bold]trace:[/] could not be written ({unwritten.strerror}), so here it is\n{escaped(trace)}")
        return
    err.print(f"[bold]trace:[/] {path}", highlight=False, soft_wrap=True)


def _tell_resume() -> None:
    command = shlex.join(["bazaar", *sys.argv[1:]])
    err.print(f"[bold]to resume:[/] {escaped(command)}   (finished steps are kept)", highlight=False, soft_wrap=True)


@contextmanager
def showing_steps() -> Iterator[None]:
    """A line a step, with a bar where the step tells how far it is."""
    columns = (
        SpinnerColumn(finished_text="[green]✓[/]"),
        TextColumn("{task.description:<9}"),
        BarColumn(bar_width=24),
        TimeElapsedColumn(),
        TextColumn("[dim]{task.fields[label]}[/]"),
    )
    with Progress(*columns, console=out) as bars:
        rows: dict[str, TaskID] = {}

        def show(event: Event) -> None:
            if event.kind == "began":
                rows[event.step] = bars.add_task(
                    event.step, total=None, label="found in the run store" if event.cached else ""
                )
            elif event.step in rows and event.kind == "advanced":
                bars.update(rows[event.step], total=1.0, completed=event.share, label=event.label)
            elif event.step in rows:
                label = "found in the run store" if event.cached else ""
                bars.update(rows[event.step], total=1.0, completed=1.0, label=label)

        with listening(show):
            yield


def measures_table(summary: Mapping[str, Any]) -> Table:
    """The challenger's metrics beside the champion's."""
    table = Table(title=f"{summary['model']} version {summary['version']}", title_justify="left", box=box.SIMPLE_HEAD)
    table.add_column("metric", no_wrap=True)
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("interval", justify="right", no_wrap=True)
    if summary["champion_measures"]:
        table.add_column(f"version {summary['champion_before']}", justify="right", no_wrap=True)
    else:
        table.add_column("n", justify="right", no_wrap=True)
    explained = out.width >= WIDE
    if explained:
        table.add_column("", style="dim")
    for name, measure in summary["measures"].items():
        unit = f" {measure['unit']}" if measure["unit"] else ""
        cells = [name, number(measure["value"]) + unit, interval(measure)]
        if summary["champion_measures"]:
            champion = summary["champion_measures"].get(name)
            cells.append("" if champion is None else number(champion["value"]))
        else:
            cells.append(f"{measure['n']:,}")
        table.add_row(*cells, *([measure["meaning"]] if explained else []))
    return table


def number(value: float | None) -> str:
    """A measured value for reading; a dash where it is undefined."""
    if value is None:
        return "-"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def interval(measure: Mapping[str, Any]) -> str:
    """Both ends with a dash between, empty where there is none."""
    if measure["low"] is None or measure["high"] is None:
        return ""
    return f"{number(measure['low'])} – {number(measure['high'])}"  # noqa: RUF001 - a range is written with this dash


def escaped(text: str) -> str:
    """Text that rich prints as it is."""
    from rich.markup import escape

    return escape(text)
