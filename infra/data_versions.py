"""A data directory as it was at a git revision, found and fetched through DVC.

Nothing here takes DVC's lock: a revision is read from git's and DVC's stores, which only ever gain files. So any number
of flows read beside each other and beside a `dvc repro`.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from infra import processes
from infra.errors import SettingsError

PROCESS = "infra.data_versions_process"


@dataclass(frozen=True)
class DataVersion:
    """A directory that DVC tracks, at one commit.

    Args:
        asked: The revision in the words of the person who asked: a tag, a branch, a commit.
        commit: The commit that it was, in full.
        root: The git repository on this machine.
        path: The directory, relative to `root`.
        md5: DVC's digest of the directory, `.dir` at its end.
    """

    asked: str
    commit: str
    root: str
    path: str
    md5: str

    def to_json(self) -> dict[str, str]:
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, str]) -> DataVersion:
        return cls(**value)


def resolve(directory: Path, revision: str, *, timeout_seconds: float) -> DataVersion:
    """Find what a directory was at a revision; it need not be there now.

    Raises:
        SettingsError: The directory is in no git repository, or there is no such revision.
        DataError: DVC did not track the directory then.
    """
    root = _repository(directory)
    commit = _commit(root, revision)
    path = (directory.parent.resolve() / directory.name).relative_to(root).as_posix()
    request = {"action": "resolve", "asked": revision, "root": str(root), "commit": commit, "path": path}
    return DataVersion(revision, commit, str(root), path, _in_process(request, timeout_seconds)["md5"])


def fetch(
    version: DataVersion,
    out: Path,
    *,
    timeout_seconds: float,
    on_progress: Callable[[str, float], None] = lambda _label, _share: None,
) -> None:
    """Copy a version's files into the empty directory `out`, from DVC's cache or else its remote, and check them.

    Raises:
        DataError: The files are in neither, or differ from what DVC recorded.
    """
    _in_process({"action": "fetch", **version.to_json(), "out": str(out)}, timeout_seconds, on_progress)


def _in_process(
    request: dict[str, Any],
    timeout_seconds: float,
    on_progress: Callable[[str, float], None] = lambda _label, _share: None,
) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as scratch:
        result = Path(scratch) / "result.json"
        processes.run_module(
            PROCESS,
            {**request, "scratch": scratch, "result": str(result)},
            scratch=Path(scratch),
            timeout_seconds=timeout_seconds,
            on_progress=on_progress,
        )
        return processes.read_result(result)


def _repository(directory: Path) -> Path:
    there = directory.parent
    while not there.is_dir():
        there = there.parent
    answer = _git(there.resolve(), "rev-parse", "--show-toplevel")
    if answer.returncode != 0 or not answer.stdout.strip():
        raise SettingsError(
            f"{directory} is in no git repository that can be read, so it has no revisions. {answer.stderr.strip()}",
            "Give --data a directory that DVC tracks in a git repository, or leave the revision out.",
        )
    return Path(answer.stdout.strip()).resolve()


def _commit(root: Path, revision: str) -> str:
    answer = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if answer.returncode != 0:
        raise SettingsError(
            f"{root} has no git revision {revision!r}. {answer.stderr.strip()}".strip(),
            f"Name a commit, tag or branch: git -C {root} log --oneline. From a server, git fetch --tags first.",
        )
    return answer.stdout.strip()


def _git(directory: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = ["git", "-C", str(directory), *words]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        raise SettingsError(f"git cannot be started: {error}.", "Install git: revisions are git's.") from error
