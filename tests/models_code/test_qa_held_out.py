"""What is told of held-out questions comes from parts that have not learned from them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from models.question_answering import reader_fitting
from models.question_answering.judged_pairs import Pairs
from models.question_answering.ranking_fitting import _sure
from models.question_answering.ranking_settings import RankingSettings
from models.question_answering.reader_texts import Texts

FOLD = np.repeat([0, 1, 2], 4)
STORED = np.arange(12) % 4 == 3
NUMBER = np.arange(12)


def test_a_fold_is_as_sure_as_the_others_were_right() -> None:
    fold = np.repeat([0, 1], 50)
    sure = _sure(np.zeros(100), fold == 0, fold, RankingSettings())
    assert sure[fold == 0].max() < 0.2 < 0.8 < sure[fold == 1].min()


def test_no_reader_reads_what_it_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    learned: list[list[int]] = []

    class Reader:
        @classmethod
        def fit(cls, *told: Any) -> Reader:
            learned.append(told[1].tolist())
            return cls()

        def log_odds(self, questions: list[str], *told: Any) -> Any:
            # beside its own fold, what only stored lists hold is read and not learned
            assert {int(one) for one in questions}.isdisjoint(learned[-1])
            return np.array(told[1], dtype=float)

    monkeypatch.setattr(reader_fitting, "Reader", Reader)
    names = [str(row) for row in NUMBER]
    flat = Pairs(np.zeros((12, 1)), STORED, STORED, NUMBER, np.arange(13), FOLD, STORED)
    read = reader_fitting._read_out_of_fold(
        Texts(names, names, NUMBER, np.ones(12)), np.ones(12, dtype=bool), flat, RankingSettings().reader, 0, 1, print
    )
    assert read.tolist() == NUMBER.tolist()
    others = [[row for row in range(12) if FOLD[row] != held and not STORED[row]] for held in range(3)]
    assert learned == others
