"""A folder taken away while another thread may still write into it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from models.product_search.folder_removal import remove_folder


def test_a_lock_that_appears_while_a_folder_is_removed_does_not_keep_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "links"
    folder.mkdir()
    (folder / "meta.json").write_text("{}", encoding="utf-8")
    late = [folder / ".tantivy-meta.lock"]
    plain = os.rmdir

    def rmdir(path: str, **how: int) -> None:
        if late:
            late.pop().touch()
        plain(path, **how)

    monkeypatch.setattr(os, "rmdir", rmdir)
    remove_folder(folder)
    assert not folder.exists()
    assert late == []


def test_a_folder_that_cannot_be_removed_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def rmdir(path: str, **_: int) -> None:
        raise OSError(39, "Directory not empty", path)

    monkeypatch.setattr(os, "rmdir", rmdir)
    monkeypatch.setattr("models.product_search.folder_removal._PAUSE", 0.0)
    remove_folder(tmp_path)
    assert tmp_path.exists()
