"""Fetching over a real local server: the road taken, what is refused, what is left behind."""

from __future__ import annotations

import functools
import hashlib
import http.server
import lzma
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest

from infra.errors import DataError, SettingsError
from sources.public import product_matching, roads
from sources.public.fetch import PublicFile, availability, obtain

PLAIN = b"COL title VAL desk lamp\tCOL title VAL lamp for desks\t1\n" * 500
NOBODY_LISTENS = "http://127.0.0.1:9"


class Handler(http.server.SimpleHTTPRequestHandler):
    asked: list[str]
    delay = 0.0

    def do_GET(self) -> None:
        self.asked.append(urlparse(self.path).path)
        time.sleep(self.delay)
        super().do_GET()

    def log_message(self, *_: object) -> None:
        pass


# A connection that the client has dropped may reach the collector before its handler's thread closes it.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")


class Site:
    def __init__(self, folder: Path) -> None:
        self.handler = type("OwnHandler", (Handler,), {"asked": []})
        serve = functools.partial(self.handler, directory=str(folder))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def asked(self) -> list[str]:
        return self.handler.asked

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    served = tmp_path / "served"
    (served / "shop").mkdir(parents=True)
    (served / "shop" / "train.txt").write_bytes(PLAIN)
    (served / "shop" / "train.txt.xz").write_bytes(lzma.compress(PLAIN))
    return served


@pytest.fixture
def site(folder: Path) -> Iterator[Site]:
    site = Site(folder)
    yield site
    site.close()


