"""Pairs of a query and a product graded into the four classes."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.asked_again import spread
from evaluation.bootstrap import Weights
from evaluation.classification import auc
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.ratios import divided, of_sums
from evaluation.search_asking import Asking
from evaluation.search_truth import EXACT, IRRELEVANT, UNGRADED, Truth
from models.errors import InputError

Floats = npt.NDArray[np.float64]

GRADES: Final = ("exact", "substitute", "complement", "irrelevant")
MEANING: Final = {
    "grade_macro_f1": "mean F1 of exact, substitute, complement and irrelevant, as a known product is graded for a "
    "judged query",
    "grade_auc_exact": "chance that an exact product of the judged pairs gets a higher p_exact than another one",
    "grade_accuracy": "judged pairs that are given their grade",
}
MEASURES: Final = tuple(MEANING)


def measures(asking: Asking, table: pd.DataFrame, known: Truth) -> dict[str, Measure]:
    """Of the graded pairs of judged searches; none where there is no such pair.

    A model that cannot grade is not measured, and the measures say why.

    Args:
        asking: Asks the model.
        table: Rows of `search_requests.requests`, of which at most `challenge_searches` are asked.
        known: Of the test.
    """
    search = known.searches.get_indexer(pd.Index(table["example_id"].astype("str")))
    graded = np.flatnonzero(known.graded[search])
    chosen = graded[spread(len(graded), int(asking.settings["challenge_searches"]))]
    pairs = _pairs(table.iloc[chosen], known)
    if len(pairs) == 0:
        return {}
    asked = pairs[["request_id", "query", "product_id", "language"]]
    try:
        answers = asking.model.predict(asked, {"mode": "grade"})
    except InputError as error:
        return {name: Measure(None, n=0, meaning=f"{says}: {error}") for name, says in MEANING.items()}
    told = answers.set_index("request_id").loc[pairs["request_id"]]
    # The answer's own grade: where classes are rare, the likeliest one is not what macro-F1 gains by.
    predicted = pd.Index(GRADES).get_indexer(pd.Index(told["grade"]))
    rows = pairs.assign(
        predicted=predicted,
        hit=predicted == pairs["grade"].to_numpy(),
        label=(pairs["grade"] == EXACT).astype("int8"),
        # A pair without a grade is as far from exact as can be.
        score=told["p_exact"].fillna(0.0).to_numpy(np.float64),
    )
    statistics = {"grade_macro_f1": macro_f1, "grade_auc_exact": auc, "grade_accuracy": of_sums("hit")}
    return measured(rows, statistics, MEANING, asking.settings)


def macro_f1(rows: pd.DataFrame, weights: Weights) -> Floats:
    """Mean F1 of the classes that are a row's `grade` or `predicted`, as scikit-learn defines it; (resamples,)."""
    classes = np.arange(EXACT, IRRELEVANT + 1)
    true, given = (rows[name].to_numpy()[:, None] == classes for name in ("grade", "predicted"))
    counts = weights.astype(np.float64) @ np.hstack([true & given, true, given]).astype(np.float64)
    hits, trues, givens = np.split(counts, 3, axis=1)
    there = trues + givens > 0
    f1 = np.divide(2 * hits, trues + givens, out=np.zeros_like(hits), where=there)
    return divided(f1.sum(axis=1), there.sum(axis=1).astype(np.float64))


def _pairs(sample: pd.DataFrame, known: Truth) -> pd.DataFrame:
    """Graded pairs: `request_id`, `query`, `language`, `group`, `product_id` and `grade`."""
    row_of = np.full(len(known.searches), -1)
    row_of[known.searches.get_indexer(pd.Index(sample["example_id"].astype("str")))] = np.arange(len(sample))
    chosen = np.flatnonzero((row_of[known.search] >= 0) & (known.grade != UNGRADED))
    pairs = sample[["query", "language", "group"]].iloc[row_of[known.search[chosen]]].reset_index(drop=True)
    product = pd.Series(known.shelf.ids[known.product[chosen]].to_numpy(), dtype="str")
    names = pd.Series(np.arange(len(pairs)).astype("str"), dtype="str")
    return pairs.assign(request_id=names, product_id=product, grade=known.grade[chosen])
