from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics

from evaluation import classification
from evaluation.bootstrap import once

rows = st.lists(st.tuples(st.booleans(), st.integers(0, 6), st.booleans()), min_size=1, max_size=40)


def table_of(drawn: list[tuple[bool, int, bool]]) -> pd.DataFrame:
    label, score, probable = zip(*drawn, strict=True)
    return pd.DataFrame({"label": np.array(label, dtype="int8"), "score": np.array(score) / 6, "probable": probable})


@given(rows)
def test_precision_recall_and_f1_agree_with_scikit_learn(drawn: list[tuple[bool, int, bool]]) -> None:
    table = table_of(drawn)
    for ours, theirs in (
        (classification.precision("probable"), metrics.precision_score),
        (classification.recall("probable"), metrics.recall_score),
        (classification.f1("probable"), metrics.f1_score),
    ):
        expected = theirs(table["label"], table["probable"], zero_division=np.nan)
        found = ours(table, once(len(table)))[0]
        assert (np.isnan(found) and np.isnan(expected)) or found == pytest.approx(expected)


@given(rows)
def test_average_precision_agrees_with_scikit_learn(drawn: list[tuple[bool, int, bool]]) -> None:
    table = table_of(drawn)
    found = classification.average_precision(table, once(len(table)))[0]
    if table["label"].sum() == 0:
        assert np.isnan(found)
    else:
        assert found == pytest.approx(metrics.average_precision_score(table["label"], table["score"]))


@given(rows, st.sampled_from([0.5, 0.9, 0.99]))
def test_recall_at_precision_is_the_best_over_thresholds(drawn: list[tuple[bool, int, bool]], target: float) -> None:
    table = table_of(drawn)
    true = table["label"].sum()
    best = 0.0
    for threshold in table["score"].unique():
        chosen = table["score"] >= threshold
        hits = table.loc[chosen, "label"].sum()
        if hits >= target * chosen.sum() and true:
            best = max(best, hits / true)
    found = classification.recall_at_precision(target)(table, once(len(table)))[0]
    assert np.isnan(found) if true == 0 else found == pytest.approx(best)


@given(rows, st.integers(0, 2**32 - 1))
def test_a_weight_of_two_is_the_row_twice(drawn: list[tuple[bool, int, bool]], seed: int) -> None:
    table = table_of(drawn)
    counts = np.random.default_rng(seed).integers(0, 3, len(table))
    repeated = table.loc[table.index.repeat(counts)].reset_index(drop=True)
    if len(repeated) == 0:
        return
    weights = counts[None, :].astype(np.float32)
    for statistic in (
        classification.f1("probable"),
        classification.share("probable"),
        classification.recall_at_precision(0.9),
        classification.average_precision,
    ):
        np.testing.assert_allclose(
            statistic(table, weights), statistic(repeated, once(len(repeated))), rtol=1e-5, equal_nan=True
        )
