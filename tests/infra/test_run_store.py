from __future__ import annotations

import os
from pathlib import Path

import pytest

from infra.run_store import RunStore


def write_text(text: str):
    def produce(out: Path) -> dict[str, object]:
        (out / "file.txt").write_text(text)
        return {"length": len(text)}

    return produce


def test_what_was_written_is_found_under_its_key(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    written = store.write("build", "k" * 64, write_text("abc"))
    assert store.find("build", "k" * 64) == written
    assert written.facts == {"length": 3}
    assert store.find("build", "j" * 64) is None
    assert store.find("train", "k" * 64) is None


def test_equal_content_has_equal_digest_whatever_the_key(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    assert store.write("a", "1" * 64, write_text("x")).sha256 == store.write("b", "2" * 64, write_text("x")).sha256
    assert store.write("a", "3" * 64, write_text("y")).sha256 != store.write("a", "1" * 64, write_text("x")).sha256


def test_an_altered_result_is_not_found_and_is_replaced(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    written = store.write("build", "k" * 64, write_text("abc"))
    (written.directory / "file.txt").write_text("abd")
    assert store.find("build", "k" * 64) is None
    again = store.write("build", "k" * 64, write_text("abc"))
    assert again.sha256 == written.sha256
    assert (again.directory / "file.txt").read_text() == "abc"


@pytest.mark.parametrize("text", ["", '{"sha256": "', "[]", "{}"])
def test_a_damaged_reference_is_no_finished_step(tmp_path: Path, text: str) -> None:
    store = RunStore(tmp_path)
    written = store.write("build", "k" * 64, write_text("abc"))
    (written.directory.parent / "reference.json").write_text(text)
    assert store.find("build", "k" * 64) is None
    assert store.write("build", "k" * 64, write_text("abc")) == written


def test_a_failed_step_leaves_nothing(tmp_path: Path) -> None:
    def fail(out: Path) -> dict[str, object]:
        (out / "half.txt").write_text("half")
        raise RuntimeError("disk full")

    store = RunStore(tmp_path)
    with pytest.raises(RuntimeError, match="disk full"):
        store.write("build", "k" * 64, fail)
    assert store.find("build", "k" * 64) is None
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_another_machine_finds_it_through_the_remote(tmp_path: Path) -> None:
    remote = (tmp_path / "remote").as_uri()
    here = RunStore(tmp_path / "here", remote)
    written = here.write("build", "k" * 64, write_text("abc"))
    there = RunStore(tmp_path / "there", remote)
    found = there.find("build", "k" * 64)
    assert found is not None
    assert found.sha256 == written.sha256
    assert (found.directory / "file.txt").read_text() == "abc"
    assert str(tmp_path / "there") in found.path


def test_a_moved_store_still_serves(tmp_path: Path) -> None:
    RunStore(tmp_path / "old").write("build", "k" * 64, write_text("abc"))
    (tmp_path / "old").rename(tmp_path / "new")
    found = RunStore(tmp_path / "new").find("build", "k" * 64)
    assert found is not None
    assert (found.directory / "file.txt").read_text() == "abc"


@pytest.mark.parametrize("text", ['{"sha256": ', "[]", '{"sha256": "abc"}'])
def test_a_reference_that_cannot_be_read_is_no_finished_step(tmp_path: Path, text: str) -> None:
    store = RunStore(tmp_path)
    store.write("build", "k" * 64, write_text("abc"))
    (store.place("build", "k" * 64) / "reference.json").write_text(text)
    assert store.find("build", "k" * 64) is None
    assert (store.write("build", "k" * 64, write_text("abc")).directory / "file.txt").read_text() == "abc"


def test_a_step_is_discarded_unless_it_was_used_since(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    store.write("build", "k" * 64, write_text("abc"))
    place = store.place("build", "k" * 64)
    os.utime(place / "reference.json", (1_000, 1_000))
    assert store.used(place) == 1_000
    assert not store.discard(place, unused_since=999)
    assert store.find("build", "k" * 64) is not None
    assert not store.discard(place, unused_since=2_000)
    assert store.discard(place, unused_since=store.used(place))
    assert store.find("build", "k" * 64) is None
    assert not store.discard(place, unused_since=2_000)
    assert list((tmp_path / ".drafts").iterdir()) == []
