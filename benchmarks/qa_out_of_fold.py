"""Ours fitted on all questions, and what it answers to each by parts that had not learned from its product."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from evaluation.qa_requests import requests
from models.question_answering import examples
from models.question_answering.answering import Answerer
from models.question_answering.answers import Place, answer_frame
from models.question_answering.fitting import fit
from models.question_answering.parameters import QuestionAnsweringParameters
from models.question_answering.ranked import Ranked
from models.question_answering.unseen import Unseen
from models.steps import Steps
from tasks.progress import Event, tell

_STEP: Final = "folds"


def answered(whole: Path, chosen: QuestionAnsweringParameters) -> tuple[Answerer, Unseen, pd.DataFrame, pd.DataFrame]:
    """Fit, and gather the answers.

    Args:
        whole: See `qa_whole.whole`.
        chosen: Settings; `ranking.reader.folds` parts of the products are held out in turn.

    Returns:
        What was fitted; each question's passages in order and its answer by what had not learned from it; the
        questions as `qa_requests.requests` gives them; and the answers as a request gets them, all of them given,
        however unsure.
    """
    data = examples.read(whole)
    steps = Steps(lambda what, done: tell(Event(_STEP, "advanced", what, done)))
    answerer, unseen, _, _ = fit(data, chosen, steps)
    table = requests(whole)
    ids = data.questions["example_id"].astype("str").tolist()
    if ids != table["example_id"].astype("str").tolist():
        raise ValueError("The questions that were learned from are not those that are asked.")
    answers = answer_frame(
        ids,
        [one.answer for one in unseen.found],
        unseen.found,
        [None] * len(ids),
        [places(one, chosen.ranked) for one in unseen.ranked],
    )
    return answerer, unseen, table, answers


def places(ranked: Ranked, most: int) -> list[Place]:
    """The best candidates of a question, in order."""
    own, scores = ranked.passages, np.asarray(ranked.scores, dtype=np.float64)
    return [Place(own.texts[row], own.sources[row], float(scores[row])) for row in ranked.order[:most].tolist()]
