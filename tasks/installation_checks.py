"""Whether this installation is the one that made a version: code, parameters, packages."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from infra import digests
from infra.errors import SettingsError
from params.loading import check
from tasks import lineage, rooms
from tasks.findings import Finding, State, holds
from tasks.steps import Json, Run
from tasks.version_checks import RESTORE
from tasks.version_record import PARAMETERS, VersionRecord

CODE = "code here"


def code(version: VersionRecord) -> Finding:
    """The source of the rooms that a version depends on."""
    recorded = version.get("source_sha256")
    here = digests.of_source(lineage.ROOMS)
    if here == recorded:
        return holds(CODE, f"sha256 {here} over {', '.join(lineage.ROOMS)}")
    return Finding(CODE, State.DIFFERS, f"sha256 {here}, recorded is {recorded}", _way_to_code(version))


def _way_to_code(version: VersionRecord) -> str:
    git: dict[str, Any] = version.get("git") or {}
    commit = git.get("commit")
    if commit is None:
        return "It was registered from an installation without a commit; install that one again."
    if git.get("altered"):
        return (
            f"It was registered from commit {commit} with changes that were not committed: "
            f"git checkout {commit}, then make those changes again."
        )
    return f"git checkout {commit}"


def parameters(version: VersionRecord, recorded: Json) -> Finding:
    """The recorded parameters are unaltered and this installation takes them."""
    part = "parameters"
    if digests.of_value(recorded) != version.get("parameters_sha256"):
        detail = f"{PARAMETERS} of run {version.run_id} has another sha256 than the version records"
        return Finding(part, State.ALTERED, detail, "Restore mlruns/ from a copy.")
    try:
        run_with(version, recorded)
    except SettingsError as error:
        return Finding(part, State.DIFFERS, error.problem, _way_to_code(version))
    return holds(part, f"sha256 {version.get('parameters_sha256')}")


def run_with(version: VersionRecord, recorded: Json) -> Run:
    """A run of the recorded parameters; what was added to them since has its default.

    Raises:
        SettingsError: This installation does not take them.
    """
    kind = rooms.module("params", version.use_case).Parameters
    values = check(kind, recorded).model_dump(mode="json")
    if version.get("data_version"):
        # The revision that was asked for may have been a branch, and have moved since.
        values["data_rev"] = version.get("data_version")["commit"]
    return Run(version.use_case, values)


def packages(files: Path) -> Finding:
    """The packages that the version pins, and Python itself, as installed here."""
    try:
        differing = list(_differing(files))
    except (OSError, AttributeError, yaml.YAMLError) as error:
        return Finding("packages here", State.ALTERED, f"its requirements cannot be read: {error}", RESTORE)
    if differing:
        return Finding(
            "packages here", State.DIFFERS, "; ".join(differing), f"pip install -r {files / 'requirements.txt'}"
        )
    return holds("packages here", "Python and every pinned requirement")


def _differing(files: Path) -> Iterator[str]:
    python = yaml.safe_load((files / "python_env.yaml").read_text(encoding="utf-8")).get("python")
    if python and python.split(".")[:2] != platform.python_version().split(".")[:2]:
        yield f"Python {platform.python_version()}, recorded is {python}"
    for line in (files / "requirements.txt").read_text(encoding="utf-8").splitlines():
        package, pinned, wanted = line.strip().partition("==")
        if not pinned:
            continue
        try:
            here = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            here = "none"
        if here != wanted:
            yield f"{package} {here}, recorded is {wanted}"
