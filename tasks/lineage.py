"""What ties a version to the bytes it was made from: data, code, parameters, flow run."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import yaml

from infra import digests, environment, packaging
from infra.errors import RegistryError
from infra.run_store import Reference
from tasks.ingest import source_of
from tasks.steps import Json, Run

ROOMS = ("contracts", "evaluation", "features", "models", "params", "sources", "tasks")


def collect(run: Run, tables: Reference, examples: Reference, bundle: Reference) -> Json:
    """Everything that is recorded on the MLflow run and the version.

    Raises:
        RegistryError: Some of it cannot be told, so nothing may be registered.
    """
    lineage: Json = {
        "source": source_of(run),
        "tables": tables.facts.get("tables", {}),
        "dvc": _dvc_md5(run.parameters["data"]),
        "test_sha256": examples.facts.get("test_sha256"),
        "bundle_sha256": bundle.facts.get("bundle_sha256"),
        "steps": {reference.step: reference.key for reference in (tables, examples, bundle)},
        "parameters_sha256": digests.of_value(run.parameters),
        "source_sha256": digests.of_source(ROOMS),
        "models_package": packaging.package_name(packaging.models_source()),
        "git": _git(),
        "flow_run_id": flow_run_id(),
    }
    absent = [name for name in ("tables", "test_sha256", "bundle_sha256") if not lineage[name]]
    if absent:
        raise RegistryError(f"The lineage lacks {', '.join(absent)}; a version without it is not registered.")
    return lineage


def identity(lineage: Json) -> str:
    """Digest of what makes a version what it is: its data, its bundle and its code."""
    return digests.of_value({name: lineage[name] for name in ("tables", "bundle_sha256", "models_package")})


def _git() -> dict[str, Any]:
    def ask(*words: str) -> str | None:
        try:
            answer = subprocess.run(
                ["git", "-C", str(environment.REPOSITORY), *words],  # noqa: S607 - git is found on the PATH
                capture_output=True,
                text=True,
                check=False,
            )
        except OSError:
            return None
        return answer.stdout.strip() if answer.returncode == 0 else None

    # Installed from an archive there is no commit; the source digest beside it still pins the code.
    status = ask("status", "--porcelain")
    return {"commit": ask("rev-parse", "HEAD"), "altered": None if status is None else bool(status)}


def _dvc_md5(directory: str | None) -> dict[str, str]:
    """DVC's md5 of the data directory, where DVC tracks it."""
    if directory is None:
        return {}
    path = Path(directory).resolve()
    found: dict[str, str] = {}
    pointer = path.with_name(path.name + ".dvc")
    lock = environment.home() / "dvc.lock"
    if pointer.is_file():
        found |= _outs(yaml.safe_load(pointer.read_text(encoding="utf-8")), path, pointer.parent)
    if lock.is_file():
        stages = yaml.safe_load(lock.read_text(encoding="utf-8")).get("stages", {})
        for stage in stages.values():
            found |= _outs(stage, path, lock.parent)
    return found


def _outs(stage: dict[str, Any], path: Path, base: Path) -> dict[str, str]:
    return {out["path"]: out["md5"] for out in stage.get("outs", []) if (base / out["path"]).resolve() == path}


def flow_run_id() -> str | None:
    from prefect.context import FlowRunContext

    context = FlowRunContext.get()
    return None if context is None or context.flow_run is None else str(context.flow_run.id)
