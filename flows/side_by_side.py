"""Several use cases at once, each in a process of its own; one that fails stops none of the others."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from flows.console import FAULT, INTERRUPTED
from infra import environment, processes
from infra.errors import UserError
from infra.module_process import ModuleProcess
from params.base import FlowParameters

MODULE = "flows.use_case_process"
GIGABYTE = 1e9
# Of each process, where the user has not set it.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

Told = Callable[[str, str, float], None]


@dataclass(frozen=True)
class Ended:
    """How the run of a use case ended.

    Args:
        summary: As `tasks.register.register` gives it; None where it failed.
        problem: What it failed of.
        remedy: The way out of that, where a user has one.
        exit_code: Of that failure, 0 where there is none.
        log: What a failed process printed.
    """

    use_case: str
    summary: Mapping[str, Any] | None = None
    problem: str = ""
    remedy: str = ""
    exit_code: int = 0
    log: Path | None = None


@dataclass
class SideBySide:
    """Use cases that run at once.

    Args:
        jobs: As many at a time.
        grace_seconds: How long an interrupted one has to close what it opened.
        told: Called from threads with a use case, what it does and the share done.
        began: Called from threads with a use case.
    """

    jobs: int
    grace_seconds: float
    told: Told
    began: Callable[[str], None] = lambda _use_case: None
    _working: dict[str, ModuleProcess] = field(default_factory=dict)
    _starting: threading.Lock = field(default_factory=threading.Lock)
    _stopped: bool = False

    def run(self, parameters: Mapping[str, FlowParameters], ended: Callable[[Ended], None]) -> None:
        """Run them all, in this order, and tell of each how it ended; an interrupt ends those under way."""
        pool = ThreadPoolExecutor(self.jobs)
        try:
            waiting = {pool.submit(self._one, name, values) for name, values in parameters.items()}
            while waiting:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for one in done:
                    ended(one.result())
        except BaseException:
            self._stop()
            raise
        finally:
            pool.shutdown(cancel_futures=True)

    def _one(self, use_case: str, parameters: FlowParameters) -> Ended:
        with tempfile.TemporaryDirectory() as place:
            scratch = Path(place)
            request = {
                "use_case": use_case,
                "parameters": parameters.model_dump(mode="json"),
                "result": str(scratch / "summary.json"),
            }
            working = self._start(use_case, request, scratch)
            if working is None:
                return Ended(use_case, problem="interrupted before it began", exit_code=INTERRUPTED)
            try:
                working.finish()
                return Ended(use_case, summary=processes.read_result(Path(request["result"])))
            except UserError as error:
                return Ended(use_case, problem=error.problem, remedy=error.remedy, exit_code=error.exit_code)
            except Exception as error:
                last = (str(error).strip().splitlines() or [type(error).__name__])[-1]
                return Ended(use_case, problem=last, exit_code=FAULT, log=_kept(working.log, use_case))

    def _start(self, use_case: str, request: dict[str, Any], scratch: Path) -> ModuleProcess | None:
        """A process for a use case; none any more after an interrupt."""
        with self._starting:
            if self._stopped:
                return None
            self.began(use_case)
            working = self._working[use_case] = ModuleProcess.start(
                MODULE,
                request,
                scratch=scratch,
                on_progress=lambda label, share: self.told(use_case, label, share),
                variables=threads_of_each(self.jobs),
            )
        return working

    def _stop(self) -> None:
        with self._starting:
            self._stopped = True
        with ThreadPoolExecutor(len(self._working) or 1) as pool:
            list(pool.map(lambda working: working.interrupt(self.grace_seconds), self._working.values()))


def jobs_that_fit(asked: int, gigabytes: float) -> int:
    """As many as the free memory takes, at least one and at most those asked for."""
    return max(1, min(asked, int(psutil.virtual_memory().available / (gigabytes * GIGABYTE))))


def threads_of_each(jobs: int) -> dict[str, str]:
    """Variables by which so many processes share the cores; what the user set stays."""
    share = str(max(1, (os.cpu_count() or 1) // jobs))
    return {name: share for name in THREADS if name not in os.environ}


def in_order(names: Iterable[str], first: Iterable[str]) -> list[str]:
    """The names, those of `first` before the others."""
    names = list(names)
    begun = [name for name in first if name in names]
    return [*begun, *(name for name in names if name not in begun)]


def _kept(log: Path, use_case: str) -> Path:
    """The log of a failed process, where it stays."""
    place = environment.state_directory() / "logs" / f"{use_case}.txt"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(log.read_bytes())
    return place
