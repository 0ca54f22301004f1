"""A real git and DVC repository in a directory, and DVC as a command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

DVC = Path(sys.executable).with_name("dvc")


class DvcProject:
    """A repository whose commands are run as a person runs them.

    Args:
        root: A new directory, which git is to have.
        below: A folder in it, which alone DVC is to have; all of it unless given.
        environment: Variables on top of this process's.
    """

    def __init__(self, root: Path, below: str = "", **environment: str) -> None:
        self.root = root / below
        # DVC keeps databases of its own per repository; these are not to outlive the test.
        own = {"DVC_SITE_CACHE_DIR": str(root.parent / f"{root.name}-dvc"), "DVC_NO_ANALYTICS": "1"}
        self.environment = {**os.environ, **own, **environment}
        self.root.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch=main", str(root))
        self.git("config", "user.email", "tester@bazaar.test")
        self.git("config", "user.name", "Tester")
        self.dvc("init", "--quiet", *(["--subdir"] if below else []))

    def git(self, *words: str) -> str:
        return self._run("git", *words)

    def dvc(self, *words: str) -> str:
        return self._run(str(DVC), "--wait-for-lock", *words)

    def commit(self, message: str) -> str:
        """Commit everything; the commit's id."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)
        return self.git("rev-parse", "HEAD").strip()

    def _run(self, *command: str) -> str:
        ended = subprocess.run(
            command, cwd=self.root, env=self.environment, capture_output=True, text=True, check=False, timeout=900
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return ended.stdout


def write(directory: Path, **files: str) -> Path:
    """Write NAME.csv for each name."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (directory / f"{name}.csv").write_text(text)
    return directory
