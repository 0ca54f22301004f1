"""Batch scoring, part by part: each is answered once, by the version that the run resolved."""

from __future__ import annotations

import functools
import time
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING

from prefect import task
from prefect.futures import PrefectFuture, as_completed
from prefect.task_runners import ThreadPoolTaskRunner

from infra import digests, registry, tracking
from infra.errors import DataError
from infra.run_store import RunStore
from tasks import progress
from tasks.answering import answer_file
from tasks.scoring_job import Job, Part
from tasks.steps import Json

if TYPE_CHECKING:
    from mlflow.pyfunc import PyFuncModel

STEP = "score"
ANSWERS = "answers.parquet"

# Threads cannot be interrupted: each looks here between batches.
_stopped = Event()
_loading = Lock()
_loaded: dict[tuple[str, str, str], PyFuncModel] = {}


class StoppedError(RuntimeError):
    """The run ends before this part was answered."""


def score_parts(job: Job) -> list[Json]:
    """Answer all parts, `parallel` at a time; the first that is refused stops those that have not begun.

    Returns:
        What `score_part` gave, in the order of the parts.

    Raises:
        DataError: A part is unreadable or not a request. Finished parts stay in the run store.
    """
    known = job.to_json()
    given: dict[int, Json] = {}
    _stopped.clear()
    progress.tell(progress.Event(STEP, "began"))
    with ThreadPoolTaskRunner[Json](max_workers=job.settings["parallel"]) as runner:
        futures: dict[PrefectFuture[Json], int] = {
            runner.submit(score_part, {"job": known, "number": number}): number for number in range(len(job.parts))
        }
        try:
            for future in as_completed(list(futures)):
                given[futures[future]] = future.result()
                _tell(job, given)
        except BaseException:
            _stopped.set()
            runner.cancel_all()
            raise
    progress.tell(progress.Event(STEP, "ended"))
    return [given[number] for number in range(len(job.parts))]


def _tell(job: Job, given: dict[int, Json]) -> None:
    requests = sum(answer["reference"]["facts"]["requests"] for answer in given.values())
    share = sum(job.parts[number].bytes for number in given) / max(1, sum(part.bytes for part in job.parts))
    label = f"{len(given)} of {len(job.parts)} parts, {requests:,} requests"
    progress.tell(progress.Event(STEP, "advanced", label=label, share=share))


@task(name="score-part", persist_result=False)
def score_part(job: Json, number: int) -> Json:
    """Answer one part with the job's version, unless the run store has its answers.

    Returns:
        The reference to the answers, and whether they were found.

    Raises:
        DataError: The part is unreadable or not a request, or changed since the run began; names the part.
        RegistryError: The version cannot be loaded.
    """
    the_job = Job.from_json(job)
    part = the_job.parts[number]
    store, key = RunStore(), the_job.part_key(part)
    found = store.find(STEP, key)
    written = found or store.write(STEP, key, functools.partial(_answer, the_job, part))
    return {"reference": written.to_json(), "found": found is not None}


def _answer(job: Job, part: Part, out: Path) -> Json:
    model = _model(job)
    began = time.monotonic()
    try:
        asked, answered = answer_file(model, job.asking, Path(part.path), out / ANSWERS, _go_on, may_be_empty=True)
        if digests.of_file(Path(part.path)) != part.sha256:
            raise DataError("The file changed while it was read.", "Write it under another name, then rename it.")
    except (DataError, FileNotFoundError) as error:
        raise _in_part(part, error) from error
    return {"requests": asked, "answers": answered, "seconds": round(time.monotonic() - began, 3)}


def _go_on(_asked: int) -> None:
    """Between two batches of a part.

    Raises:
        StoppedError: The run was cancelled, interrupted, or another part was refused.
    """
    if _stopped.is_set():
        raise StoppedError("The run was told to end; this part is answered by the next one.")


def _in_part(part: Part, error: Exception) -> DataError:
    problem, remedy = (error.problem, error.remedy) if isinstance(error, DataError) else (str(error), "")
    return DataError(f"{part.name}: {problem}", remedy)


def _model(job: Job) -> PyFuncModel:
    """The job's version, loaded once a process; its threads share it."""
    client = tracking.open_client()
    wanted = (client.tracking_uri, job.model, job.version)
    with _loading:
        if wanted not in _loaded:
            # One model in memory: a worker process that lives on will next be asked for another version.
            _loaded.clear()
            _loaded[wanted] = registry.load(client, job.model, job.version)
        return _loaded[wanted]
