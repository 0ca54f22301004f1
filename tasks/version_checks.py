"""Whether the registry's record of a version, and the files it serves, are those that were registered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from infra import digests, packaging, registry
from infra.errors import RegistryError
from models.bundle import MANIFEST
from tasks import lineage, tracking_run, version_record
from tasks.findings import Finding, State, holds
from tasks.version_record import VersionRecord

if TYPE_CHECKING:
    from mlflow import MlflowClient

RESTORE = "Restore mlruns/ from a copy, or roll back to another version."
# A registration that had to compare with a second champion records these once more, at another time.
OF_THE_MOMENT = {"git", "steps"}


def record(client: MlflowClient, version: VersionRecord) -> Finding:
    """The tags are complete, agree with each other, and with the lineage that the run keeps."""
    part = "record"
    recorded = dict(version.recorded)
    try:
        lineage.check_complete(recorded)
        kept = json.loads(version_record.run_file(client, version, version_record.LINEAGE))
    except (RegistryError, ValueError) as error:
        return Finding(part, State.ABSENT, str(error), RESTORE)
    texts = tracking_run.as_tags(kept)
    tags = tracking_run.as_tags(recorded)
    wrong = [name for name, text in texts.items() if name not in OF_THE_MOMENT and tags.get(name) != text]
    if lineage.identity(recorded) != recorded.get("identity"):
        wrong.append("identity")
    if wrong:
        return Finding(part, State.ALTERED, f"tags {', '.join(wrong)} are not what the run recorded", RESTORE)
    return holds(part, f"tags agree with {version_record.LINEAGE} of run {version.run_id}")


def bundle(files: Path, version: VersionRecord) -> Finding:
    """Every byte of the bundle."""
    part = "bundle"
    expected = str(version.get("bundle_sha256"))
    try:
        place = registry.bundle_place(files)
    except (OSError, KeyError, TypeError, yaml.YAMLError) as error:
        return Finding(part, State.ALTERED, f"MLmodel does not tell where it is: {error!r}", RESTORE)
    if digests.of_directory(place) == expected:
        count = sum(path.is_file() for path in place.rglob("*"))
        return holds(part, f"sha256 {expected} over {count} files")
    return Finding(part, State.ALTERED, ", ".join(altered_in_bundle(place)), RESTORE)


def altered_in_bundle(place: Path) -> list[str]:
    """Files of a bundle that are not those of its manifest; the manifest itself where all others are."""
    try:
        listed: dict[str, str] = json.loads((place / MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return [MANIFEST]
    present = bundle_files(place)
    present.pop(MANIFEST, None)
    differing = sorted(
        name for name in listed.keys() | present.keys() if listed.get(name) != present.get(name, "missing")
    )
    return differing or [MANIFEST]


def bundle_files(place: Path) -> dict[str, str]:
    """sha256 of each file of a bundle."""
    return {
        path.relative_to(place).as_posix(): digests.of_file(path) for path in sorted(place.rglob("*")) if path.is_file()
    }


def code(files: Path, version: VersionRecord) -> Finding:
    """The code that the version carries."""
    part = "code package"
    expected = str(version.get("models_package"))
    try:
        registry.check_code(files, f"{version.name} version {version.version}")
    except RegistryError:
        return Finding(part, State.ALTERED, ", ".join(_altered_code(files, expected)), RESTORE)
    carried = registry.code_packages(files)[0].name
    if carried != expected:
        return Finding(part, State.ALTERED, f"carries {carried}, recorded is {expected}", RESTORE)
    return holds(part, carried)


def _altered_code(files: Path, expected: str) -> list[str]:
    """By file where this installation still has the same code to compare with, else the package as a whole."""
    packages = [place for place in registry.code_packages(files) if packaging.package_name(place) != place.name]
    source = packaging.models_source()
    if not packages:
        return [packaging.ENTRY_NAME]
    if packaging.package_name(source) != expected:
        return [place.name for place in packages]
    return sorted(
        f"{place.name}/{name}"
        for place in packages
        for name in {one.relative_to(root).as_posix() for root in (place, source) for one in digests.source_files(root)}
        if not _same(place / name, source / name)
    )


def _same(one: Path, other: Path) -> bool:
    return one.is_file() and other.is_file() and one.read_bytes() == other.read_bytes()


def signature(files: Path) -> Finding:
    """MLflow's signature, without which a consumer's wrong columns are not refused."""
    from mlflow.exceptions import MlflowException
    from mlflow.models import Model

    try:
        found = Model.load(str(files)).signature
    except (MlflowException, OSError, KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        return Finding("signature", State.ALTERED, f"MLmodel cannot be read: {error}", RESTORE)
    if found is None or found.inputs is None or found.outputs is None:
        return Finding("signature", State.ABSENT, "MLmodel has none", RESTORE)
    return holds("signature", f"{len(found.inputs.inputs)} columns in, {len(found.outputs.inputs)} out")
