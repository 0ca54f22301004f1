"""A version without lineage is not registered; and what git says is only taken of this code."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from infra import environment
from infra.errors import RegistryError
from tasks import lineage

WHOLE = {
    "tables": {"listings.parquet": "a" * 64},
    "test_sha256": "b" * 64,
    "bundle_sha256": "c" * 64,
    "parameters_sha256": "d" * 64,
    "source_sha256": "e" * 64,
    "models_package": "bazaar_models_0123",
    "flow_run_id": "3596a3df-8c02-4649-8360-c15199ffbb1a",
    "git": {"commit": None, "altered": None, "why": "not a git repository"},
}


def test_an_installation_from_an_archive_may_register() -> None:
    lineage.check_complete(WHOLE)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("flow_run_id", None),
        ("tables", {}),
        ("tables", {"listings.parquet": ""}),
        ("test_sha256", None),
        ("bundle_sha256", "not a digest"),
        ("parameters_sha256", ""),
        ("source_sha256", None),
        ("models_package", None),
    ],
)
def test_a_version_without_it_is_refused_by_name(part: str, value: object) -> None:
    with pytest.raises(RegistryError, match=f"lacks {part};"):
        lineage.check_complete({**WHOLE, part: value})


def git(directory: Path, *words: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@b.c"]
    subprocess.run(["git", *who, *words], cwd=directory, check=True, capture_output=True)  # noqa: S607


def test_the_commit_of_a_checkout_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "REPOSITORY", tmp_path)
    git(tmp_path, "init", "-q")
    assert lineage._git()["commit"] is None
    assert lineage._git()["why"]
    (tmp_path / "file").write_text("1")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "one")
    told = lineage._git()
    assert len(told["commit"]) == 40
    assert told["altered"] is False
    (tmp_path / "file").write_text("2")
    assert lineage._git()["altered"] is True


def test_the_commit_of_the_project_it_is_installed_in_is_not_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "lib" / "site-packages"
    installed.mkdir(parents=True)
    (tmp_path / "theirs").write_text("1")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "theirs")
    monkeypatch.setattr(environment, "REPOSITORY", installed)
    assert lineage._git()["commit"] is None


def test_without_git_the_reason_is_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    told = lineage._git()
    assert told["commit"] is None
    assert "git" in told["why"]
