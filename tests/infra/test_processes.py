from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from infra import processes
from infra.errors import DataError
from infra.module_process import ModuleProcess, ProcessFailedError

WORKER = """
import os, sys, time
from pathlib import Path
from infra import processes
from infra.errors import DataError

def work(request, report):
    Path(request["pid_file"]).write_text(str(os.getpid()))
    report("half way", 0.5)
    if request["do"] == "refuse":
        raise DataError("table listings is empty", "Fill it.")
    if request["do"] == "refuse in its own way":
        raise type("StrangeError", (DataError,), {})("table listings is strange", "Look at it.")
    if request["do"] == "fail":
        raise RuntimeError("a fault of ours")
    if request["do"] == "sleep":
        time.sleep(60)
    if request["do"] == "tidy":
        try:
            time.sleep(60)
        except KeyboardInterrupt:
            Path(request["pid_file"]).with_name("tidied").touch()
            raise
    if request["do"] == "tell":
        Path(request["pid_file"]).write_text(os.environ["OMP_NUM_THREADS"])

processes.serve_request(work)
"""


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "worker_module.py").write_text(WORKER)
    # No empty entry: it would stand for the working directory.
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(tmp_path), os.environ.get("PYTHONPATH")])))
    return "worker_module"


def ask(worker: str, tmp_path: Path, do: str, timeout: float = 30) -> list[tuple[str, float]]:
    heard: list[tuple[str, float]] = []
    processes.run_module(
        worker,
        {"do": do, "pid_file": str(tmp_path / "pid")},
        scratch=tmp_path,
        timeout_seconds=timeout,
        on_progress=lambda label, share: heard.append((label, share)),
    )
    return heard


def started(worker: str, tmp_path: Path, do: str, **variables: str) -> ModuleProcess:
    return ModuleProcess.start(
        worker,
        {"do": do, "pid_file": str(tmp_path / "pid")},
        scratch=tmp_path,
        on_progress=lambda *_: None,
        variables=variables,
    )


def wait_for(path: Path) -> None:
    deadline = time.monotonic() + 30
    while not path.is_file() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.2)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z" if Path("/proc").is_dir() else True


def test_progress_is_relayed(worker: str, tmp_path: Path) -> None:
    assert ask(worker, tmp_path, "return") == [("half way", 0.5)]


def test_modules_of_the_working_directory_are_not_ours(
    worker: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in ("infra", "models", "tasks"):
        (elsewhere / f"{name}.py").write_text("raise RuntimeError('a module of the caller')\n")
    monkeypatch.chdir(elsewhere)
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    assert ask(worker, tmp_path, "return") == [("half way", 0.5)]


def test_a_refusal_arrives_as_the_same_error(worker: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="table listings is empty") as caught:
        ask(worker, tmp_path, "refuse")
    assert caught.value.remedy == "Fill it."


def test_a_kind_that_is_not_known_here_arrives_as_the_nearest_that_is(worker: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="table listings is strange") as caught:
        ask(worker, tmp_path, "refuse in its own way")
    assert type(caught.value) is DataError


def test_a_fault_arrives_with_the_end_of_the_trace(worker: str, tmp_path: Path) -> None:
    with pytest.raises(ProcessFailedError, match="a fault of ours"):
        ask(worker, tmp_path, "fail")


def test_a_timeout_kills_the_process(worker: str, tmp_path: Path) -> None:
    with pytest.raises(TimeoutError, match="limit of 3 s"):
        ask(worker, tmp_path, "sleep", timeout=3)
    assert not alive(int((tmp_path / "pid").read_text()))


def test_the_process_does_not_outlive_a_killed_parent(worker: str, tmp_path: Path) -> None:
    script = (
        "from pathlib import Path; from infra import processes; "
        f"processes.run_module('{worker}', dict(do='sleep', pid_file=r'{tmp_path / 'pid'}'), "
        f"scratch=Path(r'{tmp_path}'), timeout_seconds=60, on_progress=print)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.DEVNULL)
    wait_for(tmp_path / "pid")
    child = int((tmp_path / "pid").read_text())
    assert alive(child)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    deadline = time.monotonic() + 30
    while alive(child) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not alive(child)


def test_an_interrupted_one_tidies_up_first(worker: str, tmp_path: Path) -> None:
    working = started(worker, tmp_path, "tidy")
    wait_for(tmp_path / "pid")
    working.interrupt(grace_seconds=30)
    assert (tmp_path / "tidied").is_file()
    assert not alive(working.process.pid)


def test_variables_are_laid_over_the_environment(worker: str, tmp_path: Path) -> None:
    started(worker, tmp_path, "tell", OMP_NUM_THREADS="3").finish()
    assert (tmp_path / "pid").read_text() == "3"
