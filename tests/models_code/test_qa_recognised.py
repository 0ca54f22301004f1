"""Told passages that the catalogue holds as well: what is known of them goes with them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from models.question_answering import meanings
from models.question_answering.meanings import with_meanings
from models.question_answering.passage_store import PassageStore
from models.question_answering.recognised import recognised
from models.question_answering.told_candidates import ToldPassages

TEXTS = pd.DataFrame(
    [
        ("p1", "review", "r1", "It holds well.", 4.0, "2026-01-02T00:00:00Z"),
        ("p1", "community", "a1", "Yes Question: Is it red?", 7.0, None),
        ("p1", "review", "r2", "Yes Question: Is it red?", 1.0, None),
        ("p0", "review", "r3", "Too small.", 2.0, None),
    ],
    columns=["product_id", "source", "id", "text", "weight", "time"],
)
TOLD = ToldPassages(("Too small.", "it  HOLDS well.", "Yes Question: Is it red?"), ("review", "review", "community"))


@pytest.fixture(scope="module")
def store() -> PassageStore:
    return PassageStore.fit(TEXTS, 16, 1)


def test_of_the_products_own_words_and_source_all_is_known(store: PassageStore) -> None:
    found = recognised(TOLD, "p1", store)
    assert (found.texts, found.sources) == (list(TOLD.texts), list(TOLD.sources))
    assert found.ids == [None, "r1", "a1"]  # another product's review is none of this one
    np.testing.assert_array_equal(found.weights, [np.nan, 4.0, 7.0])
    written = pd.Timestamp("2026-01-02", tz="UTC").timestamp()
    np.testing.assert_array_equal(found.seconds, [np.nan, written, np.nan])
    assert found.vectors is not None
    np.testing.assert_array_equal(found.vectors[1:], store.about("p1").vectors[:2])
    assert np.isnan(found.vectors[0]).all()


def test_what_the_catalogue_holds_is_not_read_again(store: PassageStore, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[list[str]] = []
    real = meanings.meanings
    monkeypatch.setattr(
        meanings, "meanings", lambda texts, *how, **more: read.append(texts) or real(texts, *how, **more)
    )
    found = recognised(TOLD, "p1", store)
    every = recognised(ToldPassages(TOLD.texts[1:], TOLD.sources[1:]), "p1", store)
    for apart in (True, False):
        some, whole, fresh = with_meanings([found, every, recognised(TOLD, None, store)], 16, 1, apart=apart)
        assert some.vectors is not None
        assert whole.vectors is every.vectors
        assert fresh.vectors == pytest.approx(some.vectors, abs=0.02)
    assert read[:2] == [["Too small.", ""], ["Too small.", "", "it  HOLDS well.", "", "Yes", "Is it red?"]]


def test_nothing_is_known_of_other_products(store: PassageStore) -> None:
    for product in (None, "p9"):
        found = recognised(TOLD, product, store)
        assert len(found) == 3
        assert np.isnan(found.weights).all()
    assert len(recognised(None, "p1", store)) == 0
