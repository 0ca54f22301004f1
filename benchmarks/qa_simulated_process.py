"""Parts of the measurement of question answering on the simulated shop, whose truth is known, by name."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pandas as pd

from benchmarks.part_process import Benchmark, Json
from benchmarks.qa_process import USE_CASE
from infra.run_store import Reference
from tasks.progress import Event, tell
from tasks.steps import Run

TOLD, STORED = "told", "stored"  # with the candidates that were judged; of all that the bundle holds of the product
WAYS: Final = (STORED, TOLD)

ask = Benchmark(USE_CASE, "benchmarks.qa_simulated_process:parts").ask


def parts() -> dict[str, Callable[..., Json]]:
    """The parts by name; each takes the run, references and options, and returns JSON values."""
    from benchmarks import flow_steps

    found: dict[str, Callable[..., Any]] = {
        "prepare": flow_steps.prepare,
        "planted": planted,
        "fit": flow_steps.fit,
        "evaluate": flow_steps.evaluate,
        "truth": truth,
    }
    return found


def planted(_run: Run, tables: Reference, clean: Reference) -> Json:
    """What was wrong in the tables and what was set aside; see `qa_planted.counted`."""
    from benchmarks.qa_planted import counted

    return counted(Path(tables.directory), Path(clean.directory))


def truth(run: Run, tables: Reference, examples: Reference, bundle: Reference) -> Json:
    """Ask a model the questions of the test whose truth is known, in both ways and at each promise.

    Returns:
        `questions`, `answerable`; by way `levels`, a record each (`precision`, and `qa_simulated_measures.at_level`),
        what `qa_simulated_measures.of_way` returns, and `ms` a question of a batch; `promises` of the bundle.
    """
    from benchmarks.qa_simulated_measures import at_level, of_way
    from benchmarks.qa_simulated_truth import Truth
    from evaluation.question_answering import request_columns
    from models.bundle import open_checked
    from models.question_answering import QuestionAnswerer

    model = QuestionAnswerer.load(open_checked(bundle.directory))
    place = Path(examples.directory)
    known = Truth.read(Path(tables.directory), place)
    resampling = {name: run.parameters["evaluation"][name] for name in ("resamples", "confidence", "seed")}
    levels = sorted(run.parameters["models"]["abstention"]["levels"])
    found: Json = {}
    for way in WAYS:
        requests = request_columns(known.table)
        if way == STORED:
            requests = requests.assign(candidates=pd.Series([None] * len(requests), index=requests.index, dtype="str"))
        tell(Event("truth", "advanced", f"asking {len(requests):,} questions, {way}"))
        start = time.perf_counter()
        own = known.outcomes(model.predict(requests), place)
        milliseconds = (time.perf_counter() - start) * 1e3 / len(requests)
        records = []
        for precision in levels:
            rows = known.outcomes(model.predict(requests, {"precision": precision}), place)
            records.append({"precision": precision, **at_level(rows, resampling)})
        found[way] = {"levels": records, **of_way(own, resampling), "ms": milliseconds}
    return {
        "questions": len(known.table),
        "answerable": int(known.table["answerable"].sum()),
        "ways": found,
        "promises": model.facts["levels"],
    }
