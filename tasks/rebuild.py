"""The steps of a run done again from nothing: no cache, no Prefect, no registry."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra import run_notes
from infra.errors import DataError, RegistryError
from infra.run_store import Reference, RunStore
from tasks import data_checks, progress, validate
from tasks.build import build
from tasks.evaluate import evaluate_against
from tasks.findings import Finding
from tasks.steps import Run
from tasks.store_checks import stored_tables
from tasks.train import train
from tasks.version_record import VersionRecord


@dataclass(frozen=True)
class Rebuilt:
    """What was made again, and where its tables came from."""

    data: Finding
    tables: Reference
    clean: Reference
    examples: Reference
    bundle: Reference
    evaluation: Reference


def rebuild(version: VersionRecord, run: Run, place: Path) -> Rebuilt:
    """Make a version's tables, examples, bundle and measures again, in a run store of its own under `place`.

    The model is evaluated by itself: which champion it was compared with decides its fate, not its measures.

    Raises:
        RegistryError: Its tables are no longer to be had.
        DataError: The tables are refused.
    """
    # The note keeps pruning off what this reads.
    with run_notes.kept(None, use_case=version.use_case, kind=run_notes.REPRODUCE):
        data, tables = _tables(version, run, place / "tables")
        with _own_store(place / "store"):
            clean = _told("validate", validate._validate, run, tables)
            if clean.facts["refusal"] is not None:
                raise DataError(clean.facts["refusal"], clean.facts["remedy"])
            examples = _told("build", build, run, clean)
            bundle = _told("train", train, run, examples)
            evaluation = _told("evaluate", evaluate_against, run, examples, bundle, None)
    return Rebuilt(data, tables, clean, examples, bundle, evaluation)


def _tables(version: VersionRecord, run: Run, place: Path) -> tuple[Finding, Reference]:
    """The recorded tables, from their source or else from the run store."""
    progress.tell(progress.Event("ingest", "began"))

    def taken(out: Path) -> dict[str, Any]:
        found.append(data_checks.take(version, run, out))
        return {"tables": version.get("tables")}

    found: list[Finding] = []
    tables: Reference | None = RunStore(place, remote="").write("ingest", "taken", taken)
    if found[0].blocks:
        raise RegistryError(
            f"The tables of {version.name} version {version.version} are gone: {found[0].detail}", found[0].remedy
        )
    if found[0].harmless:
        tables = stored_tables(version)
    progress.tell(progress.Event("ingest", "ended"))
    if tables is None:
        raise RegistryError("The run store lost its copy of the tables just now.", "Run the command again.")
    return found[0], tables


def _told(name: str, step: Callable[..., Reference], run: Run, *inputs: Any) -> Reference:
    progress.tell(progress.Event(name, "began"))
    made: Reference = step.step.perform(run, *inputs)  # type: ignore[attr-defined]  # the step without Prefect
    progress.tell(progress.Event(name, "ended"))
    return made


@contextmanager
def _own_store(root: Path) -> Iterator[None]:
    """Let every step of the block work in a run store that holds nothing yet."""
    own = {"BAZAAR_STORE": str(root), "BAZAAR_REMOTE_STORE": ""}
    before = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
