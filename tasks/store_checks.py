"""Whether the run store still has the steps a version was made of, unaltered. It may lose them: they are made again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from infra import digests
from infra.run_store import CONTENT, Reference, RunStore
from tasks.findings import Finding, State, holds
from tasks.version_checks import altered_in_bundle
from tasks.version_record import VersionRecord

INGEST = "ingest"


def steps(version: VersionRecord) -> Iterator[Finding]:
    """A finding per recorded step."""
    store = RunStore()
    for step, key in (version.get("steps") or {}).items():
        part = f"step {step}"
        place = store.place(step, key)
        found = store.find(step, key)
        if found is not None and _is_recorded(found, version):
            yield holds(part, str(place))
        elif place.exists():
            names = ", ".join(_altered(step, place / CONTENT, version))
            yield Finding(part, State.ALTERED, f"{names} in {place}", f"Remove {place}; the next run makes it again.")
        else:
            yield Finding(part, State.ABSENT, "no longer in the run store; it is made again", harmless=True)


def stored_tables(version: VersionRecord) -> Reference | None:
    """The tables of a version as the run store keeps them, None where it does not, or no longer those."""
    key = (version.get("steps") or {}).get(INGEST)
    found = None if key is None else RunStore().find(INGEST, key)
    return found if found is not None and _is_recorded(found, version) else None


def _is_recorded(found: Reference, version: VersionRecord) -> bool:
    """Whoever alters a step may write its reference anew; the version's own record tells."""
    if found.step == INGEST:
        return bool(tables_in(found.directory) == version.get("tables"))
    if found.step == "train":
        return bool(found.sha256 == version.get("bundle_sha256"))
    if found.step == "build":
        return bool(digests.of_file(found.directory / "test.parquet") == version.get("test_sha256"))
    return True


def _altered(step: str, content: Path, version: VersionRecord) -> list[str]:
    if step == INGEST:
        return altered_tables(version.get("tables") or {}, tables_in(content)) or [CONTENT]
    if step == "train":
        return altered_in_bundle(content)
    return [CONTENT]


def tables_in(directory: Path) -> dict[str, str]:
    """sha256 of each file in a directory of tables."""
    return {
        path.relative_to(directory).as_posix(): digests.of_file(path)
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


def altered_tables(recorded: dict[str, Any], found: dict[str, str]) -> list[str]:
    """Tables that are not the recorded ones, those that are missing or new included."""
    return sorted(name for name in recorded.keys() | found.keys() if recorded.get(name) != found.get(name))
