"""Benchmarks, which lie beside the installed packages, are started as a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from flows import console
from infra import environment
from infra.errors import SettingsError


def bench(use_cases: Sequence[str], kinds: Sequence[str], only: Sequence[str], flags: Sequence[str]) -> int:
    """Run `python -m benchmarks.bench` in the checkout, with what it says. Returns its exit code.

    Args:
        use_cases: As people name them; all where there are none.
        kinds: Of data.
        only: Runs by name.
        flags: Further options, as `--missing`.
    """
    refused = _present()
    if refused:
        return refused
    command = [sys.executable, "-m", "benchmarks.bench", *use_cases, "--kind", *kinds, *flags]
    command += ["--only", *only] if only else []
    # it is not installed, and processes that it starts do not look where they begin
    places = [str(environment.REPOSITORY), *filter(None, [os.environ.get("PYTHONPATH")])]
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join(places)}
    try:
        return subprocess.run(command, cwd=environment.REPOSITORY, env=variables, check=False).returncode
    except KeyboardInterrupt:
        return console.INTERRUPTED


@console.answering
def _present() -> None:
    if not (environment.REPOSITORY / "benchmarks" / "bench.py").is_file():
        raise SettingsError(
            "The benchmarks are not installed with bazaar.", "Clone the repository and install it there: make setup."
        )
