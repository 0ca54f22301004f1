"""Vectors of products and queries, and the network that is tuned to what was asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from models.product_search.biencoder import Tuned, tune
from models.product_search.dense_settings import DenseSettings
from models.product_search.found_items import reciprocal_ranks
from models.product_search.pair_texts import product_texts
from models.product_search.text_encoder import TextEncoder
from models.product_search.tuning_pairs import TuningPairs
from models.product_search.tuning_settings import TuningSettings

DENSE = DenseSettings(product_pieces=12, query_pieces=8, static_dimensions=32)
KINDS = ("lamp", "kettle", "tent", "sofa", "drill", "piano", "carpet", "bicycle", "mirror", "blanket")
SLANG = ("zorp", "quib", "flan", "mupp", "drax", "tolk", "wren", "yast", "kelb", "snig")  # how these customers ask
QUICK = TuningSettings(
    batch=10, epochs=12, learning_rate=3e-4, least_pairs=20, held_out=0.25, hard=0, most_products=100
)


def _products() -> pd.DataFrame:
    rows = [(f"{kind} number {n}", "acme", "red", f"Home > {kind}s") for kind in KINDS for n in range(3)]
    return pd.DataFrame(rows, columns=["title", "brand", "colour", "category"])


def _pairs() -> TuningPairs:
    asked = [f"{SLANG[kind]} {word}" for kind in range(10) for word in ("one", "new", "cheap", "best", "big", "old")]
    product = np.repeat(np.arange(10) * 3, 6)
    return _judged(asked, product, np.ones(60))


def _judged(asked: list[str], product: npt.NDArray[np.int64], worth: npt.NDArray[np.float64]) -> TuningPairs:
    return TuningPairs.of(asked, product, worth, np.ones(len(asked)), right=0.5, wrong=0.1, looks=1.0)


@pytest.fixture(scope="module")
def tuned() -> Tuned:
    return tune(_products(), _pairs(), QUICK, DENSE, seed=3, threads=1, progress=lambda _: None)


def test_a_text_names_each_thing_once() -> None:
    frame = pd.DataFrame(
        {
            "title": ["Red Acme lamp", "kettle", None],
            "brand": ["ACME", "Zed", None],
            "colour": ["red", "blue", None],
            "category": ["Home > Lamps", None, None],
        }
    )
    assert product_texts(frame).tolist() == ["Red Acme lamp Lamps", "Zed kettle blue", ""]


@pytest.fixture(scope="module", params=[100, 1], ids=["network", "static"])
def encoder(request: pytest.FixtureRequest) -> TextEncoder:
    return TextEncoder.fit(_products(), replace(DENSE, network_up_to=request.param), threads=1)


def test_a_text_without_known_words_has_no_direction(encoder: TextEncoder) -> None:
    vectors = encoder.queries(["", "   ", "\U0001f9ff", "z" * 10_000, "red lamp", "red lamp " * 2_000])
    assert vectors.shape == (6, encoder.dimensions)
    assert (vectors[:4] == 0).all()
    np.testing.assert_allclose(np.linalg.norm(vectors[4:], axis=1), 1.0, rtol=1e-5)


def test_a_query_has_the_same_vector_whatever_is_asked_beside_it() -> None:
    encoder = TextEncoder.fit(_products(), replace(DENSE, query_pieces=24), threads=1)
    asked = ["autobatterie efb kronnano pro sonolink 60 ah", "red shoes", "wireless headphones for kids blue"] * 4
    alone = np.concatenate([encoder.queries([query]) for query in asked[:3]])
    np.testing.assert_allclose(encoder.queries(asked, 2)[:3], alone, atol=1e-5)


def test_a_query_is_near_its_product(encoder: TextEncoder, tmp_path: Path) -> None:
    offered = encoder.products(_products(), 1)
    nearest = (encoder.queries(list(KINDS)) @ offered.T).argmax(axis=1) // 3
    assert nearest.tolist() == list(range(10))
    encoder.save(tmp_path)
    np.testing.assert_allclose(TextEncoder.load(tmp_path).products(_products(), 1), offered, atol=1e-6)


def test_tuning_learns_how_customers_ask(tuned: Tuned, tmp_path: Path) -> None:
    assert tuned.facts["kept"]
    assert tuned.facts["after"]["reciprocal_rank"] > tuned.facts["before"]["reciprocal_rank"] + 0.1
    encoder = TextEncoder.fit(_products(), DENSE, threads=1, network=tuned.network)
    encoder.save(tmp_path)
    loaded = TextEncoder.load(tmp_path)
    np.testing.assert_array_equal(loaded.queries(["zorp one"]), encoder.queries(["zorp one"]))
    plain = TextEncoder.fit(_products(), DENSE, threads=1)
    assert np.abs(loaded.queries(["zorp one"]) - plain.queries(["zorp one"])).max() > 0.01


def test_a_network_that_finds_no_more_is_not_kept() -> None:
    spoilt = replace(QUICK, learning_rate=1e-2, epochs=3)
    asked = [f"{kind} {word}" for kind in KINDS for word in ("number 0", "red", "acme", "home")]
    pairs = _judged(asked, np.repeat(np.arange(10) * 3, 4), np.ones(40))
    out = tune(_products(), pairs, spoilt, DENSE, seed=3, threads=1, progress=lambda _: None)
    assert out.network is None
    assert not out.facts["kept"]


def test_too_little_is_not_learnt_from() -> None:
    for settings in (replace(QUICK, enabled=False), replace(QUICK, least_pairs=1_000)):
        out = tune(_products(), _pairs(), settings, DENSE, seed=3, threads=1, progress=lambda _: None)
        assert out.network is None
        assert out.facts["why"]


def test_time_that_is_up_ends_the_steps() -> None:
    out = tune(_products(), _pairs(), replace(QUICK, seconds=0.0), DENSE, seed=3, threads=1, progress=lambda _: None)
    assert out.facts["steps"] <= 1
    assert out.network is None


def test_pairs_join_equal_queries_and_part_right_from_wrong() -> None:
    pairs = _judged(
        ["Red Lamp", "red  lamp", "red lamp", "tent", "sofa", ""],
        np.array([0, 0, 1, 2, 3, 4]),
        np.array([1.0, 0.5, 0.0, 0.0, 1.0, 1.0]),
    )
    assert [pairs.texts[query] for query in pairs.query] == ["Red Lamp", "sofa"]
    assert pairs.product.tolist() == [0, 3]
    rng = np.random.default_rng(0)
    assert pairs.hard(np.array([0, 1]), 2, rng).tolist() == [[1, 1], [-1, -1]]
    right = pairs.is_right(pairs.query[[0, 0, 1]], np.array([0, 1, 3]))
    assert right.tolist() == [True, False, True]


def test_no_query_is_learnt_from_and_judged_by() -> None:
    learnt, held = _pairs().parted(0.3, np.random.default_rng(0))
    assert len(learnt) + len(held) == 60
    assert not set(_pairs().query[learnt]) & set(_pairs().query[held])


def test_one_vector_for_all_finds_nothing() -> None:
    same = np.ones((20, 4), dtype=np.float32)
    assert reciprocal_ranks(same[:5], same, np.arange(5), np.arange(5)).mean() < 0.15
    own = np.eye(20, dtype=np.float32)
    assert (reciprocal_ranks(own[:5], own, np.arange(5), np.arange(5)) == 1.0).all()
