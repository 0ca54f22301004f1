"""A directory as it was at a revision: from DVC's cache, else from its remote, and the errors in between."""

from __future__ import annotations

import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from dvc_project import DVC, DvcProject, write
from servers_for_tests import BIN, Server

from infra import data_versions, dvc_tree
from infra.data_versions import DataVersion
from infra.errors import DataError, SettingsError

PATIENCE = 600
SECRETS = {"AWS_ACCESS_KEY_ID": "an-id", "AWS_SECRET_ACCESS_KEY": "kept-in-the-environment", "AWS_REGION": "us-east-1"}


class MotoServer(Server):
    """An S3-compatible object store."""

    health = "/moto-api/"

    def command(self) -> list[str]:
        return [str(BIN / "moto_server"), "--host", "127.0.0.1", "--port", str(self.port)]

    def make_bucket(self, name: str) -> None:
        urllib.request.urlopen(urllib.request.Request(f"{self.address}/{name}", method="PUT")).close()  # noqa: S310


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> DvcProject:
    """Two revisions of `tables`, below the root of git; `by_one` has its files tracked one by one."""
    made = DvcProject(tmp_path_factory.mktemp("versions") / "project", "shop", **SECRETS)
    write(made.root / "tables" / "deep", y="1\n")
    write(made.root / "tables", x="old\n")
    write(made.root / "by_one", x="one\n", y="two\n")
    made.dvc("add", "tables", "by_one/x.csv", "by_one/y.csv")
    write(made.root / "plain", x="in git\n")
    made.commit("older")
    made.git("tag", "older")
    (made.root / "dvc.yaml").write_text("stages: [\n")
    made.commit("broken")
    made.git("tag", "broken")
    (made.root / "dvc.yaml").unlink()
    write(made.root / "tables", x="new\n")
    made.dvc("add", "tables")
    made.commit("newer")
    return made


@pytest.fixture
def emptied(project: DvcProject, tmp_path: Path) -> Iterator[Path]:
    """The project with nothing in its cache; where the cache is meanwhile."""
    cache, aside = project.root / ".dvc" / "cache", tmp_path / "cache"
    shutil.move(cache, aside)
    yield aside
    shutil.rmtree(cache, ignore_errors=True)
    shutil.move(aside, cache)


def resolve(project: DvcProject, path: str, revision: str) -> DataVersion:
    return data_versions.resolve(project.root / path, revision, timeout_seconds=PATIENCE)


def fetch(version: DataVersion, out: Path) -> dict[str, str]:
    out.mkdir()
    data_versions.fetch(version, out, timeout_seconds=PATIENCE)
    return {path.relative_to(out).as_posix(): path.read_text() for path in out.rglob("*") if path.is_file()}


def test_the_older_revision_gives_the_older_bytes(project: DvcProject, tmp_path: Path) -> None:
    version = resolve(project, "tables", "older")
    assert version.commit == project.git("rev-parse", "older").strip()
    assert (version.asked, version.path) == ("older", "shop/tables")
    assert fetch(version, tmp_path / "out") == {"x.csv": "old\n", "deep/y.csv": "1\n"}
    assert dvc_tree.of_listing(dvc_tree.md5_of_files(tmp_path / "out")) == version.md5
    assert resolve(project, "tables", "HEAD").md5 != version.md5
    # The working tree, and what git thinks of it, are as they were.
    assert (project.root / "tables" / "x.csv").read_text() == "new\n"
    assert project.git("status", "--porcelain") == ""
    # What was fetched are copies, not links into the cache.
    (tmp_path / "out" / "x.csv").write_text("altered")
    assert fetch(version, tmp_path / "again")["x.csv"] == "old\n"


@pytest.mark.parametrize(
    ("path", "files"),
    [("tables/deep", {"y.csv": "1\n"}), ("by_one", {"x.csv": "one\n", "y.csv": "two\n"})],
    ids=["inside a tracked directory", "files tracked one by one"],
)
def test_other_ways_to_track_a_directory(project: DvcProject, tmp_path: Path, path: str, files: dict[str, str]) -> None:
    version = resolve(project, path, "older")
    assert fetch(version, tmp_path / "out") == files
    assert dvc_tree.of_listing(dvc_tree.md5_of_files(tmp_path / "out")) == version.md5


@pytest.mark.parametrize(
    ("path", "revision", "kind", "told"),
    [
        ("tables", "oldest", SettingsError, "no git revision 'oldest'"),
        ("tables", "broken", DataError, "DVC cannot read"),
        ("tables", "--all", SettingsError, "no git revision '--all'"),
        ("absent", "older", DataError, "at that commit it has for by_one/x.csv, by_one/y.csv, tables"),
        ("plain", "older", DataError, "no data recorded for shop/plain"),
        ("tables.dvc", "older", DataError, "shop/tables.dvc at older"),
    ],
)
def test_what_cannot_be_resolved_says_why(
    project: DvcProject, path: str, revision: str, kind: type[Exception], told: str
) -> None:
    with pytest.raises(kind) as refused:
        resolve(project, path, revision)
    assert told in str(refused.value)


def test_outside_git_there_are_no_revisions(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="in no git repository"):
        data_versions.resolve(tmp_path / "not" / "there", "HEAD", timeout_seconds=PATIENCE)


