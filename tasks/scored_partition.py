"""The partition that a scoring run makes: whole or not at all, and never written over."""

from __future__ import annotations

import json
import os
import shutil
import uuid
from contextlib import suppress
from pathlib import Path

from prefect import task

from infra import digests
from infra.errors import DataError, SettingsError
from infra.run_store import Reference
from tasks.score import ANSWERS
from tasks.scoring_job import Job, Part
from tasks.steps import Json

MANIFEST = "_SUCCESS.json"
DRAFTS = ".drafts"


def find(job: Job) -> Json | None:
    """The manifest of the job's partition, None where it was not made yet.

    Raises:
        DataError: What lies there is not what was written.
    """
    if not job.place.exists():
        return None
    try:
        written: Json = json.loads((job.place / MANIFEST).read_text(encoding="utf-8"))
        altered = [
            part["output"]
            for part in written["parts"]
            if part["output"] and digests.of_file(job.place / part["output"]) != part["output_sha256"]
        ]
    except (OSError, ValueError, KeyError) as error:
        raise DataError(f"{job.place} is there and not whole: {error}", _way_out()) from error
    if altered:
        raise DataError(f"{job.place} is there, and {', '.join(altered)} was altered (sha256 differs).", _way_out())
    return written


def _way_out() -> str:
    return "Move it away, then run the same command again: answered parts are kept."


@task(name="publish", persist_result=False)
def publish(job: Json, answers: list[Json], record: Json) -> Json:
    """Make the partition under a draft name and move it into place in one rename.

    Args:
        answers: What `score_part` gave, in the order of the job's parts.
        record: What the manifest holds besides.

    Returns:
        The manifest.

    Raises:
        DataError: No part holds a request.
        SettingsError: Nothing can be written there.
    """
    the_job = Job.from_json(job)
    references = [Reference.from_json(answer["reference"]) for answer in answers]
    if not any(reference.facts["requests"] for reference in references):
        raise DataError(f"{the_job.settings['input']} has no row.", "Fill it.")
    draft = Path(the_job.output) / DRAFTS / f"{the_job.run}-{uuid.uuid4().hex[:8]}"
    try:
        draft.mkdir(parents=True)
        parts = [
            _placed(part, answer, reference, draft / f"part-{number:05}.parquet")
            for number, (part, answer, reference) in enumerate(zip(the_job.parts, answers, references, strict=True))
        ]
        written = {**_described(the_job, parts), **record}
        (draft / MANIFEST).write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
        the_job.place.parent.mkdir(parents=True, exist_ok=True)
        # A directory that holds something cannot be renamed over: what was published stays.
        draft.rename(the_job.place)
    except OSError as error:
        raise SettingsError(
            f"The answers cannot be put into {the_job.place}: {error.strerror}.",
            "Make room or name another --to, then run the same command again: answered parts are kept.",
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        _remove_if_empty(draft.parent)
    return written


def make_ready(job: Job) -> None:
    """Remove what a killed run of this job left; for who holds the job's lock.

    Raises:
        SettingsError: Nothing can be written there.
    """
    nearest = next(place for place in job.place.parents if place.exists())
    if not (nearest.is_dir() and os.access(nearest, os.W_OK)):
        raise SettingsError(f"Nothing can be written to {job.output}.", "Name another directory: --to.")
    for left in (Path(job.output) / DRAFTS).glob(f"{job.run}-*"):
        shutil.rmtree(left, ignore_errors=True)


def _remove_if_empty(directory: Path) -> None:
    with suppress(OSError):
        directory.rmdir()


def _described(job: Job, parts: list[Json]) -> Json:
    return {
        "use_case": job.use_case,
        "model": job.model,
        "model_version": job.version,
        "bundle_sha256": job.bundle_sha256,
        "date": job.date,
        "run": job.run,
        "input": job.settings["input"],
        "input_sha256": digests.of_value([[part.name, part.sha256] for part in job.parts]),
        "columns": list(job.columns),
        "columns_left_out": list(job.ignored),
        "request": job.settings["request"],
        "requests": sum(part["requests"] for part in parts),
        "answers": sum(part["answers"] for part in parts),
        "parts": parts,
    }


def _placed(part: Part, answer: Json, reference: Reference, target: Path) -> Json:
    source = reference.directory / ANSWERS
    # A part without a request has no answers; some formats of parts write empty ones.
    has_answers = source.is_file()
    if has_answers:
        _link_or_copy(source, target)
    return {
        "input": part.name,
        "input_sha256": part.sha256,
        **reference.facts,
        "found": answer["found"],
        "output": target.name if has_answers else None,
        "output_sha256": digests.of_file(target) if has_answers else None,
    }


def _link_or_copy(source: Path, target: Path) -> None:
    """The run store keeps the same bytes; where both lie on one disk they need not be there twice."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
