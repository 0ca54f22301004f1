"""Parts of the measurement of speech recognition on simulated orders, whose truth is known, by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.part_process import Benchmark, Json
from benchmarks.speech_process import USE_CASE, loaded
from infra.run_store import Reference
from tasks.progress import Event, tell
from tasks.steps import Run

ask = Benchmark(USE_CASE, "benchmarks.speech_simulated_process:parts").ask


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run, references and options, and returns JSON values."""
    from benchmarks import flow_steps
    from benchmarks.speech_process import evaluate

    found: dict[str, Callable[..., Any]] = {
        "prepare": flow_steps.prepare,
        "fit": flow_steps.fit,
        "evaluate": evaluate,
        "truth": truth,
        "noisy": noisy,
    }
    return found


def truth(run: Run, tables: Reference, examples: Reference, bundle: Reference) -> Json:
    """Hold the answers on the test's recordings against what is behind these.

    Returns:
        `recordings`, how many; `bands`, by what they are, see `speech_simulated_truth.banded`.
    """
    from benchmarks.speech_simulated_truth import banded, with_truth
    from evaluation import speech_recognition as room

    table = room.requests(Path(examples.directory))
    tell(Event("truth", "advanced", f"asking about {len(table):,} recordings"))
    answers = loaded(bundle).predict(room.request_columns(table), room.request_params(table))
    outcomes = with_truth(room.outcomes(table, answers), Path(tables.directory))
    return {"recordings": len(outcomes), "bands": banded(outcomes, resampling_of(run))}


def noisy(run: Run, tables: Reference, examples: Reference, bundle: Reference, *, snrs: Sequence[float]) -> Json:
    """Ask clean recordings of voices never heard as they are, and in noises of the test.

    Returns:
        `ratios`, the clean ones first: `decibels`, None there, `recordings`, and `measures`, see
        `speech_simulated_truth.MEASURED`.
    """
    from benchmarks.search_statistics import measured
    from benchmarks.speech_simulated_truth import MEASURED
    from evaluation.speech_asking import Asking, Samples
    from evaluation.speech_surroundings import noises_of
    from models.speech_recognition.changes import stretch, with_noise

    sample = clean(Path(tables.directory), Path(examples.directory))
    asking = Asking(loaded(bundle), Path(examples.directory), run.parameters["evaluation"])
    noises = [one for kind in noises_of(asking.examples, int(asking.settings["seed"]))[0].values() for one in kind]
    found = []
    for decibels in (None, *snrs):
        tell(Event("noisy", "advanced", "clean" if decibels is None else f"at {decibels:g} dB"))

        def change(samples: Samples, place: int, rng: np.random.Generator, at: float | None = decibels) -> Samples:
            noise = stretch(rng, noises[place % len(noises)], len(samples))
            return samples if at is None else with_noise(samples, noise, at)

        asked = sample if decibels is None else asking.changed(sample, change)
        measures = measured(asking.outcomes(asked), MEASURED, resampling_of(run))
        found.append({"decibels": decibels, "recordings": len(asked), "measures": measures})
    return {"ratios": found}


def clean(tables: Path, examples: Path) -> pd.DataFrame:
    """Requests of the test's orders of voices never heard that have neither noise nor room, with their files."""
    from benchmarks.speech_process import with_audio
    from benchmarks.speech_simulated_truth import with_truth

    table = with_truth(with_audio(examples), tables)
    chosen = table["expected"] & table["unseen_speaker"] & table["noise"].isna() & table["room"].isna()
    return table[chosen.to_numpy(dtype=bool)].reset_index(drop=True)


def resampling_of(run: Run) -> Json:
    """How intervals are drawn."""
    return {name: run.parameters["evaluation"][name] for name in ("resamples", "confidence", "seed")}
