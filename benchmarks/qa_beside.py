"""Ours beside its own parts and its peers, on the same questions and passages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.rec_kept import keep
from tasks.progress import Event, tell
from tasks.steps import Run

Json = dict[str, Any]


def asked_of(
    run: Run, answerer: Any, folders: tuple[Path, Path], ours: pd.DataFrame, folder: Path, *, learned: bool = True
) -> Json:
    """Of the test of examples; `folders`: theirs, and one for them whole. Peers that learn do from all but the test."""
    from benchmarks.qa_peers import WORDS, alone, of_words
    from benchmarks.qa_pool import Pool
    from benchmarks.qa_whole import whole

    was = whole(*folders)
    ranking = answerer.parameters.ranking
    pool = Pool.of(folders[1], answerer, ranking.reader.folds)
    asked = (was == "test").to_numpy()
    own = {int(row): pool.judged[row] for row in np.flatnonzero(asked)}
    # read anew, as a request's are: in full precision
    told = [replace(one.passages, vectors=None) for one in own.values()]
    ranked = answerer.ranking.ranked([one.asked for one in own.values()], told)
    scores = alone(dict(zip(own, ranked, strict=True)))
    if learned:
        scores[WORDS] = pool.scores(of_words(pool, asked[pool.pairs.question], ranking.forest, *_of_models(run)))
    return of_methods(run, pool, ours, scores, asked, folder)


def of_methods(run: Run, pool: Any, ours: pd.DataFrame, own: Json, asked: Any, folder: Path) -> Json:
    """Ours beside BM25, MiniLM and what is held against it besides.

    Args:
        run: Of the flow.
        pool: All questions.
        ours: Outcomes of those that are asked.
        own: Scores of other methods, see `Pool.outcomes`.
        asked: Which questions are, (q,).
        folder: For the outcomes of each method.

    Returns:
        `questions`, `answerable`; `methods` and `ahead`, see `qa_compared.compared`; `curve`, of ours.
    """
    from benchmarks import qa_compared, qa_peers

    scores = {qa_peers.BM25: pool.scores(qa_peers.bm25(pool))}
    tell(Event("peers", "advanced", qa_peers.MINILM))
    scores[qa_peers.MINILM] = pool.scores(qa_peers.minilm(pool, _of_models(run)[0]))
    outcomes = {qa_compared.OURS: ours}
    outcomes |= {name: pool.outcomes(one, asked) for name, one in (scores | own).items()}
    for name, rows in outcomes.items():
        keep(rows, folder, name)
    told = qa_compared.compared(outcomes, resampling_of(run))
    counts = {"questions": len(ours), "answerable": int(ours["answerable"].sum())}
    return {**counts, **told, "curve": qa_compared.curve(ours, resampling_of(run))}


def _of_models(run: Run) -> tuple[int, int]:
    """Threads and seed."""
    return run.parameters["models"]["threads"], run.parameters["models"]["seed"]


def resampling_of(run: Run) -> Json:
    return {name: run.parameters["evaluation"][name] for name in ("resamples", "confidence", "seed")}
