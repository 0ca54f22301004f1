"""What the measuring of deals shares with other rooms, or could."""

from __future__ import annotations

import json
from pathlib import Path

import deals_for_tests as shop
import numpy as np
import pandas as pd
import pytest
from deals_for_tests import answer, ask
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics

from evaluation import deal_ranking as room
from evaluation.copied import copied
from evaluation.dcg import discount, ideal_dcg
from evaluation.groups import groups
from evaluation.json_objects import lists, objects
from models.bundle import Bundle, seal


def test_rows_are_objects_without_what_is_missing() -> None:
    times = pd.to_datetime(["2026-01-01", None, "2026-01-02T03:04:05.000006"], format="ISO8601", utc=True)
    rows = {
        "name": pd.Series(['a "b"', None, "ü"], dtype="str"),
        "count": pd.Series([1.5, np.nan, 2.0]),
        "time": pd.Series(times),
    }
    raw = {"products": np.array(['["p"]', None, "[]"], dtype=object)}
    assert [json.loads(one) for one in objects(rows, raw)] == [
        {"name": 'a "b"', "count": 1.5, "time": "2026-01-01T00:00:00.000000Z", "products": ["p"]},
        {},
        {"name": "ü", "count": 2.0, "time": "2026-01-02T03:04:05.000006Z", "products": []},
    ]


def test_runs_of_items_are_lists() -> None:
    assert lists(["1", "2", "3"], np.array([0, 1, 3]), np.array([2, 1, 3])) == ["[1,2]", "[]", "[]"]


def test_a_request_of_nobody_stands_for_itself() -> None:
    customer, example = pd.Series(["c", None, "c", None], dtype="str"), pd.Series(list("abde"), dtype="str")
    assert groups(customer, example).nunique() == 3


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 10_000)), min_size=2, max_size=30, unique_by=lambda one: one[1])
)
def test_discounted_gains_are_those_of_scikit_learn(rows: list[tuple[bool, int]]) -> None:
    gain, score = (np.array([one[at] for one in rows], dtype=np.float64) for at in (0, 1))
    place = len(score) - np.argsort(np.argsort(score))
    for places in (5, 10):
        expected = metrics.dcg_score([gain], [score], k=places)
        assert (gain * discount(place, places)).sum() == pytest.approx(expected)
        best = metrics.dcg_score([gain], [gain], k=places)
        assert ideal_dcg(np.zeros(len(gain), dtype=np.int64), gain, 1, places).tolist() == [pytest.approx(best)]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 99), min_size=6, max_size=6), st.sets(st.integers(0, 5), min_size=1, max_size=5))
def test_a_list_is_worth_the_worst_order_of_its_ties(
    tmp_path_factory: pytest.TempPathFactory, scores: list[int], taken: set[int]
) -> None:
    names = ["hat", "mug", "n1", "n2", "sled", "tea"]
    said = dict(sorted(zip(names, (one / 100 for one in scores), strict=True), key=lambda one: -one[1]))
    redeemed = {names[one]: 1.0 for one in taken}
    examples = shop.examples(tmp_path_factory.mktemp("ties"), [ask("a", " ".join(names), redeemed)])
    found = room.outcomes(room.requests(examples), answer("a", said))
    label = np.array([float(name in redeemed) for name in names])
    worst = np.array(scores) - 0.001 * label
    # What is redeemed of equals stands behind all of them, as if each were the last.
    places = [sum(other >= own for other in scores) for own, hit in zip(scores, label, strict=True) if hit]
    best = metrics.dcg_score([label], [label], k=5)
    assert found["ndcg_5"].iloc[0] == pytest.approx(discount(np.array(places), 5).sum() / best)
    assert found["ndcg_5"].iloc[0] <= metrics.ndcg_score([label], [worst], k=5) + 1e-9


def test_a_copy_comes_through_a_bundle() -> None:
    class Kept:
        def __init__(self, word: str) -> None:
            self.word = word

        def save(self, directory: Path) -> None:
            directory.mkdir()
            (directory / "word.txt").write_text(self.word)
            seal(directory, "deal_ranking:Kept", {})

        @classmethod
        def load(cls, bundle: Bundle) -> Kept:
            return cls(bundle.file("word.txt").read_text())

    model = Kept("learnt")
    copy = copied(model)
    assert copy is not model
    assert copy.word == "learnt"
