"""The code of versions in one process."""

from __future__ import annotations

import importlib
import shutil
import sys
from pathlib import Path

import pytest

from infra import packaging


def test_code_whose_files_are_gone_is_found_where_another_version_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "models"
    source.mkdir()
    for name in ("__init__", "first", "second"):
        (source / f"{name}.py").write_text(f"NAME = {name!r}\n")
    places = [tmp_path / "pruned", tmp_path / "kept"]
    for place in places:
        package, _ = packaging.write_code(source, place)
    name = package.name
    monkeypatch.setattr(sys, "path", [str(places[0]), *sys.path])
    importlib.import_module(f"{name}.first")
    shutil.rmtree(places[0])
    monkeypatch.setattr(sys, "path", [str(places[1]), *sys.path])
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module(f"{name}.second")
    packaging.forget_gone()
    assert importlib.import_module(f"{name}.second").NAME == "second"
    packaging.forget_gone()
    assert f"{name}.second" in sys.modules
