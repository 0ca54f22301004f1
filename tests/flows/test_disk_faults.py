"""A disk that fills, with real processes."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from bazaar_command import LENIENT, SMALL, Bazaar

RUN = ("run", "product-matching", *SMALL, *LENIENT)
SETTINGS_ERROR = 4


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 MiB, which a small run does not fill by itself."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("a small disk cannot be mounted here; it needs Linux and root")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)  # noqa: S607 - found on the PATH like mount


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """Not a byte is free on the disk inside the block."""
    ballast = disk / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as stream:
        while True:
            stream.write(bytes(65536))
    yield
    ballast.unlink()


def run_until(bazaar: Bazaar, happened: Callable[[], bool]) -> subprocess.Popen[str]:
    process = bazaar.start(*RUN)
    deadline = time.monotonic() + 240
    while not happened():
        assert process.poll() is None, process.communicate()[0]
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.005)
    return process


def mlflow_states(bazaar: Bazaar) -> list[str]:
    return sorted(run.info.status for run in bazaar.client().search_runs(["1"]))


@pytest.mark.slow
def test_a_full_disk_ends_a_run_with_a_sentence_and_the_same_command_finishes_it(
    bazaar_at: Callable[[Path], Bazaar], small_disk: Path
) -> None:
    bazaar = bazaar_at(small_disk)
    store = small_disk / ".bazaar" / "store"
    for step, happened in (
        ("train", lambda: bool(list((store / ".drafts").glob("train-*")))),
        ("register", lambda: bool(list((store / "evaluate").glob("*/reference.json")))),
    ):
        process = run_until(bazaar, happened)
        with filled(small_disk):
            said, _ = process.communicate(timeout=300)
        assert process.returncode == SETTINGS_ERROR, said
        told = [line for line in said.splitlines() if "The disk is full" in line]
        assert told, f"in {step}: {said}"
        assert "way out: Free space" in said
        assert "Traceback" not in said
        assert bazaar.alias("champion") is None
        assert list((store / ".drafts").iterdir()) == []
    said = bazaar(*RUN)
    for step in ("ingest", "validate", "build", "train", "evaluate"):
        line = next(line for line in said.splitlines() if line.startswith(f"✓ {step}"))
        assert "found in the run store" in line
    assert [version["tags"]["bazaar.state"] for version in bazaar.versions().values()] == ["verified"]
    assert bazaar.alias("champion") == next(iter(bazaar.versions()))
    assert "RUNNING" not in mlflow_states(bazaar)
    assert mlflow_states(bazaar).count("FINISHED") == 1
    assert not list((small_disk / ".bazaar" / "runs").iterdir())
    assert len(bazaar("log", "product-matching").splitlines()) == 1
