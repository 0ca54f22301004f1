"""Questions of which only answers are known teach the cross-encoder and nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from models.question_answering import examples
from models.question_answering.shown import is_shown, shown_pairs
from tests.models_code.qa_shop import write_shop


def with_shown(place: Path) -> tuple[Path, str]:
    """A shop of which all that was judged of one product answers, and this product."""
    place.mkdir()
    write_shop(place, products=8)
    questions = pd.read_parquet(place / "train.parquet")
    product = questions["product_id"].dropna().iloc[0]
    every = pd.concat([questions, pd.read_parquet(place / "valid.parquet")])
    own = every.loc[every["product_id"] == product, "example_id"]
    rows = pd.read_parquet(place / "candidates.parquet")
    rows[~rows["example_id"].isin(own) | (rows["grade"] == 2)].to_parquet(place / "candidates.parquet", index=False)
    return place, product


def test_questions_of_products_of_which_all_answers_are_not_ranked(tmp_path: Path) -> None:
    before = examples.read(write_shop(tmp_path, products=8))
    assert not len(before.shown)
    data = examples.read((found := with_shown(tmp_path / "b"))[0])
    assert set(data.shown["product_id"]) == {found[1]}
    aside = set(data.shown["example_id"])
    assert aside
    assert aside.isdisjoint(data.questions["example_id"])
    assert len(data.questions) == len(before.questions) - len(aside)
    asked = data.questions["example_id"].iloc[data.candidates["question"].to_numpy()]
    assert asked.tolist() == data.candidates["example_id"].tolist()


def test_where_nothing_was_judged_wrong_all_stays_as_it_is() -> None:
    questions = pd.DataFrame({"product_id": ["p", "q"]})
    candidates = pd.DataFrame({"question": [0, 1], "text": ["a", "b"], "source": "review", "grade": [2, 2]})
    assert not is_shown(questions, candidates, 1).any()
    assert is_shown(questions, candidates.assign(grade=[2, 1]), 1).tolist() == [True, False]


def test_where_too_few_other_products_are_left_none_is_set_aside(tmp_path: Path) -> None:
    found = with_shown(tmp_path / "b")[0]
    assert not len(examples.read(found, 8).shown)  # 7 are left
    assert len(examples.read(found, 7).shown)


def test_shown_questions_are_taught_with_other_passages_of_their_product() -> None:
    shown = pd.DataFrame(
        {"example_id": ["1", "2"], "question": ["how heavy?", "blue?"], "product_id": "p", "text": ["2 kg", "blue mug"]}
    ).assign(source="description")
    texts = pd.DataFrame({"product_id": ["p", "p", "p", "q"], "text": ["2 kg", "blue mug", "I like it", "other"]})
    pairs = shown_pairs(shown, texts.assign(source="description"), 5, 0)
    wrong = [row for row, chance in enumerate(pairs.chance.tolist()) if not chance]
    told = {one: {pairs.passages[row] for row in wrong if pairs.questions[row] == one} for one in shown["question"]}
    assert told == {
        "how heavy?": {"description: blue mug", "description: I like it"},
        "blue?": {"description: 2 kg", "description: I like it"},
    }
    right = np.array(pairs.passages)[pairs.chance == 1]
    assert right.tolist() == ["description: 2 kg", "description: blue mug"]
    assert len(shown_pairs(shown, texts.assign(source="review"), 1, 0).questions) == 4