@pytest.fixture(autouse=True)
def no_road(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAZAAR_DATA", "")
    monkeypatch.delenv("BAZAAR_MIRROR", raising=False)
    monkeypatch.setattr(roads, "RETRIES", 0)
    for variable in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(variable, raising=False)


def declared(home: str = NOBODY_LISTENS) -> PublicFile:
    compressed = lzma.compress(PLAIN)
    return PublicFile(
        "shop/train.txt",
        hashlib.sha256(PLAIN).hexdigest(),
        hashlib.sha256(compressed).hexdigest(),
        f"{home}/shop/train.txt",
    )


def left_in(cache: Path) -> list[Path]:
    return [path for path in cache.rglob("*") if path.is_file() and path.suffix != ".lock"]


def test_mirror_serves_the_compressed_copy(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAZAAR_MIRROR", site.url + "/")
    path = obtain(declared(), tmp_path / "cache")
    assert path.read_bytes() == PLAIN
    assert site.asked == ["/shop/train.txt.xz"]
    assert left_in(tmp_path / "cache") == [path]


def test_home_is_asked_for_the_plain_file_when_the_mirror_lacks_it(
    site: Site, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "shop" / "train.txt.xz").unlink()
    monkeypatch.setenv("BAZAAR_MIRROR", site.url)
    assert obtain(declared(site.url), tmp_path / "cache").read_bytes() == PLAIN
    assert site.asked == ["/shop/train.txt.xz", "/shop/train.txt"]


@pytest.mark.parametrize("kept", ["train.txt", "train.txt.xz"])
def test_local_folder_comes_before_the_network(
    kept: str, site: Site, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in {"train.txt", "train.txt.xz"} - {kept}:
        (folder / "shop" / name).unlink()
    monkeypatch.setenv("BAZAAR_DATA", str(folder))
    monkeypatch.setenv("BAZAAR_MIRROR", site.url)
    assert availability(declared(), tmp_path / "cache") == "local"
    assert obtain(declared(), tmp_path / "cache").read_bytes() == PLAIN
    assert site.asked == []
    assert (folder / "shop" / kept).is_file()


def test_cached_copy_is_used_without_asking(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAZAAR_MIRROR", site.url)
    obtain(declared(), tmp_path)
    obtain(declared(), tmp_path)
    assert len(site.asked) == 1
    assert availability(declared(), tmp_path) == "cached"


def test_spoilt_cached_copy_is_fetched_again(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAZAAR_MIRROR", site.url)
    path = obtain(declared(), tmp_path)
    path.write_bytes(PLAIN[:-1])
    assert obtain(declared(), tmp_path).read_bytes() == PLAIN
    assert len(site.asked) == 2


def test_altered_mirror_copy_is_refused_and_not_left(
    site: Site, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forged = lzma.compress(PLAIN.replace(b"\t1", b"\t0"))
    (folder / "shop" / "train.txt.xz").write_bytes(forged)
    monkeypatch.setenv("BAZAAR_MIRROR", site.url)
    with pytest.raises(DataError) as refusal:
        obtain(declared(site.url), tmp_path / "cache")
    said = str(refusal.value)
    assert "train.txt.xz" in said
    assert declared().xz_sha256 in said
    assert hashlib.sha256(forged).hexdigest() in said
    assert "/shop/train.txt" not in site.asked, "an altered mirror copy must end the search"
    assert left_in(tmp_path / "cache") == []


def test_altered_home_copy_is_refused(site: Site, folder: Path, tmp_path: Path) -> None:
    (folder / "shop" / "train.txt").write_bytes(b"something else\n")
    with pytest.raises(DataError, match=declared().sha256):
        obtain(declared(site.url), tmp_path / "cache")
    assert left_in(tmp_path / "cache") == []


@pytest.mark.parametrize("spoil", [lambda data: data[: len(data) // 2], lambda _: b"<html>not found</html>"])
def test_broken_local_copy_is_refused(
    spoil: object, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = folder / "shop" / "train.txt.xz"
    copy.write_bytes(spoil(copy.read_bytes()))  # type: ignore[operator]
    monkeypatch.setenv("BAZAAR_DATA", str(folder))
    with pytest.raises(DataError, match=r"shop/train\.txt.*not a whole xz file"):
        obtain(declared(), tmp_path / "cache")
    assert left_in(tmp_path / "cache") == []


def test_altered_local_copy_names_both_digests(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "shop" / "train.txt.xz").write_bytes(lzma.compress(b"other\n"))
    monkeypatch.setenv("BAZAAR_DATA", str(folder))
    with pytest.raises(DataError) as refusal:
        obtain(declared(), tmp_path / "cache")
    assert declared().sha256 in str(refusal.value)
    assert hashlib.sha256(b"other\n").hexdigest() in str(refusal.value)


def test_no_road_says_what_was_tried_and_the_ways_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAZAAR_MIRROR", NOBODY_LISTENS)
    with pytest.raises(DataError) as refusal:
        obtain(declared(), tmp_path / "cache")
    assert refusal.value.exit_code == 3
    for word in ("shop/train.txt", f"{NOBODY_LISTENS}/shop/train.txt.xz", "ConnectionError"):
        assert word in refusal.value.problem
    for way in ("BAZAAR_MIRROR", "BAZAAR_DATA", "--data"):
        assert way in refusal.value.remedy
    assert left_in(tmp_path / "cache") == []


def test_silent_server_is_given_up(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site.handler.delay = 2.0
    monkeypatch.setattr(roads, "READ_SECONDS", 0.2)
    started = time.monotonic()
    with pytest.raises(DataError, match="ReadTimeout"):
        obtain(declared(site.url), tmp_path / "cache")
    assert time.monotonic() - started < 1.5


@pytest.mark.parametrize(("variable", "value"), [("BAZAAR_MIRROR", "ftp://host"), ("BAZAAR_DATA", "/no/such/folder")])
def test_unusable_setting_is_named(variable: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=variable):
        obtain(declared(), tmp_path / "cache")


def test_two_processes_fetch_once_and_both_have_it(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site.handler.delay = 1.0
    monkeypatch.setenv("BAZAAR_MIRROR", site.url)
    file = declared()
    program = (
        "from pathlib import Path; from sources.public.fetch import PublicFile, obtain; "
        f"print(obtain(PublicFile(*{(file.path, file.sha256, file.xz_sha256, file.home_url)!r}), "
        f"Path({str(tmp_path / 'cache')!r})))"
    )
    root = str(Path(roads.__file__).parents[2])
    running = [
        subprocess.Popen([sys.executable, "-c", program], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    ended = [process.communicate(timeout=60) for process in running]
    assert [process.returncode for process in running] == [0, 0], ended
    assert (tmp_path / "cache" / "shop" / "train.txt").read_bytes() == PLAIN
    assert site.asked == ["/shop/train.txt.xz"]


def in_two_layouts(home: str = NOBODY_LISTENS) -> PublicFile:
    packed = b"the same lines, packed as their home serves them"
    return PublicFile(
        "shop/lines.zip",
        hashlib.sha256(packed).hexdigest(),
        home_url=f"{home}/shop/lines.zip",
        also_as=(plain_alone(),),
    )


def plain_alone() -> PublicFile:
    return PublicFile("shop/train.txt", hashlib.sha256(PLAIN).hexdigest())


def test_the_layout_at_hand_is_taken_before_one_is_fetched(
    site: Site, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "shop" / "lines.zip").write_bytes(b"the same lines, packed as their home serves them")
    assert obtain(in_two_layouts(site.url), tmp_path / "home").suffix == ".zip"
    (folder / "shop" / "lines.zip").unlink()
    assert availability(in_two_layouts(site.url), tmp_path / "local") == "remote"
    monkeypatch.setenv("BAZAAR_DATA", str(folder))
    assert availability(in_two_layouts(site.url), tmp_path / "local") == "local"
    assert obtain(in_two_layouts(site.url), tmp_path / "local").read_bytes() == PLAIN
    monkeypatch.setenv("BAZAAR_DATA", "")
    assert availability(in_two_layouts(site.url), tmp_path / "local") == "cached"
    assert site.asked == ["/shop/lines.zip"]


def test_a_mirror_without_a_pinned_compressed_copy_is_asked_for_the_plain_file(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAZAAR_MIRROR", site.url)
    assert obtain(in_two_layouts(), tmp_path / "cache").read_bytes() == PLAIN
    assert site.asked == ["/shop/lines.zip", "/shop/train.txt"]


def test_no_road_to_any_layout_names_them_all(tmp_path: Path) -> None:
    with pytest.raises(DataError) as refusal:
        obtain(in_two_layouts(), tmp_path / "cache")
    assert "home: serves it in another layout" in refusal.value.problem
    assert f"{NOBODY_LISTENS}/shop/lines.zip" in refusal.value.problem
    assert "shop/lines.zip or shop/train.txt" in refusal.value.remedy


@pytest.mark.real_data
def test_every_pinned_file_comes_intact_from_a_mirror(
    bazaar_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site(bazaar_data)
    monkeypatch.setenv("BAZAAR_MIRROR", site.url)
    try:
        files = {file for source in product_matching.SOURCES for file in source.files}
        for file in files:
            assert hashlib.sha256(obtain(file, tmp_path).read_bytes()).hexdigest() == file.sha256
    finally:
        site.close()
    assert sorted(site.asked) == sorted(f"/{file.path}.xz" for file in files)
