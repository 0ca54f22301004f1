"""Under what a benchmark was measured: data, code, class of machine, libraries; no machine is named."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from benchmarks.registry import Bench
from infra import digests, environment
from sources import catalog

Json = dict[str, Any]

INSTRUCTIONS: Final = ("avx2", "avx512f", "avx512_bf16", "amx_bf16")  # that decide how fast networks are
ALWAYS: Final = ("numpy", "pandas", "torch", "xgboost-cpu", "faiss-cpu")


def of(use_case: str, bench: Bench) -> Json:
    """Of a run that begins now.

    Returns:
        `data`, by source `sha256` of what its pinned files are, and how many `files`; `commit` and `changed` (whether
        the tree has what is not committed; both None outside of a git checkout); `machine`; `packages`, versions.
    """
    return {
        "data": {name: _data(use_case, name) for name in bench.sources},
        **_code(),
        "machine": _machine(),
        "packages": _packages((*ALWAYS, *bench.peers)),
    }


def _data(use_case: str, name: str) -> Json:
    """Files are read only where their digest is the pinned one, so the pins say which bytes were read."""
    files = {file.path: file.sha256 for file in catalog.source_named(use_case, name).files}
    return {"sha256": digests.of_value(files), "files": len(files)}


def _code() -> Json:
    commit = _git("rev-parse", "HEAD")
    changed = _git("status", "--porcelain", "--", ".", ":!benchmarks/results", ":!docs")
    return {"commit": commit or None, "changed": None if commit is None else bool(changed)}


def _git(*arguments: str) -> str | None:
    command = ["git", "-C", str(environment.REPOSITORY), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def _machine() -> Json:
    import psutil

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {
        "system": platform.system(),
        "architecture": platform.machine(),
        "cores": cores,
        "memory_gib": round(psutil.virtual_memory().total / 2**30),
        "instructions": _instructions(),
        "python": platform.python_version(),
    }


def _instructions() -> list[str]:
    told = Path("/proc/cpuinfo")
    flags = set(told.read_text(encoding="utf-8").split()) if told.is_file() else set()
    return [name for name in INSTRUCTIONS if name in flags]


def _packages(names: Iterable[str]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for name in dict.fromkeys(names):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return found


def machine_in_words(machine: Json) -> str:
    """The hardware class in a few words."""
    more = f" with {', '.join(machine['instructions'])}" if machine["instructions"] else ""
    return f"{machine['cores']} cores {machine['architecture']}{more}, {machine['memory_gib']} GiB, {machine['system']}"
