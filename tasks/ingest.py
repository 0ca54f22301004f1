"""ingest: bring the contract's tables of a source, as they are, into the run store."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from contracts.contract import Contract, Kind
from contracts.reading import find_table
from infra import digests, environment
from infra.errors import DataError, SettingsError
from sources import catalog
from tasks import rooms
from tasks.steps import Json, Run, step


def _settings(run: Run) -> Json:
    parameters = run.parameters
    if parameters["as_of"] is not None:
        _check_dated(rooms.module("contracts", run.use_case).CONTRACT, parameters["as_of"])
    if parameters["data"] is not None:
        files = _own_files(rooms.module("contracts", run.use_case).CONTRACT, Path(parameters["data"]))
        return {"data": {relative: digests.of_file(path) for relative, path in files.items()}}
    simulated = parameters["simulator"] if parameters["source"] == catalog.SIMULATOR else {}
    return {"source": parameters["source"], "simulator": simulated}


@step("ingest", packages=("sources",), settings=_settings)
def ingest(out: Path, run: Run) -> Json:
    """Copy the user's tables, or write those of a named source.

    Facts: `source`, and `tables`: file -> sha256 of its bytes, the data version that lineage records.

    Raises:
        DataError: The directory is absent or holds none of the contract's tables; the source is unknown.
    """
    parameters = run.parameters
    if parameters["data"] is not None:
        _copy(_own_files(rooms.module("contracts", run.use_case).CONTRACT, Path(parameters["data"])), out)
        source = f"directory {Path(parameters['data']).name}"
    else:
        source = parameters["source"]
        catalog.resolve(
            run.use_case,
            source,
            out,
            cache=environment.state_directory() / "public",
            seed=parameters["simulator"]["seed"],
            scale=parameters["simulator"]["scale"],
        )
    tables = {
        path.relative_to(out).as_posix(): digests.of_file(path) for path in sorted(out.rglob("*")) if path.is_file()
    }
    return {"source": source, "tables": tables}


def _own_files(contract: Contract, directory: Path) -> dict[str, Path]:
    if not directory.is_dir():
        raise DataError(f"There is no directory {directory}.", "Give --data the directory that holds your tables.")
    files = {
        path.relative_to(directory).as_posix(): path
        for table in contract.tables
        for path in find_table(directory, table.name)
    }
    if not files:
        names = ", ".join(table.name for table in contract.tables)
        found = sorted(path.name for path in directory.iterdir())[:10]
        raise DataError(
            f"{directory} holds none of the tables {names}; it holds {found or 'nothing'}.",
            f"See what is expected: bazaar contract {contract.use_case.replace('_', '-')}.",
        )
    return files


def _check_dated(contract: Contract, as_of: str) -> None:
    """Without a time column nothing can be left out; a version that said otherwise would carry a false lineage."""
    if not any(column.kind is Kind.TIME for table in contract.tables for column in table.columns):
        name = contract.use_case.replace("_", "-")
        raise SettingsError(
            f"No table of {name} has a time column, so as_of = {as_of} cannot be kept.", "Leave it out."
        )


def _copy(files: dict[str, Path], out: Path) -> None:
    for relative, path in files.items():
        target = out / relative
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def source_of(run: Run) -> dict[str, Any]:
    """Which source a run reads, for lineage."""
    return {name: run.parameters[name] for name in ("source", "data", "as_of", "simulator")}
