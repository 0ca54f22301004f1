"""The scoreboard: every champion, its metric beside a baseline, its challenges, what it costs, what to do next."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table

from flows import console
from flows.showing import age
from infra import environment
from tasks import rooms

if TYPE_CHECKING:
    from tasks.standing import Standing, Value

COLUMNS = ("champion", "metric", "baseline", "p99", "trained", "data", "age")
NEXT = (
    ("on your own tables", "bazaar contract deal-ranking --blank DIR, then bazaar run deal-ranking --data DIR"),
    ("on public data", "bazaar data list, then bazaar run product-matching --source NAME"),
    ("where a version is from", "bazaar lineage deal-ranking"),
    ("to take one back", "bazaar rollback deal-ranking"),
    ("this table again", "bazaar scoreboard"),
)


@console.answering
def print_board(use_cases: Sequence[str], as_json: bool) -> None:
    """Print the scoreboard of use cases, all where none is named, as the registry tells it."""
    names = [rooms.use_case_named(name) for name in use_cases] or list(rooms.USE_CASES)
    if as_json:
        told = [standing.to_json() for standing in read(names)]
        console.out.print(json.dumps(told, indent=2), soft_wrap=True, highlight=False, markup=False)
    else:
        show(dict.fromkeys(names, ""))


def read(use_cases: Sequence[str]) -> list[Standing]:
    """Where these use cases stand.

    Raises:
        RegistryError: The registry is away, or names a champion that it does not hold.
    """
    from infra import tracking
    from tasks import standing

    client = tracking.open_client()
    return [standing.of_use_case(client, name, rooms.module("evaluation", name)) for name in use_cases]


def show(ends: Mapping[str, str]) -> None:
    """Print the scoreboard and what to do next.

    Args:
        ends: Module names of use cases, and how the run of each ended; all empty where none was run.
    """
    standings = read(list(ends))
    console.out.print(_champions(standings, list(ends.values())))
    if any(standing.challenges for standing in standings):
        console.out.print(_challenges(standings))
    for what, command in (*_looking(), *NEXT):
        console.out.print(f"{what:<24}{command}", soft_wrap=True, highlight=False, markup=False)


def _champions(standings: Sequence[Standing], ends: Sequence[str]) -> Table:
    table = Table(title="Champions", title_justify="left", box=box.SIMPLE_HEAD)
    ran = any(ends)
    for column in ("use case", *(["this run"] if ran else []), *COLUMNS):
        table.add_column(column, no_wrap=column in ("use case", "age"), justify="right" if column == "p99" else "left")
    for standing, end in zip(standings, ends, strict=True):
        table.add_row(standing.model, *([end] if ran else []), *_row(standing))
    return table


def _row(standing: Standing) -> list[str]:
    primary = standing.primary
    if standing.champion is None or primary is None or standing.created is None:
        return ["none", *[""] * (len(COLUMNS) - 1)]
    return [
        f"{standing.champion} of {standing.versions}",
        f"{in_words(primary)} ({console.interval(asdict(primary)) or 'no interval'})",
        _baseline(standing),
        "-" if standing.p99_ms is None else f"{console.number(standing.p99_ms)} ms",
        "-" if standing.train_seconds is None else f"{console.number(standing.train_seconds)} s",
        standing.data,
        age(standing.created),
    ]


def _baseline(standing: Standing) -> str:
    """The baseline's value and what it is, with the model's own where that is another measure than the primary one."""
    held = standing.held
    if held is None:
        return "none measured"
    own = standing.primary is not None and held.ours.name == standing.primary.name
    beside = "" if own else f" ({in_words(held.ours)})"
    return f"{console.number(held.baseline.value)} {held.what}{beside}"


def _challenges(standings: Sequence[Standing]) -> Table:
    table = Table(title="Challenges", title_justify="left", box=box.SIMPLE_HEAD)
    for column in ("use case", "challenge", "measure", "interval"):
        table.add_column(column, no_wrap=column == "use case")
    for standing in standings:
        for number, (challenge, value) in enumerate((standing.challenges or {}).items()):
            name = standing.model if number == 0 else ""
            table.add_row(name, challenge, in_words(value), console.interval(asdict(value)))
    return table


def in_words(value: Value) -> str:
    """A measure's name and value."""
    return f"{value.name} {console.number(value.value)}"


def _looking() -> list[tuple[str, str]]:
    """How to open the pages of Prefect and MLflow: where they are up, or the command that brings them up."""
    from infra import up_note

    up = up_note.running()
    if up is not None:
        return [("runs and schedules", up.prefect.removesuffix("/api")), ("experiments, versions", up.mlflow)]
    named = environment.tracking_uri()
    if named.startswith("http"):
        return [("experiments, versions", named)]
    return [("to look", "bazaar up, then http://127.0.0.1:4200 (Prefect) and http://127.0.0.1:5000 (MLflow)")]
