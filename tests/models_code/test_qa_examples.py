"""Examples read from disk, the store of passages, and questions of the examples as requests."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.question_answering import examples, passage_store
from models.question_answering.judging import groups_of, judged_by_question, questions_of_examples
from models.question_answering.passage_store import PassageStore
from models.question_answering.passages import Floats
from tests.models_code.qa_shop import write_shop


def made_up(texts: list[str], pieces: int, threads: int) -> Floats:
    """Vectors without a network: lengths of texts."""
    assert pieces > threads > 0
    return np.array([[len(text) / 64, 1.0] for text in texts], dtype=np.float32).reshape(len(texts), 2)


def test_questions_of_train_and_valid_are_read_and_the_tests_are_not(tmp_path: Path) -> None:
    write_shop(tmp_path, products=8)
    rows = pd.read_parquet(tmp_path / "candidates.parquet")
    strange = rows.assign(split="test", example_id="x" + rows["example_id"])
    pd.concat([rows, strange]).to_parquet(tmp_path / "candidates.parquet", index=False)
    data = examples.read(tmp_path)
    assert len(data.questions) == 8 * 7
    assert data.questions["split"].value_counts().to_dict() == {"valid": 42, "train": 14}
    assert len(data.candidates) == len(rows)
    assert data.of_passages().sum() == len(rows) - 8
    assert data.names.title("p3") == "Lamp number 3"
    assert data.names.categories["p3"] == "lamps"


def test_questions_are_asked_as_they_were_judged(tmp_path: Path) -> None:
    data = examples.read(write_shop(tmp_path, products=8))
    questions, judged = questions_of_examples(data), judged_by_question(data)
    for row, told in enumerate(questions.candidates):
        own = questions.customers[row] is not None
        assert (told is None) == own
        if told is not None:
            assert list(told.texts) == judged[row]["text"].tolist()
    assert questions.seconds.tolist() == [pd.Timestamp("2025-05-01", tz="UTC").timestamp()] * len(questions)
    # a customer's question is of no product, so of a group of its own
    assert len(np.unique(groups_of(data))) == 16


def test_a_rewording_is_in_the_group_of_its_original(tmp_path: Path) -> None:
    write_shop(tmp_path, products=8)
    rows = pd.read_parquet(tmp_path / "train.parquet")
    rows.loc[1:2, ["product_id", "customer_id"]] = None
    rows.loc[1:2, "rewording_of"] = rows.loc[0, "example_id"]
    rows.to_parquet(tmp_path / "train.parquet", index=False)
    assert len(set(groups_of(examples.read(tmp_path))[:3].tolist())) == 1


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("grade", 3, r"candidates: 1 of 344 have no grade of 0, 1 or 2"),
        ("example_id", "strange", r"candidates: 1 of 344 are of no question of train or valid"),
    ],
)
def test_candidates_that_cannot_be_used_are_refused(tmp_path: Path, column: str, value: object, message: str) -> None:
    write_shop(tmp_path, products=8)
    rows = pd.read_parquet(tmp_path / "candidates.parquet")
    rows.loc[5, column] = value
    rows.to_parquet(tmp_path / "candidates.parquet", index=False)
    with pytest.raises(ValueError, match=message):
        examples.read(tmp_path)


def test_the_store_gives_the_passages_of_a_product(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passage_store, "meanings", made_up)
    data = examples.read(write_shop(tmp_path, products=8))
    store = PassageStore.fit(data.texts.sample(frac=1, random_state=0), 128, 1)
    (tmp_path / "stored").mkdir()
    store.save(tmp_path / "stored")
    for found in (store, PassageStore.load(tmp_path / "stored")):
        own = found.about("p3")
        assert sorted(own.texts) == sorted(data.texts.loc[data.texts["product_id"] == "p3", "text"])
        assert own.vectors is not None
        place = own.sources.index("community")
        said, asked = "Yes, it can be dimmed.", "can I dim it?"
        assert own.vectors[place].tolist() == made_up([said, asked], 128, 1).tolist()
        assert (own.vectors[[row for row in range(7) if row != place], 1] == 0).all()
        assert own.ids[place] == "a3"
        assert own.weights[place] == 3.0
        assert own.seconds[place] == pd.Timestamp("2025-05-01", tz="UTC").timestamp()
        assert np.isnan(own.weights[own.sources.index("bullet")])
        assert len(found.about("strange")) == len(found.about(None)) == 0
        assert found.knows("p3")
        assert not found.knows(None)


def test_a_source_that_is_none_is_refused(tmp_path: Path) -> None:
    texts = examples.read(write_shop(tmp_path, products=8)).texts
    with pytest.raises(ValueError, match=r"texts: 8 of 56 rows are of none of the sources attribute, bullet"):
        PassageStore.fit(texts.replace({"source": {"bullet": "rumour"}}), 128, 1)
