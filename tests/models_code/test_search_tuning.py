"""The network as past searches tune it: by steps alone, and kept where that is no luck."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from search_store import products, write

from models.product_search import biencoder, contrastive, examples, fitting_meaning
from models.product_search.biencoder import Tuned, tune
from models.product_search.dense_settings import DenseSettings
from models.product_search.example_parts import Pairs, Part
from models.product_search.found_items import Finding, least_gain, reciprocal_ranks
from models.product_search.parameters import SearchParameters
from models.product_search.propensity import Propensities
from models.product_search.tuning_pairs import TuningPairs
from models.product_search.tuning_settings import TuningSettings

SETTINGS: dict[str, Any] = {"steps": 2, "batch": 4, "least_pairs": 10, "most_products": 20, "held_out": 0.3}


def asked(count: int = 40) -> TuningPairs:
    goods = products()
    rows = np.arange(count)
    queries = [f"{brand} {colour} {row}" for row, brand, colour in goods[["brand", "colour"]].head(count).itertuples()]
    return TuningPairs.of(queries, rows, np.ones(count), np.ones(count), right=0.3, wrong=0.1, looks=1.0)


def tuned(**settings: Any) -> Tuned:
    chosen = TuningSettings(**(SETTINGS | settings))
    return tune(products(), asked(), chosen, DenseSettings(), seed=7, threads=1, progress=lambda share: None)  # noqa: ARG005


def test_ranks_are_those_among_all_that_was_offered() -> None:
    offered = np.eye(3, dtype=np.float32)
    ranks = reciprocal_ranks(np.array([[3, 2, 1]], dtype=np.float32), offered, np.array([0, 0]), np.array([0, 2]))
    np.testing.assert_allclose(ranks, [1.0, 1 / 2], err_msg="the other right one is no rival")
    assert Finding.of(ranks).reciprocal_rank == pytest.approx(3 / 4)
    assert Finding.of(np.array([1 / 10, 1 / 11])).recall_10 == 0.5


def test_a_gain_counts_beyond_what_queries_differ_by() -> None:
    before, query = np.linspace(0.0, 0.5, 200), np.repeat(np.arange(40), 5)
    assert least_gain(before, before + 0.1, query, 0.95) == pytest.approx(0.1)
    by_query = np.repeat(np.where(np.arange(40) % 2, 0.23, -0.17), 5)
    assert least_gain(before, before + by_query, query, 0.95) < 0
    assert least_gain(before, before + by_query, np.arange(200), 0.95) > 0, "pairs of a query are not independent"
    assert least_gain(before[:5], before[:5] + 1, query[:5], 0.95) == -np.inf


def test_the_network_is_kept_only_beyond_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    gains = iter([-0.001, 0.001])
    monkeypatch.setattr(biencoder, "least_gain", lambda *rest: next(gains))  # noqa: ARG005
    lost, won = tuned(), tuned()
    assert (lost.network is None, lost.facts["kept"]) == (True, False)
    assert (won.network is not None, won.facts["kept"]) == (True, True)
    assert lost.facts["after"] == won.facts["after"], "the same pairs give the same network"


def test_what_the_time_ran_out_for_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 10_000, 50))
    monkeypatch.setattr(biencoder, "least_gain", lambda *rest: 1.0)  # noqa: ARG005
    monkeypatch.setattr(contrastive.time, "monotonic", lambda: next(clock))
    given_up = tuned(seconds=60.0, steps=6)
    assert given_up.network is None
    assert given_up.facts["why"] == "60 seconds were over after 1 of 6 steps"
    assert tuned(seconds=2_000.0, steps=6).facts["steps"] == 6


def test_the_rate_rises_in_the_share_of_the_steps_that_is_set_and_falls_to_nothing() -> None:
    assert [contrastive.slope(step, 10, 0.2) for step in range(11)] == pytest.approx([0.5, 1, *np.linspace(1, 0, 9)])
    assert contrastive.slope(4, 10, 0.5) == 1.0 > contrastive.slope(3, 10, 0.5)
    assert contrastive.slope(0, 10, 0.0) == contrastive.slope(0, 1, 1.0) == 1.0


@pytest.mark.parametrize("changed", [{"weight_decay": 1.0}, {"longest_gradient": 1e-9}, {"warm_share": 1.0}])
def test_settings_of_learning_change_what_is_learnt(changed: dict[str, float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(biencoder, "least_gain", lambda *rest: 1.0)  # noqa: ARG005
    rate = 0.01
    usual, other = (tuned(learning_rate=rate, steps=4, **more).network.state_dict() for more in ({}, changed))
    assert any(not np.array_equal(usual[name], other[name]) for name in usual)


@pytest.mark.parametrize(("wrong", "right"), [(0.3, 0.3), (0.5, 0.3)])
def test_a_product_is_not_right_and_wrong_at_once(wrong: float, right: float) -> None:
    with pytest.raises(ValueError, match=f"wrong_gain \\({wrong}\\) has to be below right_gain \\({right}\\)"):
        SearchParameters.read({"tuning": {"wrong_gain": wrong, "right_gain": right}})


def test_it_is_tuned_on_the_searches_that_are_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data, given = examples.read(write(tmp_path)), []

    def caught(goods: Any, pairs: TuningPairs, *rest: Any, **more: Any) -> Tuned:  # noqa: ARG001
        given.append(pairs)
        return Tuned(None, {})

    monkeypatch.setattr(fitting_meaning, "tune", caught)
    wanted = data.train.logged & (np.arange(len(data.train)) < 100)
    fitting_meaning.tuned_network(data, wanted, Propensities.none(""), SearchParameters(), lambda share: None)  # noqa: ARG005
    texts = set(data.train.searches["query"][wanted])
    assert set(given[0].texts) <= texts < set(data.train.searches["query"])


def shown(ranks: list[float], clicks: list[bool], *, logged: bool = True) -> TuningPairs:
    """What is learnt of products that a search showed beside a bought one; lower places are looked at less often."""
    count = len(ranks) + 1
    gains = np.array([1.0] + [0.2 * one for one in clicks])
    none = np.zeros(count, dtype=bool)
    pairs = Pairs(
        np.zeros(count, dtype=np.int64),
        np.arange(count),
        gains,
        np.full(count, -1),
        np.array([1.0, *ranks]),
        none,
        none,
    )
    part = Part(pd.DataFrame({"query": ["mug"]}), np.zeros(1), np.array([logged]), pairs)
    data: Any = SimpleNamespace(train=part, products=None)
    caught: list[TuningPairs] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fitting_meaning, "tune", lambda goods, found, *rest, **more: caught.append(found))  # noqa: ARG005
        chances = Propensities(np.array([1.0, 0.5, 0.25]), {})
        fitting_meaning.tuned_network(data, np.ones(1, bool), chances, SearchParameters(), lambda share: None)  # noqa: ARG005
    return caught[0]


def test_clicks_at_low_places_count_for_more_and_nothing_is_wrong_that_nobody_looked_at() -> None:
    once = shown([1, 2, 2, 3], [False, False, True, True])
    assert list(once.product) == [0, 3, 4], "a click of .2 is too little, but for its place"
    np.testing.assert_allclose(once.weight**2, [1.0, 0.4, 0.8])
    assert list(once.wrong) == [1]
    judged = shown([2, 3], [False, True], logged=False)
    assert list(judged.product) == [0], "a judged product has no place"
    assert list(judged.wrong) == [1]


def test_looks_of_several_searches_add_up() -> None:
    worth, looked = np.array([1.0, 0.0, 0.0, 0.0]), np.array([1.0, 0.5, 0.5, 0.5])
    queries, rows = ["mug", "mug", "Mug!", "mug"], np.array([0, 1, 1, 2])
    assert list(TuningPairs.of(queries, rows, worth, looked, right=0.3, wrong=0.1, looks=1.0).wrong) == [1]
    assert list(TuningPairs.of(queries, rows, worth, looked, right=0.3, wrong=0.1, looks=0.5).wrong) == [1, 2]
