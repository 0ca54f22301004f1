"""Peers that grade a query and a product: always the commonest grade, cosines of MiniLM, words in a linear model."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from benchmarks.search_minilm import PIECES
from benchmarks.search_peers import texts_of
from benchmarks.search_statistics import GRADES, macro_f1
from evaluation.bootstrap import once
from models.minilm import encode

C: Final = (0.3, 1.0, 3.0, 10.0)  # inverse penalties that are tried
INNER: Final = 4  # folds of the train queries in which one is chosen
_CUTS: Final = 12  # quantiles of the cosine between which thresholds are looked for

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Graded = tuple[Ints, Numbers]  # the grade of each pair, and how exact it is held to be


def majority(train: pd.DataFrame, test: pd.DataFrame, **_settings: int) -> Graded:
    """The commonest grade of train."""
    commonest = int(train["label"].mode().iloc[0])
    return np.full(len(test), commonest), np.zeros(len(test))


def cosines(train: pd.DataFrame, test: pd.DataFrame, *, threads: int) -> Graded:
    """Zero-shot MiniLM: the cosine of query and title, cut in four at thresholds that have the best macro-F1 on train.

    Args:
        train, test: A row a pair: `query`, `title`, `label`.
        threads: Of the network.
    """
    known, asked = (_cosines(rows, threads) for rows in (train, test))
    places = np.unique(np.quantile(known, np.linspace(0, 1, _CUTS + 2)[1:-1]))
    rows = train[["label"]].rename(columns={"label": "grade"})

    def reached(cuts: tuple[float, ...]) -> float:
        return float(macro_f1(rows.assign(decision=_cut(known, cuts)), once(len(rows)))[0])

    # one who is sure of nothing may leave grades out: the same threshold twice is a grade that is never given
    return _cut(asked, max(combinations(np.repeat(places, 2).tolist(), len(GRADES) - 1), key=reached)), asked


def linear(train: pd.DataFrame, test: pd.DataFrame, **_settings: int) -> Graded:
    """TF-IDF of words and characters of query and title, what both have in common, and logistic regression.

    The penalty is chosen in folds of the train queries.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold

    matrix = _words(pd.concat([train, test]))
    known, asked = matrix[: len(train)], matrix[len(train) :]
    label = train["label"].to_numpy()

    def fitted(penalty: float, rows: Ints) -> Any:
        model = LogisticRegression(C=penalty, class_weight="balanced", max_iter=2_000)
        return model.fit(known[rows], label[rows])

    def reached(penalty: float) -> float:
        said = np.zeros(len(label), dtype=np.int64)
        for inner, outer in GroupKFold(INNER).split(known, groups=train["group"]):
            said[outer] = fitted(penalty, inner).predict(known[outer])
        return float(macro_f1(pd.DataFrame({"grade": label, "decision": said}), once(len(label)))[0])

    model = fitted(max(C, key=reached), np.arange(len(label)))
    chances = np.zeros((asked.shape[0], len(GRADES)))
    chances[:, model.classes_] = model.predict_proba(asked)
    return chances.argmax(axis=1), chances[:, 0]


GRADERS: Final[dict[str, Callable[..., Graded]]] = {
    "majority": majority,
    "TF-IDF + logistic regression": linear,
    "zero-shot MiniLM": cosines,
}


def _cosines(rows: pd.DataFrame, threads: int) -> Numbers:
    titles, queries = texts_of(rows, "title"), rows["query"].astype("str").tolist()
    both = [encode(texts, max_length=PIECES, threads=threads) for texts in (queries, titles)]
    found: Numbers = (both[0] * both[1]).sum(axis=1).astype(np.float64)
    return found


def _cut(values: Numbers, cuts: tuple[float, ...]) -> Ints:
    """0 above the highest threshold, up to 3 below the lowest."""
    found: Ints = (values[:, None] < np.array(cuts)).sum(axis=1).astype(np.int64)
    return found


def _words(rows: pd.DataFrame) -> Any:
    """Rows: TF-IDF of the query, of the product's texts, of both in common, and the cosine; vocabulary of all texts."""
    from scipy import sparse

    from benchmarks.category_tfidf import Tfidf

    queries = rows["query"].astype("str").str.casefold().tolist()
    products = [text.casefold() for text in texts_of(rows, "title, brand, colour")]
    vectorizer = Tfidf(characters=(3, 5), max_characters=60_000, words=(1, 2), max_words=60_000).vectorizer()
    vectorizer.fit([*queries, *products])
    query, product = (vectorizer.transform(texts).tocsr() for texts in (queries, products))
    common = query.multiply(product).tocsr()
    return sparse.hstack([query, product, common, sparse.csr_matrix(common.sum(axis=1))]).tocsr()
