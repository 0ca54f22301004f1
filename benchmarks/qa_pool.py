"""Questions with judged passages, as ours and its peers are asked them: the same passages in the same order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import pandas as pd

from evaluation import qa_outcomes
from evaluation.qa_requests import requests
from models.question_answering.answering import Answerer
from models.question_answering.answers import Place, answer_frame
from models.question_answering.examples import Examples, read
from models.question_answering.finding import Finding
from models.question_answering.judged_pairs import Judged, Pairs, pairs_of
from models.question_answering.judging import groups_of, questions_of_examples
from models.question_answering.meanings import with_meanings
from models.question_answering.passages import Flags, Ints, Passages, Reals
from models.question_answering.ranked import in_order
from models.question_answering.understood import understood


@dataclass(frozen=True)
class Pool:
    """q questions.

    Attributes:
        table: As `qa_requests.requests` gives them.
        judged: Each with its passages.
        pairs: The same, laid out; its folds are dealt as the ranking deals them.
    """

    table: pd.DataFrame
    judged: Sequence[Judged]
    pairs: Pairs

    @classmethod
    def of(cls, whole: Path, answerer: Answerer, folds: int) -> Self:
        """All questions of examples.

        Args:
            whole: See `qa_whole.whole`.
            answerer: Which understands questions, and knows how much words tell.
            folds: Into which products are dealt.

        Raises:
            ValueError: A question has no judged passage.
        """
        data, parameters = read(whole), answerer.parameters
        questions = questions_of_examples(data)
        if any(one is None for one in questions.candidates):
            raise ValueError("A question has no judged passage: it cannot be asked of methods that only rank.")
        told = [Passages.told(list(one.texts), list(one.sources)) for one in questions.candidates if one is not None]
        known = with_meanings(told, parameters.ranking.retrieval.pieces, parameters.threads)
        group = groups_of(data)
        asked = understood(questions, data.names, answerer.understanding, answerer.spelling, parameters)
        judged = [
            Judged(asked.asked(questions, row, data.names), own, grades, int(group[row]))
            for row, (own, grades) in enumerate(zip(known, _grades(data), strict=True))
        ]
        return cls(requests(whole), judged, pairs_of(judged, answerer.ranking.corpus, folds, parameters.seed))

    def scores(self, by_pair: Reals) -> dict[int, Reals]:
        """What is told of pairs, by number of the question."""
        return dict(enumerate(self.pairs.parts(by_pair)))

    def outcomes(self, scores: Mapping[int, Reals], asked: Flags) -> pd.DataFrame:
        """What a method comes to that answers each question with the passage of the highest score, as sure as that.

        Equal scores stand in the order of the passages, which is that of a hash.

        Args:
            scores: Of the passages of each question that counts, by its number.
            asked: Which questions count, (q,).

        Returns:
            See `qa_outcomes.compared`.
        """
        rows = np.flatnonzero(asked).tolist()
        found, places = [], []
        for row in rows:
            own, values = self.judged[row].passages, scores[row]
            order = in_order(values).tolist()
            first = order[0]
            found.append(Finding(own.texts[first], own.sources[first], own.texts[first], None, float(values[first])))
            places.append([Place(own.texts[at], own.sources[at], float(values[at])) for at in order])
        table = self.table.iloc[rows].reset_index(drop=True)
        ids = table["example_id"].astype("str").tolist()
        answers = answer_frame(ids, [one.answer for one in found], found, [None] * len(rows), places)
        return qa_outcomes.outcomes(table, answers)


def _grades(data: Examples) -> list[Ints]:
    passages = data.candidates[data.of_passages()]
    return [rows.to_numpy(dtype=np.int64) for _, rows in passages.groupby("question", sort=True)["grade"]]
