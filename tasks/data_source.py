"""Where a run's tables come from: a named source, a directory, or a directory as it was at a git revision."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from infra import data_versions, dvc_tree, environment
from infra.data_versions import DataVersion
from infra.run_store import Reference
from tasks.contract_of import contract_of
from tasks.packed_media import as_given
from tasks.steps import Json, Run


def with_data_version(run: Run) -> Run:
    """The run, its data revision resolved once: a branch that moves meanwhile does not move it.

    Raises:
        UserError: There is no such revision, or its data cannot be told.
    """
    return run if revision(run) is None else replace(run, data_version=_resolve(run).to_json())


def revision(run: Run) -> str | None:
    """The revision asked for; flows that only read tables, monitoring for one, have no such parameter."""
    asked = run.parameters.get("data_rev")
    return None if asked is None else str(asked)


def data_version(run: Run) -> DataVersion | None:
    """The version of the data that the run asked for by a revision, None where it asked for none."""
    if revision(run) is None:
        return None
    return _resolve(run) if run.data_version is None else DataVersion.from_json(run.data_version)


def _resolve(run: Run) -> DataVersion:
    return data_versions.resolve(
        _tracked(run), run.parameters["data_rev"], timeout_seconds=run.parameters["timeout_seconds"]
    )


def _tracked(run: Run) -> Path:
    """The directory that a revision is of: the one given, else the use case's DVC output."""
    return Path(run.parameters["data"] or environment.home() / "data" / run.use_case)


def title(run: Run) -> str:
    """The source in a few words, for lists of runs."""
    if revision(run) is not None:
        return f"{_tracked(run).name} at {run.parameters['data_rev']}"
    return str(run.parameters["data"] or run.parameters["source"])


def recorded(run: Run) -> dict[str, Any]:
    """Which source a run reads, for lineage."""
    kept = {name: run.parameters.get(name) for name in ("source", "data", "data_rev", "as_of", "simulator")}
    if revision(run) is not None:
        kept["data"] = str(_tracked(run))
    return kept


def dvc_lineage(run: Run, tables: Reference) -> Json:
    """What DVC knows of the bytes that were used.

    Returns:
        `dvc`: directory -> md5, of these very bytes. `dvc_altered`: directories that differ from what DVC has recorded
        of them, so that its md5 says nothing of this run. `data_version`: asked, commit, path and md5 of a run on a
        revision, else None.
    """
    version = data_version(run)
    if version is not None:
        told = {name: value for name, value in version.to_json().items() if name != "root"}
        return {"dvc": {version.path: version.md5}, "dvc_altered": [], "data_version": told}
    found = {} if run.parameters["data"] is None else dvc_tree.recorded(Path(run.parameters["data"]))
    used = _used(run, tables.directory) if found else {}
    same = {name: md5 for name, md5 in found.items() if _holds(md5, Path(run.parameters["data"]), used)}
    return {"dvc": same, "dvc_altered": sorted(set(found) - set(same)), "data_version": None}


def _used(run: Run, directory: Path) -> dict[str, str]:
    """The md5 of each file that was used, by its path in the user's directory."""
    media = contract_of(run.use_case, run.parameters).media
    return as_given(media, directory, dvc_tree.md5_of_files(directory))


def _holds(md5: str, directory: Path, used: dict[str, str]) -> bool:
    """Whether the files used are those that DVC names `md5`; other files may lie beside them."""
    if dvc_tree.of_listing(used) == md5:
        return True
    whole = dvc_tree.md5_of_files(directory) if directory.is_dir() else {}
    return dvc_tree.of_listing(whole) == md5 and used.items() <= whole.items()
