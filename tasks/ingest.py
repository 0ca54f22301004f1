"""ingest: bring the contract's tables of a source, as they are, into the run store."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from contracts.contract import Contract
from contracts.reading import find_table
from infra import data_versions, digests, environment
from infra.data_versions import DataVersion
from infra.errors import DataError, SettingsError
from models.media_files import media_paths
from sources import catalog
from tasks import data_source, progress
from tasks.contract_of import contract_of
from tasks.packed_media import pack
from tasks.steps import Json, Run, step

PACKING = ("models.media_files", "models.media_writing", "tasks.packed_media")


def _settings(run: Run) -> Json:
    parameters = run.parameters
    if parameters["as_of"] is not None:
        check_dated(_contract(run), date.fromisoformat(parameters["as_of"]))
    version = data_source.data_version(run)
    if version is not None:
        return {"dvc": version.md5, "tables": [table.name for table in _contract(run).tables]}
    if parameters["data"] is not None:
        files = _own_files(_contract(run), Path(parameters["data"]))
        return {"data": {relative: digests.of_file(path) for relative, path in files.items()}}
    simulated = parameters["simulator"] if parameters["source"] == catalog.SIMULATOR else {}
    return {"source": parameters["source"], "simulator": simulated}


@step("ingest", packages=("sources", *PACKING), settings=_settings)
def ingest(out: Path, run: Run) -> Json:
    """Copy the user's tables, or fetch those of a revision, or write those of a named source; media with them.

    Loose files of media are packed into tar shards, the same files into the same bytes.

    Facts: `source`, and `tables`: file -> sha256 of its bytes, the data version that lineage records.

    Raises:
        DataError: The directory is absent or holds none of the contract's tables; the source is unknown; a revision's
            data are neither in DVC's cache nor in its remote.
    """
    parameters = run.parameters
    version = data_source.data_version(run)
    if version is not None:
        _fetch(run, version, out)
        source = f"DVC {version.md5}"
    elif parameters["data"] is not None:
        _put(_contract(run), Path(parameters["data"]), out, shutil.copyfile)
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


def _contract(run: Run) -> Contract:
    return contract_of(run.use_case, run.parameters)


def _fetch(run: Run, version: DataVersion, out: Path) -> None:
    with tempfile.TemporaryDirectory(dir=out.parent) as scratch:
        place = Path(scratch) / Path(version.path).name
        place.mkdir()
        data_versions.fetch(
            version,
            place,
            timeout_seconds=run.parameters["timeout_seconds"],
            on_progress=lambda label, share: progress.tell(progress.Event("ingest", "advanced", label, share)),
        )
        _put(_contract(run), place, out, shutil.move, called=f"{version.path} at {version.asked}")


def _own_files(contract: Contract, directory: Path, called: str = "") -> dict[str, Path]:
    """Files of tables and of media by their paths in the directory."""
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
            f"{called or directory} holds none of the tables {names}; it holds {found or 'nothing'}.",
            f"See what is expected: bazaar contract {contract.use_case.replace('_', '-')}.",
        )
    beside = (path for media in contract.media for path in media_paths(directory, media.name))
    return files | {path.relative_to(directory).as_posix(): path for path in beside}


def check_dated(contract: Contract, as_of: date) -> None:
    """Refuse a date by which nothing can be left out; a version that claimed it would carry a false lineage.

    Raises:
        SettingsError: No table says when its rows became known, or the date is still to come.
    """
    if not any(table.known_at for table in contract.tables):
        name = contract.use_case.replace("_", "-")
        raise SettingsError(
            f"No table of {name} has a time column that says when a row became known, so as_of = {as_of} "
            "cannot be kept.",
            "Leave it out.",
        )
    today = datetime.now(UTC).date()
    if as_of > today:
        raise SettingsError(
            f"as_of = {as_of} lies in the future; today is {today} (UTC).", "Give a day up to today, or leave it out."
        )


def _put(contract: Contract, directory: Path, out: Path, how: Callable[[Path, Path], object], called: str = "") -> None:
    files = _own_files(contract, directory, called)
    packed = pack(contract.media, directory, out)
    for relative, path in files.items():
        if path in packed:
            continue
        target = out / relative
        target.parent.mkdir(parents=True, exist_ok=True)
        how(path, target)
