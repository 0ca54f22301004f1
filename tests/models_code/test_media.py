"""Files beside tables: found in shards and loose, read by name, written so that the same files give the same bytes."""

from __future__ import annotations

import resource
import tarfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from models.errors import InputError
from models.media import Shards
from models.media_writing import write_shards

LONG = f"deep/{'x' * 150}.jpg"
FILES = {"b/2.jpg": b"two", "a.jpg": b"one" * 400, LONG: b"long", "b/empty.jpg": b"", "größe.png": b"name"}


def test_files_come_back_by_name_in_the_order_of_the_shards(tmp_path: Path) -> None:
    paths = write_shards(tmp_path, "images", FILES.items(), most_bytes=1_300)
    assert [path.name for path in paths] == ["images-00000.tar"]
    more = write_shards(tmp_path, "images-more", [("c.jpg", b"see")])
    with Shards(tmp_path, "images") as shards:
        assert set(shards) == {*FILES, "c.jpg"}
        assert len(shards) == 6
        assert list(shards.read(["c.jpg", "a.jpg", "b/2.jpg", "a.jpg"])) == [
            *[(name, FILES[name]) for name in ("b/2.jpg", "a.jpg")],
            ("c.jpg", b"see"),
        ]
        assert {name: shards.one(name) for name in FILES} == FILES
        assert shards.size("a.jpg") == 1_200
        assert shards.paths == [*paths, *more]
        with ThreadPoolExecutor(4) as threads:
            assert list(threads.map(shards.one, [*FILES] * 50)) == [*FILES.values()] * 50


def test_a_shard_ends_before_it_grows_too_large_and_a_larger_file_has_its_own(tmp_path: Path) -> None:
    sizes = [60, 60, 500, 10, 10]
    paths = write_shards(tmp_path, "images", ((str(at), b"x" * size) for at, size in enumerate(sizes)), most_bytes=100)
    held = []
    for path in paths:
        with tarfile.open(path) as shard:
            held.append(shard.getnames())
    assert held == [["0"], ["1"], ["2"], ["3", "4"]]
    assert write_shards(tmp_path / "none", "images", []) == []
    with pytest.raises(FileExistsError):
        write_shards(tmp_path, "images", [("new", b"")])


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    for place in ("first", "second"):
        (tmp_path / place).mkdir()
        write_shards(tmp_path / place, "images", FILES.items())
    one, other = (tmp_path / place / "images-00000.tar" for place in ("first", "second"))
    assert one.read_bytes() == other.read_bytes()
    with tarfile.open(one) as shard:
        assert {(member.mtime, member.uid, member.uname, member.mode) for member in shard} == {(0, 0, "", 0o644)}


def test_loose_files_and_shards_at_any_depth_are_media_and_hidden_or_foreign_ones_are_not(tmp_path: Path) -> None:
    for name in ("images/a.jpg", "images/b/c.jpg", "images/.hidden.jpg", "images/.thumbs/d.jpg", "imagesque/e.jpg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    write_shards(tmp_path / "images" / "b", "part", [("./f.jpg", b"f")])
    write_shards(tmp_path, "imagesque", [("g.jpg", b"g")])
    with Shards(tmp_path, "images") as shards:
        assert set(shards) == {"a.jpg", "b/c.jpg", "f.jpg"}
        assert shards.one("b/c.jpg") == b"images/b/c.jpg"
        assert shards.one("f.jpg") == b"f"
        assert shards.twice == set()
    assert len(Shards(tmp_path / "imagesque", "images")) == 0


def test_linked_folders_are_looked_into_and_one_that_leads_back_is_not(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.jpg").write_bytes(b"a")
    write_shards(elsewhere, "part", [("b.jpg", b"b")])
    images = tmp_path / "tables" / "images"
    images.mkdir(parents=True)
    (images / "linked").symlink_to(elsewhere, target_is_directory=True)
    (images / "again").symlink_to(elsewhere, target_is_directory=True)
    (elsewhere / "back").symlink_to(images, target_is_directory=True)
    (images / "broken").symlink_to(tmp_path / "nowhere", target_is_directory=True)
    with Shards(tmp_path / "tables", "images") as shards:
        assert set(shards) == {"linked/a.jpg", "again/a.jpg", "b.jpg"}
        assert shards.one("linked/a.jpg") == shards.one("./again/a.jpg") == b"a"
        assert dict(shards.read(["./b.jpg"])) == {"./b.jpg": b"b"}


def test_a_name_that_two_files_have_is_told(tmp_path: Path) -> None:
    write_shards(tmp_path, "images", [("a.jpg", b"one"), ("b.jpg", b"two")])
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "a.jpg").write_bytes(b"another")
    shards = Shards(tmp_path, "images")
    assert shards.twice == {"a.jpg"}
    assert len(shards) == 2


def test_equal_copies_of_a_file_are_one(tmp_path: Path) -> None:
    write_shards(tmp_path, "images", [("a.jpg", b"one")])
    write_shards(tmp_path, "images-again", [("a.jpg", b"one")])
    with Shards(tmp_path, "images") as shards:
        assert shards.twice == set()
        assert shards.one("a.jpg") == b"one"


def test_more_shards_than_a_process_may_hold_open_are_read(tmp_path: Path) -> None:
    write_shards(tmp_path, "images", ((f"{at}.jpg", b"%d" % at) for at in range(90)), most_bytes=1)
    few, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with Shards(tmp_path, "images") as shards:
        resource.setrlimit(resource.RLIMIT_NOFILE, (len(list(Path("/proc/self/fd").iterdir())) + 70, most))
        try:
            assert [data for _, data in shards.read(shards)] == [b"%d" % at for at in range(90)]
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (few, most))


def test_a_file_with_holes_is_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "images.tar", "w", format=tarfile.GNU_FORMAT) as shard:
        member = tarfile.TarInfo("a.jpg")
        member.type = tarfile.GNUTYPE_SPARSE
        shard.addfile(member)
    with pytest.raises(InputError, match=r"a\.jpg is stored with holes"):
        Shards(tmp_path, "images")


def test_what_is_not_there_is_named_with_its_count(tmp_path: Path) -> None:
    write_shards(tmp_path, "images", [("a.jpg", b"one")])
    with Shards(tmp_path, "images") as shards:
        with pytest.raises(InputError, match=r"2 files of 3 are not among the 1 there, such as \['b.jpg', 'c.jpg'\]"):
            list(shards.read(["a.jpg", "b.jpg", "c.jpg"]))
        with pytest.raises(InputError, match=r"no file 'b\.jpg' among the 1 there"):
            shards.one("b.jpg")


def test_a_broken_shard_is_refused_and_none_of_it_lost_unseen(tmp_path: Path) -> None:
    [path] = write_shards(tmp_path, "images", ((f"{at}.jpg", b"x" * 700) for at in range(10)))
    whole = path.read_bytes()
    header = 4 * (512 + 1024)
    for broken in (whole[:6_000], whole[:header] + b"?" * 512 + whole[header + 512 :], b"no tar" * 500, b""):
        path.write_bytes(broken)
        with pytest.raises(InputError, match=r"images-00000.tar is no whole tar file .* copy it anew, uncompressed"):
            Shards(tmp_path, "images")
    path.write_bytes(whole)
    with Shards(tmp_path, "images") as shards:
        path.write_bytes(whole[:2_000])
        with pytest.raises(InputError, match="was cut short while it was read"):
            shards.one("9.jpg")
