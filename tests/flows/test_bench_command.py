"""`bazaar bench` starts what lies beside the packages, and says so where it is not there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows import benching
from flows.cli import app
from infra import environment


def test_options_reach_the_benchmarks(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[list[str], dict[str, Any]]] = []

    class Done:
        returncode = 3

    def run(command: list[str], **how: Any) -> Done:
        started.append((command, how))
        return Done()

    monkeypatch.setattr(benching.subprocess, "run", run)
    asked = ["bench", "visual-search", "--kind", "real", "--kind", "scale", "--only", "fsdd", "--missing"]
    assert CliRunner().invoke(app, asked).exit_code == 3
    (command, how) = started[0]
    assert command[1:3] == ["-m", "benchmarks.bench"]
    assert command[3:] == ["visual-search", "--kind", "real", "scale", "--missing", "--only", "fsdd"]
    assert str(environment.REPOSITORY) in how["env"]["PYTHONPATH"]


def test_without_a_checkout_it_says_where_they_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(environment, "REPOSITORY", tmp_path)
    ended = CliRunner().invoke(app, ["bench"])
    assert ended.exit_code == 4
