"""Products that are written of alike, and what they take over from each other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp

from models.recommendation import product_vectors as module
from models.recommendation.content import Content
from models.recommendation.content_settings import ContentSettings
from models.recommendation.inherited import inherited
from models.recommendation.neighbours import Neighbours
from models.recommendation.product_vectors import product_vectors
from tests.models_code.rec_logs import catalogue, listed

HOW = ContentSettings(neighbours=3, inherit_below=2, inherit_from=2)
SHOP = {
    "category": ["Home > Light", "Home > Light", "Home > Rugs", "Home > Rugs", None],
    "brand": ["Ada", "Ada", "Bo", "Bo", None],
    "attributes": [listed("red", "steel"), listed("red"), listed("wool"), listed("wool", "red"), None],
}


def fitted(**columns: object) -> Content | None:
    return Content.fit(catalogue(5, **columns), HOW, seed=1, threads=1)  # type: ignore[arg-type]


def test_what_shares_category_brand_and_attributes_is_nearest() -> None:
    found = fitted(**SHOP)
    assert found is not None
    best = [found.alike.product[found.alike.starts[row]] for row in range(4)]
    assert best == [1, 0, 3, 2]
    assert found.alike.starts[5] == found.alike.starts[4], "a product of which nothing is written is like none"


TITLES = ["red steel lamp", "lamp of red steel", "woollen rug", "rug made of wool", None]


def test_titles_alone_tell_likeness_too() -> None:
    found = fitted(title=TITLES)
    assert found is not None
    assert [found.alike.product[found.alike.starts[row]] for row in range(4)] == [1, 0, 3, 2]


@pytest.mark.parametrize("titles", [None, ["one", "two", "three", "four", None]])
def test_descriptions_tell_likeness_too(titles: list[str | None] | None) -> None:
    found = fitted(description=TITLES, **({} if titles is None else {"title": titles}))
    assert found is not None
    assert [found.alike.product[found.alike.starts[row]] for row in range(4)] == [1, 0, 3, 2]


def test_a_large_catalogue_is_read_word_piece_by_word_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = np.random.default_rng(0).normal(size=(40_000, 64)).astype(np.float32)

    def pieces(frequency: np.ndarray, *_: object, dimensions: int) -> np.ndarray:
        assert frequency.sum() == 14, "word pieces of all titles"
        return drawn[: len(frequency), :dimensions]

    monkeypatch.setattr(module, "distilled", pieces)
    how = replace(HOW, network_up_to=2, text_dimensions=32)
    found = product_vectors(catalogue(5, title=TITLES), how, seed=1, threads=1)
    assert found is not None
    assert found.shape == (5, 32)
    assert found[0] @ found[1] > max(found[0] @ found[2], found[0] @ found[3])
    assert not found[4].any()


def test_vectors_are_of_unit_length_or_zero_and_are_reduced() -> None:
    found = product_vectors(catalogue(5, **SHOP), replace(HOW, attribute_dimensions=2), seed=1, threads=1)
    assert found is not None
    assert found.shape == (5, 2)
    assert np.linalg.norm(found, axis=1).tolist() == pytest.approx([1, 1, 1, 1, 0], abs=1e-6)


def test_without_anything_written_or_neighbours_wanted_there_is_no_source() -> None:
    assert fitted() is None
    assert Content.fit(catalogue(5, **SHOP), replace(HOW, neighbours=0), seed=1, threads=1) is None


def test_one_product_has_no_neighbours() -> None:
    found = Content.fit(catalogue(1, brand=["Ada"]), HOW, seed=1, threads=1)
    assert found is not None
    assert len(found.alike) == 1
    assert not len(found.alike.product)


def test_products_with_few_events_are_modelled_on_alike_ones_with_enough() -> None:
    found = fitted(**SHOP)
    assert found is not None
    models = found.models(np.array([0, 5, 2, 1, 0]), HOW, seed=1, threads=1).toarray()
    assert models.sum(axis=1).tolist() == pytest.approx([1, 0, 0, 1, 0])
    assert models[0].argmax() == 1
    assert models[3].argmax() == 2
    assert not found.models(np.full(5, 9), HOW, seed=1, threads=1).nnz


def test_a_product_never_sold_is_reached_where_its_model_is_and_leads_where_it_leads() -> None:
    behaviour = np.zeros((5, 5), dtype=np.float32)
    behaviour[0, 1], behaviour[1, 2] = 1.0, 0.5
    models = np.zeros((5, 5), dtype=np.float32)
    models[3, 1] = 1.0  # the fourth was never sold, and is like the second
    rows = Neighbours.of(sp.csr_array(behaviour), 5)
    found = inherited([rows], sp.csr_array(models), 5, 1).matrix().toarray()
    assert found[0].tolist() == [0, 0, 0, 1.0, 0], "what leads to the second leads to it"
    assert found[3].tolist() == [0, 0, 0.5, 0, 0], "it leads where the second leads"
    twice = inherited([rows, rows], sp.csr_array(models), 5, 1).matrix().toarray()
    np.testing.assert_allclose(twice, 2 * found)


def test_two_products_never_sold_lead_to_each_other() -> None:
    behaviour = np.zeros((4, 4), dtype=np.float32)
    behaviour[0, 1] = 1.0
    models = np.zeros((4, 4), dtype=np.float32)
    models[2, 0] = models[3, 1] = 1.0
    found = inherited([Neighbours.of(sp.csr_array(behaviour), 5)], sp.csr_array(models), 5, 1).matrix().toarray()
    assert found[2, 3] == 1.0
    assert found[3, 2] == 0.0


def test_without_models_or_behaviour_nothing_is_inherited() -> None:
    rows = Neighbours.of(sp.csr_array(np.ones((3, 3), dtype=np.float32)), 2)
    assert not len(inherited([rows], sp.csr_array((3, 3), dtype=np.float32), 5, 1).product)
    assert not len(inherited([], sp.csr_array(np.eye(3, dtype=np.float32)), 5, 1).product)