def test_in_git_without_dvc_nothing_is_tracked(tmp_path: Path) -> None:
    for words in (
        ("init", "-q"),
        ("-c", "user.name=t", "-c", "user.email=t@t", "commit", "-q", "--allow-empty", "-m1"),
    ):
        subprocess.run(["git", "-C", str(tmp_path), *words], check=True)  # noqa: S607
    with pytest.raises(DataError, match="no DVC project"):
        data_versions.resolve(tmp_path / "tables", "HEAD", timeout_seconds=PATIENCE)


@pytest.mark.usefixtures("emptied")
def test_bytes_that_are_nowhere_are_told_to_be_nowhere(project: DvcProject, tmp_path: Path) -> None:
    version = resolve(project, "tables", "older")
    nowhere = r"cannot be read from DVC's cache nor from a remote \(none is set"
    with pytest.raises(DataError, match=nowhere):
        resolve(project, "tables/deep", "older")
    with pytest.raises(DataError, match=nowhere) as refused:
        fetch(version, tmp_path / "out")
    assert "push tables" in refused.value.remedy


def test_altered_bytes_in_the_cache_are_found_out(project: DvcProject, emptied: Path, tmp_path: Path) -> None:
    version = resolve(project, "tables", "older")
    shutil.copytree(emptied, project.root / ".dvc" / "cache")
    md5 = dvc_tree.md5_of_files(write(tmp_path / "known", x="old\n"))["x.csv"]
    stored = project.root / ".dvc" / "cache" / "files" / "md5" / md5[:2] / md5[2:]
    stored.chmod(0o644)
    stored.write_text("bad\n")
    with pytest.raises(DataError, match="damaged: 1 of 2 files") as refused:
        fetch(version, tmp_path / "out")
    assert f"files/md5/{md5[:2]}/{md5[2:]}" in refused.value.remedy


@pytest.mark.slow
def test_an_s3_remote_is_pushed_to_and_fetched_from(
    project: DvcProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    with MotoServer(tmp_path / "s3") as server:
        server.make_bucket("bazaar")
        project.dvc("remote", "add", "--local", "--default", "store", "s3://bazaar/data")
        project.dvc("remote", "modify", "--local", "store", "endpointurl", server.address)
        try:
            project.dvc("push", "--all-commits")
            version = resolve(project, "tables", "older")
            shutil.move(project.root / ".dvc" / "cache", tmp_path / "cache")
            assert fetch(version, tmp_path / "out") == {"x.csv": "old\n", "deep/y.csv": "1\n"}
            shutil.rmtree(project.root / "tables")
            project.dvc("pull", "tables")
            assert (project.root / "tables" / "x.csv").read_text() == "new\n"
            shutil.rmtree(project.root / ".dvc" / "cache")
            server.stop()
            with pytest.raises(DataError, match=r"nor from its remote 'store': .*connect"):
                fetch(version, tmp_path / "away")
        finally:
            project.dvc("remote", "remove", "--local", "store")
            shutil.rmtree(project.root / ".dvc" / "cache", ignore_errors=True)
            shutil.move(tmp_path / "cache", project.root / ".dvc" / "cache")
    kept = "".join(path.read_text(errors="replace") for path in project.root.rglob("config*") if path.is_file())
    assert SECRETS["AWS_SECRET_ACCESS_KEY"] not in kept


READER = """
import sys
from pathlib import Path
from infra import data_versions
version = data_versions.resolve(Path(sys.argv[1]), "older", timeout_seconds=600)
Path(sys.argv[2]).mkdir()
data_versions.fetch(version, Path(sys.argv[2]), timeout_seconds=600)
"""

HOLDER = """
import sys
from dvc.repo import Repo
with Repo(sys.argv[1]).lock:
    print("held", flush=True)
    sys.stdin.read()
"""

# Two use cases share the code that they depend on, as in our own dvc.yaml.
STAGES = """
stages:
  slow:
    foreach:
      - a
      - b
    do:
      cmd: sleep 1 && echo ${item} > made-${item}
      deps:
        - plain
      outs:
        - made-${item}
"""


@pytest.mark.slow
def test_eleven_read_while_dvc_holds_its_lock_and_two_repros_wait_for_it(project: DvcProject, tmp_path: Path) -> None:
    (project.root / "dvc.yaml").write_text(STAGES)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(project.root)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=project.environment,
    )  # fmt: skip
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    repros = [
        subprocess.Popen(
            [str(DVC), "--wait-for-lock", "repro", f"slow@{name}"], cwd=project.root, env=project.environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        for name in ("a", "b")
    ]  # fmt: skip
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, str(project.root / "tables"), str(tmp_path / str(number))],
            stderr=subprocess.PIPE, text=True,
        )
        for number in range(11)
    ]  # fmt: skip
    said = [reader.communicate(timeout=PATIENCE)[1] for reader in readers]
    assert [reader.returncode for reader in readers] == [0] * 11, said
    assert [repro.poll() for repro in repros] == [None, None]
    assert not list(project.root.glob("made-*"))
    holder.communicate("", timeout=PATIENCE)
    told = [repro.communicate(timeout=PATIENCE)[0] for repro in repros]
    assert [repro.returncode for repro in repros] == [0, 0], told
    assert {path.name: path.read_text() for path in project.root.glob("made-*")} == {"made-a": "a\n", "made-b": "b\n"}
    assert {(tmp_path / str(number) / "x.csv").read_text() for number in range(11)} == {"old\n"}
