from __future__ import annotations

from pathlib import Path

import pytest

from infra import digests


def test_directory_digest_sees_names_and_content(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    first = digests.of_directory(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    renamed = digests.of_directory(tmp_path)
    (tmp_path / "b").write_text("2")
    assert len({first, renamed, digests.of_directory(tmp_path)}) == 3


def test_value_digest_ignores_the_order_of_mappings_only() -> None:
    assert digests.of_value({"a": 1, "b": [1, 2]}) == digests.of_value({"b": [1, 2], "a": 1})
    assert digests.of_value([1, 2]) != digests.of_value([2, 1])


def test_value_digest_refuses_what_json_cannot_hold() -> None:
    with pytest.raises(ValueError, match="Out of range"):
        digests.of_value(float("nan"))


def test_source_digest_sees_a_changed_helper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "digested_package"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "helper.py").write_text("VALUE = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    before = digests.of_source(("digested_package",))
    digests.of_source.cache_clear()
    (package / "helper.py").write_text("VALUE = 2\n")
    assert digests.of_source(("digested_package",)) != before


def test_source_digest_sees_a_changed_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "spoken_package"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "words.txt").write_text("good\n")
    monkeypatch.syspath_prepend(tmp_path)
    before = digests.of_source(("spoken_package",))
    digests.of_source.cache_clear()
    (package / "words.txt").write_text("bad\n")
    assert digests.of_source(("spoken_package",)) != before


def test_source_digest_of_shared_modules_sees_them_and_no_package_beside_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "shared_package"
    (package / "one_use_case").mkdir(parents=True)
    for module in ("__init__.py", "shared.py", "one_use_case/__init__.py"):
        (package / module).write_text("VALUE = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    before = digests.of_source(("shared_package.*",))
    digests.of_source.cache_clear()
    (package / "one_use_case" / "__init__.py").write_text("VALUE = 2\n")
    assert digests.of_source(("shared_package.*",)) == before
    digests.of_source.cache_clear()
    (package / "shared.py").write_text("VALUE = 2\n")
    assert digests.of_source(("shared_package.*",)) != before


def test_source_digest_of_what_is_not_there_is_an_error() -> None:
    with pytest.raises(ModuleNotFoundError, match="no_such_package"):
        digests.of_source(("no_such_package",))
