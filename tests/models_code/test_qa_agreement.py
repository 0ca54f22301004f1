"""Whether passages of a product say the same."""

from __future__ import annotations

import numpy as np
import pytest

from models.question_answering.agreement import NAMES, agreement_columns
from models.question_answering.passages import Passages


def told(texts: list[str], sources: list[str], question: str = "how heavy is it?") -> dict[str, list[float]]:
    """Columns by name, where all passages are alike in meaning and the first is nearest to the question."""
    count = len(texts)
    table = agreement_columns(
        question, Passages.told(texts, sources), -np.arange(count, dtype=float), np.ones((count, count))
    )
    return {name: table[:, place].tolist() for place, name in enumerate(NAMES)}


def test_numbers_that_others_tell_too_are_told_from_those_that_they_deny() -> None:
    found = told(
        ["It weighs 4 kg. Question: Is it over 9?", "weight: 0.2 kg", "About 0.2 kg.", "Nice colour."],
        ["community", "attribute", "review", "review"],
    )
    assert found["same_numbers_maker"][0] == found["same_numbers_customers"][0] == 0.0
    # the second nearest counts a half, the third a third
    assert found["other_numbers_maker"][0] == pytest.approx(1 / 2)
    assert found["other_numbers_customers"][0] == pytest.approx(1 / 3)
    assert found["same_numbers_customers"][1] == pytest.approx(1 / 3)
    assert found["same_numbers_maker"][2] == pytest.approx(1 / 2)
    assert np.isnan(found["same_numbers_maker"][3])


def test_numbers_of_the_question_answer_nothing() -> None:
    found = told(["Fits 12 inch.", "12 inch: yes"], ["review", "attribute"], "does it fit 12 inch?")
    assert np.isnan(found["same_numbers_maker"]).all()


def test_yes_and_no_are_told_apart() -> None:
    found = told(["It does not fold.", "foldable: no", "Mine folds flat."], ["community", "attribute", "review"])
    assert found["same_sign_maker"][0] == pytest.approx(1 / 2)
    assert found["other_sign_customers"][0] == pytest.approx(1 / 3)
    assert found["other_sign_maker"][2] == pytest.approx(1 / 2)


def test_praise_agrees_with_what_most_customers_say() -> None:
    found = told(
        ["A great lamp.", "Not great.", "It is awful.", "a perfect lamp"], ["review", "review", "review", "bullet"]
    )
    assert found["praise"] == [1.0, -1.0, -1.0, 0.0]
    assert found["praise_agrees"][0] < 0 < found["praise_of_others"][1]
    assert found["praise_agrees"][3] == 0.0


def test_customers_who_find_it_neither_good_nor_bad_are_middling() -> None:
    texts = [
        "The lamp seems ok to me.",
        "Nothing to rave about.",
        "Die Qualität: mittelmäßig",
        "A great lamp.",
        "average",
    ]
    found = told(texts, ["review"] * 4 + ["attribute"])
    assert found["middling"] == [1.0, 1.0, 1.0, 0.0, 0.0]


@pytest.mark.parametrize("count", [0, 1])
def test_where_there_is_no_other_nothing_agrees(count: int) -> None:
    found = told(["It weighs 4 kg."] * count, ["review"] * count)
    assert all(len(column) == count for column in found.values())
    assert found["same_numbers_maker"] == [0.0] * count
