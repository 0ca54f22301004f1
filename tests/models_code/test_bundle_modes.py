"""Files of a bundle follow the umask, whatever wrote them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from models.bundle import open_checked, seal


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o027, 0o640), (0o077, 0o600)])
def test_whoever_may_read_the_manifest_may_read_the_bundle(umask: int, mode: int, tmp_path: Path) -> None:
    before = os.umask(umask)
    try:
        (tmp_path / "engine").mkdir()
        for name, own in (("engine/closed", 0o600), ("open", 0o666), ("bundle.json", 0o600)):
            (tmp_path / name).touch()
            (tmp_path / name).chmod(own)
        seal(tmp_path, "some:Model", {})
    finally:
        os.umask(before)
    open_checked(tmp_path)
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.rglob("*") if path.is_file()}
    assert modes == {"closed": mode, "open": mode, "bundle.json": mode}
