"""What is told of a question with a passage."""

from __future__ import annotations

import numpy as np
import pytest

from models.question_answering import word_columns
from models.question_answering.columns import NAMES, Asked, columns_of, compared
from models.question_answering.corpus import Corpus, stems
from models.question_answering.kind_names import KINDS
from models.question_answering.passages import Passages, parted

PASSAGES = Passages.told(
    [
        "no, it runs on 2 AA batteries. Question: does it need batteries?",
        "the strap is brown leather",
        "batteries: 2 AA",
    ],
    ["community", "review", "attribute"],
)
QUESTION = "does it need 2 batteries?"
CORPUS = Corpus.fit([*PASSAGES.texts, "it is fine", "it is ok"], [QUESTION, "does it float?", "does it fit?"])


def words_told(row: int) -> dict[str, float]:
    table = word_columns.word_columns(QUESTION, "watch", PASSAGES, CORPUS)
    return dict(zip(word_columns.NAMES, table[row].tolist(), strict=True))


def test_a_communitys_answer_is_parted_from_its_question() -> None:
    assert parted("yes. Question: is it?", "community") == ("yes.", "is it?")
    assert parted("yes. Question: is it?", "review") == ("yes. Question: is it?", "")


def test_words_that_answer_are_counted_where_they_stand() -> None:
    community, strap, attribute = (words_told(row) for row in range(3))
    assert community["coverage"] == 1.0
    assert community["asked_coverage"] > 0.5
    assert community["says_no"] == 1.0
    assert strap["coverage"] == strap["bm25"] == 0.0
    assert attribute["bm25"] > 0
    assert attribute["numbers_found"] == 1.0
    assert np.isnan(attribute["asked_coverage"])
    assert np.isnan(attribute["asked_bm25"])


def test_words_of_the_title_tell_nothing_of_a_passage() -> None:
    table = word_columns.word_columns("need batteries", "batteries", PASSAGES, CORPUS)
    beside = table[:, word_columns.NAMES.index("bm25_beside_title")]
    assert beside[2] == 0.0 < table[2, word_columns.NAMES.index("bm25")]


def test_a_word_that_all_questions_have_tells_less_than_one_that_few_have() -> None:
    assert CORPUS.weight("doe") < CORPUS.weight("batteri")
    assert CORPUS.weight("unheard") >= max(CORPUS.weights.values())


def test_one_and_many_are_one_word() -> None:
    one, many = stems(["fitted straps", "fits strap"])
    assert one[1] == many[1] == "strap"
    assert stems(["is as"]) == [["is", "as"]]


def test_a_list_is_compared_within_itself() -> None:
    table = compared(np.array([3.0, np.nan, 5.0, 5.0]))
    assert table[:, 0].tolist()[2:] == [0.0, 0.0]
    assert table[0, 0] == -2.0
    assert np.isnan(table[1, 0])
    assert table[:, 1].tolist() == [5.0] * 4
    assert table[0, 3] == 2.0
    assert table[2, 3] == table[3, 3] == 0.0
    assert np.isnan(compared(np.full(3, np.nan))).all()


@pytest.mark.parametrize("rows", [0, 1, 3])
def test_there_are_as_many_columns_as_names(rows: int) -> None:
    own = PASSAGES.take(np.arange(rows))
    vectors = np.full((rows, 2, 4), 0.5, dtype=np.float32)
    passages = Passages(own.texts, own.sources, own.weights, own.seconds, own.ids, vectors)
    asked = Asked(QUESTION, "", np.full(len(KINDS), 1 / len(KINDS)), np.full(4, 0.5, dtype=np.float32))
    assert columns_of(asked, passages, CORPUS).shape == (rows, len(NAMES))
    assert len(set(NAMES)) == len(NAMES)


def test_no_column_is_the_number_of_candidates_or_of_those_of_a_source() -> None:
    def columns(rows: int) -> np.ndarray:
        own = Passages.told(["the strap is brown leather"] * rows, ["review"] * rows)
        vectors = np.full((rows, 2, 4), 0.5, dtype=np.float32)
        asked = Asked(QUESTION, "", np.full(len(KINDS), 1 / len(KINDS)), np.full(4, 0.5, dtype=np.float32))
        passages = Passages(own.texts, own.sources, own.weights, own.seconds, own.ids, vectors)
        return columns_of(asked, passages, CORPUS)[0]

    counted = (columns(7) == 7) & (columns(13) == 13)
    assert np.array(NAMES)[counted].tolist() == []
