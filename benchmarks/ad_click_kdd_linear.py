"""Linear peers of the benchmark: Vowpal Wabbit with quadratic crosses, and plain hashed logistic regression.

Both read the same columns as our model: names as they are, numbers as the bin that they lie in, 32 of about equally
many rows, and missing as a word of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Final

import numpy as np
import pandas as pd
import vowpalwabbit

from benchmarks.ad_click_kdd_folds import Floats, Fold

BINS: Final = 32
BITS: Final = 18
SEED: Final = 5
# Namespaces are told apart by one letter; crosses are of these.
LETTERS: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
CROSSED: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "none": (),
    "ad and place": (
        ("ad", "position"),
        ("advertiser", "position"),
        ("query", "position"),
        ("depth", "position"),
        ("advertiser", "query"),
        ("advertiser", "keyword"),
        ("ad", "query"),
    ),
    "ranks": (
        ("depth", "position"),
        ("position", "query_rank"),
        ("position", "user_rank"),
        ("query_rank", "keyword_rank"),
        ("query_rank", "title_rank"),
        ("query_rank", "user_rank"),
        ("advertiser", "query_rank"),
    ),
}
RATES: Final = (0.05, 0.15)
DECAY: Final = 1e-6
PASSES: Final = (1, 2, 4)
STRENGTHS: Final = (0.01, 0.03, 0.1, 0.3, 1.0)


def words(fold: Fold) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Train, valid and test with every column as words, bins cut by train."""
    edges = {name: np.unique(fold.train[name].quantile(np.arange(1, BINS) / BINS)) for name in fold.numeric}

    def of(rows: pd.DataFrame) -> pd.DataFrame:
        names = {name: rows[name].fillna("missing") for name in fold.categorical}
        bins = {
            name: pd.Series(np.searchsorted(edges[name], rows[name], side="right")).astype("str")
            for name in fold.numeric
        }
        return pd.DataFrame({**names, **bins})

    return of(fold.train), of(fold.valid), of(fold.test)


def by_vowpal_wabbit(fold: Fold) -> Floats:
    """Vowpal Wabbit of the crosses, rate and passes with the least log loss on valid, learnt again of all."""
    train, valid, test = (lines(part) for part in words(fold))
    columns = (*fold.categorical, *fold.numeric)
    best = (np.inf, "", 0.0, 0)
    for crosses, rate in product(CROSSED, RATES):
        workspace = _workspace(columns, crosses, rate)
        for passes in range(1, max(PASSES) + 1):
            _learn(workspace, train, fold.train["label"], passes)
            if passes in PASSES:
                loss = _loss(_asked(workspace, valid), fold.valid["label"])
                best = min(best, (loss, crosses, rate, passes))
        workspace.finish()
    _, crosses, rate, passes = best
    workspace = _workspace(columns, crosses, rate)
    for number in range(1, passes + 1):
        _learn(workspace, [*train, *valid], fold.learnt["label"], number)
    found = _asked(workspace, test)
    workspace.finish()
    return found


def lines(rows: pd.DataFrame) -> list[str]:
    """Each row in Vowpal Wabbit's text format without its label, a namespace a column."""
    parts = [f"|{letter} " + rows[name] for letter, name in zip(LETTERS, rows, strict=False)]
    return [" ".join(cells) for cells in zip(*parts, strict=True)]


def _workspace(columns: Sequence[str], crosses: str, rate: float) -> vowpalwabbit.Workspace:
    letter = dict(zip(columns, LETTERS, strict=False))
    pairs = " ".join(f"-q {letter[one]}{letter[other]}" for one, other in CROSSED[crosses])
    return vowpalwabbit.Workspace(
        f"--loss_function logistic --link logistic -b {BITS} -l {rate} --l2 {DECAY} {pairs} --quiet"
    )


def _learn(workspace: vowpalwabbit.Workspace, rows: Sequence[str], label: pd.Series[int], seed: int) -> None:
    signs = np.where(label == 1, "1 ", "-1 ")
    for row in np.random.default_rng(seed).permutation(len(rows)):
        workspace.learn(signs[row] + rows[row])


def _asked(workspace: vowpalwabbit.Workspace, rows: Sequence[str]) -> Floats:
    return np.array([workspace.predict(row) for row in rows], dtype=np.float64)


def by_logistic_regression(fold: Fold) -> Floats:
    """Logistic regression on hashed words, without crosses, of the strength that foretells valid best."""
    from scipy.sparse import vstack
    from sklearn.feature_extraction import FeatureHasher
    from sklearn.linear_model import LogisticRegression

    hasher = FeatureHasher(1 << BITS, input_type="string", alternate_sign=False)
    tokens = ([f"{name}=" + part[name] for name in part] for part in words(fold))
    parts = [hasher.transform(zip(*columns, strict=True)) for columns in tokens]

    def fitted(strength: float, rows: object, label: pd.Series[int]) -> LogisticRegression:
        return LogisticRegression(C=strength, max_iter=200, tol=1e-3).fit(rows, label)

    losses = [
        _loss(fitted(strength, parts[0], fold.train["label"]).predict_proba(parts[1])[:, 1], fold.valid["label"])
        for strength in STRENGTHS
    ]
    model = fitted(STRENGTHS[int(np.argmin(losses))], vstack(parts[:2]), fold.learnt["label"])
    return np.asarray(model.predict_proba(parts[2])[:, 1], dtype=np.float64)


def _loss(probability: Floats, label: pd.Series[int]) -> float:
    """Log loss in nats."""
    kept = np.clip(probability, 1e-9, 1 - 1e-9)
    return float(-np.where(label == 1, np.log(kept), np.log1p(-kept)).mean())
