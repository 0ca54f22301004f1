"""What ties a version to the bytes it was made from: data, code, parameters, flow run."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

from infra import digests, environment, packaging
from infra.errors import RegistryError
from infra.run_store import Reference
from tasks import data_source
from tasks.steps import Json, Run

ROOMS = ("contracts", "evaluation", "features", "models", "params", "sources", "tasks")
SHA256 = re.compile(r"[0-9a-f]{64}")
# The commit is not among them: installed from an archive there is none, and the source digest pins the code.
DIGESTS = ("test_sha256", "bundle_sha256", "parameters_sha256", "source_sha256")


def collect(run: Run, tables: Reference, examples: Reference, bundle: Reference, *others: Reference) -> Json:
    """Everything that is recorded on the MLflow run and the version.

    Args:
        others: Further steps of the run, which pruning then keeps as long as the version.

    Raises:
        RegistryError: Some of it cannot be told, so nothing may be registered.
    """
    lineage: Json = {
        "source": data_source.recorded(run),
        "tables": tables.facts.get("tables", {}),
        **data_source.dvc_lineage(run, tables),
        "test_sha256": examples.facts.get("test_sha256"),
        "bundle_sha256": bundle.facts.get("bundle_sha256"),
        "steps": {reference.step: reference.key for reference in (tables, examples, bundle, *others)},
        "parameters_sha256": digests.of_value(run.parameters),
        "source_sha256": digests.of_source(ROOMS),
        "models_package": packaging.package_name(packaging.models_source()),
        "git": _git(),
        "flow_run_id": flow_run_id(),
    }
    check_complete(lineage)
    return lineage


def check_complete(lineage: Json) -> None:
    """Refuse what does not tie a version to its data, its code, its parameters and its flow run.

    Raises:
        RegistryError: Names what is absent or is no sha256.
    """
    sound = {name: SHA256.fullmatch(str(lineage.get(name))) is not None for name in DIGESTS}
    sound["tables"] = bool(lineage.get("tables")) and all(
        SHA256.fullmatch(str(sha256)) for sha256 in lineage["tables"].values()
    )
    sound |= {name: bool(lineage.get(name)) for name in ("models_package", "flow_run_id")}
    absent = [name for name, whole in sound.items() if not whole]
    if absent:
        raise RegistryError(
            f"The lineage lacks {', '.join(absent)}; a version without it is not registered.",
            "Register from a flow: `bazaar run`, or a deployment of it.",
        )


def identity(lineage: Json) -> str:
    """Digest of what makes a version what it is: its data, its bundle and its code."""
    return digests.of_value({name: lineage[name] for name in ("tables", "bundle_sha256", "models_package")})


def _git() -> dict[str, Any]:
    """Commit of this installation, and whether its files differ from it; where there is none, why."""
    root = _ask_git("rev-parse", "--show-toplevel")
    if root.returncode != 0:
        return {"commit": None, "altered": None, "why": _first_line(root)}
    if Path(root.stdout.strip()).resolve() != environment.REPOSITORY:
        # Installed into somebody's project, whose commits say nothing of this code.
        return {"commit": None, "altered": None, "why": "not installed as a git checkout of its own"}
    head = _ask_git("rev-parse", "--verify", "HEAD")
    if head.returncode != 0:
        return {"commit": None, "altered": None, "why": _first_line(head)}
    status = _ask_git("status", "--porcelain")
    return {"commit": head.stdout.strip(), "altered": None if status.returncode != 0 else bool(status.stdout.strip())}


def _ask_git(*words: str) -> subprocess.CompletedProcess[str]:
    command = ["git", "-C", str(environment.REPOSITORY), *words]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        return subprocess.CompletedProcess(command, 1, "", f"git cannot be started: {error.strerror}")


def _first_line(answer: subprocess.CompletedProcess[str]) -> str:
    return (answer.stderr.strip().splitlines() or ["git gives no reason"])[0]


def flow_run_id() -> str | None:
    from prefect.context import FlowRunContext

    context = FlowRunContext.get()
    return None if context is None or context.flow_run is None else str(context.flow_run.id)
