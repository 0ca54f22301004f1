"""Parts of the benchmark of speech recognition on public recordings, by name."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import pandas as pd

from benchmarks.part_process import Benchmark, Json
from benchmarks.rec_kept import keep, read
from infra.run_store import Reference
from tasks.progress import Event, tell
from tasks.steps import Run

USE_CASE: Final = "speech_recognition"
OURS: Final = "speech recognition"

ask = Benchmark(USE_CASE, "benchmarks.speech_process:parts").ask


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run, references and options, and returns JSON values."""
    from benchmarks import flow_steps

    found: dict[str, Callable[..., Any]] = {
        "prepare": prepare,
        "fit": flow_steps.fit,
        "answer": answer,
        "evaluate": evaluate,
        "enrolled": enrolled,
        "peer": peer,
        "measure": measure,
    }
    return found


def prepare(run: Run, *, fold: int | None, folds: int, words: Sequence[str] | None) -> Json:
    """ingest, validate and build; of other tables where a fold plays the test or few words stay."""
    from benchmarks import flow_steps
    from benchmarks.speech_folds import changed

    same = fold is None and words is None
    return flow_steps.prepare(run, None if same else changed(fold, folds, words))


def answer(run: Run, examples: Reference, bundle: Reference, *, folder: str) -> Json:  # noqa: ARG001 - of all parts
    """Ask the test's recordings, and keep the outcomes.

    Returns:
        `bundle_mb`; `factor`, seconds of computing for each second of sound, by the time of its process alone.
    """
    model = loaded(bundle)
    tell(Event("answer", "advanced", "asking about the test"))
    start = time.process_time()
    outcomes = outcomes_of(Path(examples.directory), model.predict)
    took = time.process_time() - start
    keep(outcomes, Path(folder), OURS)
    return {"bundle_mb": megabytes(bundle), "factor": took / float(outcomes["seconds"].sum())}


def evaluate(run: Run, examples: Reference, bundle: Reference, *, sheets: str | None) -> Json:
    """Evaluate as the flow does, challenges and all; its pictures where they are asked for."""
    from benchmarks import flow_steps

    found = flow_steps.evaluate(run, examples, bundle)
    if sheets is not None:
        Path(sheets).mkdir(parents=True, exist_ok=True)
        place = Path(Reference.from_json(found["references"]["evaluation"]).directory)
        for sheet in sorted((place / "plots").glob("*.png")):
            shutil.copy(sheet, sheets)
    return found


def enrolled(run: Run, examples: Reference, bundle: Reference, *, seconds: Sequence[float], folder: str) -> Json:
    """Ask the test's recordings with and without enrolments of the same speaker, and keep what changed.

    Args:
        run: Of the flow.
        examples: Whose test is asked.
        bundle: That answers.
        seconds: Of an enrolment, at most; each once told what is said in it, and once not.
        folder: Where outcomes are kept.

    Returns:
        `seconds` that were enrolled on average, by what was asked for.
    """
    del run
    from benchmarks.speech_enrolments import ENROLMENT, TEXT, asked, crosswise, gains
    from evaluation import speech_recognition as room

    table, model, found = with_audio(Path(examples.directory)), loaded(bundle), {}
    for most in seconds:
        tell(Event("enrolled", "advanced", f"enrolling speakers with {most:g} seconds"))
        rows = crosswise(table, most)
        plain = room.outcomes(rows, asked(model.predict, rows, ()))
        for how, columns in (("told", (ENROLMENT, TEXT)), ("untold", (ENROLMENT,))):
            own = room.outcomes(rows, asked(model.predict, rows, columns))
            keep(gains(plain, own), Path(folder), f"{most:g} {how}")
        found[f"{most:g}"] = float(rows["enrolled_seconds"].mean())
    return {"seconds": found}


def peer(run: Run, examples: Reference, *, name: str, folder: str) -> Json:  # noqa: ARG001 - of all parts
    """A baseline; see `speech_peers`. Returns `fit_seconds` and `left_out`, the words that it cannot hear."""
    from benchmarks.speech_peers import ready

    tell(Event(name, "advanced", "asking about the test"))
    one = ready(name, Path(examples.directory))
    keep(outcomes_of(Path(examples.directory), one.predict), Path(folder), name)
    return {"fit_seconds": one.fit_seconds, "left_out": list(one.left_out)}


def measure(run: Run, *, answered: Sequence[str], enrolled: Sequence[str]) -> Json:
    """What the kept outcomes of all folds come to; see `speech_scores`."""
    from benchmarks.speech_scores import of_enrolments, of_methods

    resampling = {name: run.parameters["evaluation"][name] for name in ("resamples", "confidence", "seed")}
    return {
        **of_methods(_joined(answered), OURS, resampling),
        "enrolment": of_enrolments(_joined(enrolled), resampling),
    }


def loaded(bundle: Reference) -> Any:
    """The model of a bundle."""
    from models.bundle import open_checked
    from models.speech_recognition import SpeechRecogniser

    return SpeechRecogniser.load(open_checked(bundle.directory))


def megabytes(bundle: Reference) -> float:
    """Of all files of a bundle."""
    return sum(path.stat().st_size for path in bundle.directory.rglob("*") if path.is_file()) / 1e6


def with_audio(examples: Path) -> pd.DataFrame:
    """The test as requests, with the files."""
    from evaluation import speech_recognition as room
    from evaluation.example_files import with_files

    return with_files(room.requests(examples), "audio")


def outcomes_of(examples: Path, predict: Callable[..., pd.DataFrame]) -> pd.DataFrame:
    """Outcomes of the test's recordings."""
    from evaluation import speech_recognition as room

    table = room.requests(examples)
    return room.outcomes(table, predict(room.request_columns(table), room.request_params(table)))


def _joined(folders: Sequence[str]) -> dict[str, pd.DataFrame]:
    """Outcomes by method, of all folds one after the other."""
    every: dict[str, list[pd.DataFrame]] = {}
    for folder in folders:
        for name, rows in read(Path(folder)).items():
            every.setdefault(name, []).append(rows)
    return {name: pd.concat(rows, ignore_index=True) for name, rows in every.items()}
