"""The commands that only look."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table

from flows import console
from infra.errors import SettingsError
from tasks import rooms

if TYPE_CHECKING:
    from tasks.standing import Standing


@console.answering
def contract(use_case: str, blank: Path | None) -> None:
    """Print a contract; with `blank`, also write empty tables to fill."""
    from contracts import describe

    declared = rooms.module("contracts", rooms.use_case_named(use_case)).CONTRACT
    console.out.print(describe.describe(declared))
    if blank is not None:
        describe.blank(declared, blank)
        console.out.print(f"empty tables written to {blank}")


@console.answering
def status(use_case: str | None) -> None:
    """Print a line per use case on its champion."""
    from infra import tracking
    from tasks import standing

    names = [rooms.use_case_named(use_case)] if use_case else list(rooms.USE_CASES)
    client = tracking.open_client()
    table = Table(box=box.SIMPLE_HEAD)
    for column in ("use case", "champion", "metric", "data", "age"):
        table.add_column(column, no_wrap=column in ("use case", "age"))
    for name in names:
        table.add_row(*_status_row(standing.of_use_case(client, name)))
    console.out.print(table)


def _status_row(standing: Standing) -> list[str]:
    if standing.champion is None or standing.primary is None or standing.created is None:
        return [standing.model, "none", "", "", ""]
    primary = standing.primary
    return [
        standing.model,
        f"version {standing.champion} of {standing.versions}",
        f"{primary.name} {console.number(primary.value)} ({console.interval(asdict(primary))})",
        standing.data,
        age(standing.created),
    ]


def age(milliseconds: int) -> str:
    """The time since a moment, given in milliseconds since the epoch, in its largest unit."""
    seconds = (datetime.now(UTC) - datetime.fromtimestamp(milliseconds / 1000, UTC)).total_seconds()
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"


@console.answering
def data_list(use_case: str | None) -> None:
    """Print the sources of use cases."""
    from sources import catalog

    names = [rooms.use_case_named(use_case)] if use_case else list(rooms.USE_CASES)
    for name in names:
        table = Table("source", "here", "rows", "what", title=name.replace("_", "-"), box=box.SIMPLE_HEAD)
        for source in catalog.describe(name):
            table.add_row(source["name"], source["available"], _in_words(source["rows"]), source["summary"])
        console.out.print(table)


@console.answering
def data_describe(use_case: str, source: str) -> None:
    """Print all that is known of one source."""
    from sources import catalog

    found = [entry for entry in catalog.describe(rooms.use_case_named(use_case)) if entry["name"] == source]
    if not found:
        raise SettingsError(f"{use_case} has no source {source!r}.", f"List them: bazaar data list {use_case}.")
    table = Table(show_header=False, box=box.SIMPLE)
    for name, value in found[0].items():
        table.add_row(name, _in_words(value))
    console.out.print(table)


def _in_words(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_in_words(entry)}" for name, entry in value.items())
    if isinstance(value, list | tuple):
        return "\n".join(map(_in_words, value))
    return f"{value:,}" if isinstance(value, int) else "" if value is None else str(value)


@console.answering
def data_fetch(use_case: str, source: str, to: Path, settings: list[str]) -> None:
    """Write a source's contract tables into an empty directory, whole or not at all."""
    import shutil
    import tempfile

    from flows.running import read_parameters
    from infra import environment
    from sources import catalog
    from tasks import contract_of

    name = rooms.use_case_named(use_case)
    to = to.resolve()
    if to == Path.cwd() or (to.exists() and (not to.is_dir() or any(to.iterdir()))):
        raise SettingsError(f"{to} is in use or not empty.", "Name a new directory.")
    parameters = read_parameters(name, source, None, None, None, settings)
    to.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=to.parent) as scratch:
        draft = Path(scratch) / "tables"
        draft.mkdir()
        catalog.resolve(
            name,
            source,
            draft,
            cache=environment.state_directory() / "public",
            seed=parameters.simulator.seed,
            scale=parameters.simulator.scale,
        )
        if to.exists():
            to.rmdir()
        shutil.move(draft, to)
    files = sorted(path.relative_to(to).as_posix() for path in to.rglob("*") if path.is_file())
    console.out.print(f"{to}: {', '.join(files)}", highlight=False)
    further = contract_of.as_settings(catalog.contract_options(name, source))
    if further:
        command = " ".join([f"bazaar run {use_case} --data {to}", *(f"--set '{setting}'" for setting in further)])
        told = f"to run on them, with what the source declares: {command}"
        console.out.print(told, soft_wrap=True, highlight=False, markup=False)
