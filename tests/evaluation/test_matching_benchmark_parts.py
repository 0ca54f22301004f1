"""The parts that measure blocking and variation twins, against plain counting."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

from evaluation.matching_blocking import best_possible, found_pairs, nearest_right, pair_completeness
from evaluation.matching_pairs import pairs_within
from evaluation.matching_twins import (
    false_merges,
    found_matches,
    held_out_families,
    same_product_pairs,
    twin_pairs,
    words_apart,
)
from evaluation.product_matching import variation_twins
from evaluation.proportion import clopper_pearson, share


@pytest.mark.parametrize(("hits", "trials"), [(0, 50), (1, 300), (7, 20), (299, 300), (50, 50)])
def test_exact_interval_leaves_the_stated_probability_in_each_tail(hits: int, trials: int) -> None:
    low, high = clopper_pearson(hits, trials, confidence=0.9)
    assert low <= hits / trials <= high
    assert low == 0.0 if hits == 0 else binom.sf(hits - 1, trials, low) == pytest.approx(0.05)
    assert high == 1.0 if hits == trials else binom.cdf(hits, trials, high) == pytest.approx(0.05)


def test_no_events_still_leave_doubt() -> None:
    # The "rule of three": with no event in n trials the rate may be about 3.7 / n at 95 % two-sided.
    assert share(0, 1000).high == pytest.approx(3.68 / 1000, rel=0.01)


def test_share_of_nothing_is_undefined() -> None:
    assert share(0, 0).value is None


@pytest.mark.parametrize(("hits", "trials"), [(-1, 5), (6, 5)])
def test_impossible_counts_are_refused(hits: int, trials: int) -> None:
    with pytest.raises(ValueError, match="hits lie between"):
        clopper_pearson(hits, trials)


def test_pairs_within_are_all_pairs_of_a_key_once() -> None:
    rng = np.random.default_rng(1)
    keys = pd.Series(rng.integers(0, 12, 80).astype(str)).mask(rng.random(80) < 0.2)
    expected = {
        (i, j) for i, j in itertools.combinations(range(80), 2) if isinstance(keys[i], str) and keys[i] == keys[j]
    }
    left, right = pairs_within(keys)
    assert len(left) == len(expected)
    assert set(zip(left.tolist(), right.tolist(), strict=True)) == expected


@pytest.mark.parametrize("keys", [[], ["a"], ["a", "b"], [None, None]])
def test_no_two_rows_of_a_key_make_no_pair(keys: list[str | None]) -> None:
    left, right = pairs_within(pd.Series(keys, dtype="str"))
    assert len(left) == len(right) == 0


@pytest.fixture
def candidates() -> pd.DataFrame:
    return pd.DataFrame({"query": [0, 0, 3, 4], "candidate": [1, 2, 2, 0], "rank": [1, 2, 1, 1]})


def test_a_pair_is_found_from_either_side(candidates: pd.DataFrame) -> None:
    left, right = np.array([0, 1, 2, 0]), np.array([1, 2, 3, 4])
    assert found_pairs(left, right, candidates).tolist() == [True, False, True, True]


def test_completeness_counts_pairs_and_doubts_by_product(candidates: pd.DataFrame) -> None:
    products = pd.Series(["a", "a", "a", "b", "a"])
    measure = pair_completeness(np.array([0, 0, 1]), np.array([1, 2, 2]), products, candidates)
    assert measure.value == pytest.approx(2 / 3)
    # All pairs are of one product: resamples of products are all alike.
    assert (measure.low, measure.high) == (measure.value, measure.value)
    assert measure.n == 3


def test_nearest_asks_only_listings_whose_product_has_another(candidates: pd.DataFrame) -> None:
    products = pd.Series(["a", "a", "b", "b", "lonely", "a"])
    measure = nearest_right(np.arange(6), products, candidates)
    # Right: 0 (finds 1) and 3 (finds 2); 1, 2 and 5 have no candidate; 4 is alone.
    assert measure.value == pytest.approx(2 / 5)
    assert measure.n == 5


def test_no_blocking_passes_what_its_places_allow() -> None:
    products = pd.Series(["a"] * 5 + ["b"] * 2 + ["c"])
    left, right = pairs_within(products)
    # One place a listing: 5 of a's 10 pairs and b's only one.
    assert best_possible(left, products, 1) == pytest.approx(6 / 11)
    assert best_possible(left, products, 2) == 1.0
    ring = pd.DataFrame({"query": range(7), "candidate": [1, 2, 3, 4, 0, 6, 5]})
    assert found_pairs(left, right, ring).mean() == pytest.approx(6 / 11)


def test_families_with_a_listing_in_train_or_valid_are_not_held_out() -> None:
    truth = pd.DataFrame({"listing_id": list("abcdef"), "family_id": ["1", "1", "2", "3", "4", "4"]})
    clusters = pd.DataFrame({"listing_id": list("abde"), "split": ["train", "test", "valid", "test"]})
    assert sorted(held_out_families(truth, clusters)) == ["2", "4"]


def listings() -> pd.DataFrame:
    rows = [
        ("Nordwind kettle W55 black", "f1", "p1", "title", "colour+pack"),
        ("nordwind KETTLE w55 white", "f1", "p2", "title", "colour+pack"),
        ("kettle Nordwind W55", "f1", "p2", "nowhere", "colour+pack"),
        ("Nordwind kettle W55 big and black", "f1", "p1", "title", "colour+pack"),
        ("Nordwind kettle W55 black", "f2", "p9", "title", "pack"),
        (None, "f2", "p8", "elsewhere", "pack"),
    ]
    return pd.DataFrame(rows, columns=["title", "family_id", "product_id", "variation", "varying"])


def test_twins_are_pairs_of_two_products_of_a_family_one_word_apart() -> None:
    twins = twin_pairs(listings())
    assert twins[["left", "right"]].to_numpy().tolist() == [[0, 1], [0, 2]]
    assert twins["exchanged"].tolist() == [True, False]
    assert twins["told"].tolist() == [True, False]
    assert twins["varying"].tolist() == ["colour+pack", "colour+pack"]


def test_same_product_pairs() -> None:
    pairs = same_product_pairs(listings())
    assert pairs.to_numpy().tolist() == [[0, 3, True], [1, 2, False]]


def test_twins_are_what_the_evaluation_calls_twins() -> None:
    rng = np.random.default_rng(2)
    words = np.array(["Red", "red", "blue", "XL", "pack", "of", "2", "mug"])
    titles = pd.Series([" ".join(rng.choice(words, rng.integers(0, 6))) for _ in range(60)])
    left, right = np.triu_indices(60, 1)
    ours, theirs, common = words_apart(titles, left, right)
    found = (np.maximum(ours, theirs) == 1) & (common >= 2)
    table = pd.DataFrame({"label": 0, "title": titles.to_numpy()[left], "other_title": titles.to_numpy()[right]})
    assert found.any()
    np.testing.assert_array_equal(found, variation_twins(table))


def test_titles_without_any_word_are_no_twins() -> None:
    frame = listings().assign(title=pd.Series([None] * 6, dtype="str"))
    assert twin_pairs(frame).empty


def test_merges_are_counted_by_kind() -> None:
    found = false_merges(twin_pairs(listings()), np.array([False, True]))
    assert {name: (measure.value, measure.n) for name, measure in found.items()} == {
        "all twins": (0.5, 2),
        "one word exchanged": (0.0, 1),
        "one word more": (1.0, 1),
        "both listings tell the variation": (0.0, 1),
        "a listing keeps the variation quiet": (1.0, 1),
        "family varies in colour": (0.5, 2),
        "family varies in pack": (0.5, 2),
    }
    assert not any(measure.higher_is_better for measure in found.values())
    matches = found_matches(same_product_pairs(listings()), np.array([True, False]))
    assert {name: measure.value for name, measure in matches.items()} == {
        "all true pairs": 0.5,
        "both listings tell the variation": 1.0,
    }
