"""How benchmarks are run: printed, written where a file is named, refused with the code of the refusal."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from benchmarks.entry import measured_and_shown
from infra.errors import DataError

REPORT = "report_for_this_test"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module: Any = ModuleType(REPORT)
    module.shown = lambda found: f"it took {found['seconds']} s"
    monkeypatch.setitem(sys.modules, REPORT, module)
    monkeypatch.setenv("BAZAAR_HOME", str(tmp_path))


def test_what_was_measured_is_printed_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "found.json"
    assert measured_and_shown(lambda: {"seconds": 3}, REPORT, file) == 0
    assert json.loads(file.read_text(encoding="utf-8")) == {"seconds": 3}
    assert "it took 3 s" in capsys.readouterr().out


def test_without_a_file_nothing_is_written(tmp_path: Path) -> None:
    assert measured_and_shown(lambda: {"seconds": 3}, REPORT, None) == 0
    assert not list(tmp_path.glob("*.json"))


def test_a_refusal_is_told_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def refused() -> dict[str, int]:
        raise DataError("There is no log.", "Give one.")

    file = tmp_path / "found.json"
    assert measured_and_shown(refused, REPORT, file) == DataError.exit_code
    assert "There is no log." in capsys.readouterr().err
    assert not file.exists()
