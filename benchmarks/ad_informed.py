"""A learner that knows how the simulator's log odds are made up and how far each part spreads, but no value of them.

What it misses of the truth cannot be learnt from the log, or hardly: it is the floor of what can be asked of a model
on the simulator. Ridge-penalised logistic regression, each penalty the inverse of the part's variance, is the most
probable answer where parts are normal.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp
from scipy.optimize import minimize

Floats = npt.NDArray[np.float64]

# Columns looked up together, and how far the log odds of their values spread; of the simulator's own spreads.
PARTS: Final = {
    ("placement",): 1.0,
    ("placement", "position"): 0.4,
    ("phone", "position"): 0.1,
    ("device",): 0.4,
    ("hour",): 0.17,
    ("weekday",): 0.05,
    ("department",): 0.3,
    ("category",): 0.35,
    ("advertiser",): 0.3,
    ("campaign",): 0.5,
    ("ad",): 0.17,
    ("customer",): 0.17,
    ("customer", "category"): 0.12,
    ("placement", "department"): 0.15,
}
_PRICE_SPREAD: Final = 0.15
_STEPS: Final = 80


def informed(learnt: pd.DataFrame, asked: pd.DataFrame) -> Floats:
    """Probabilities of a click.

    Args:
        learnt: Examples with `label`; columns as features/ad_click writes them for the simulator.
        asked: Examples to answer, whose labels are not looked at.
    """
    columns = [name for name in learnt.columns if name in asked.columns and name != "label"]
    both = _named(pd.concat([learnt[columns], asked[columns]], ignore_index=True))
    blocks: list[Any] = [_price(both["price"])]
    for names, spread in PARTS.items():
        if all(name in both for name in names):
            blocks.append(_indicator(both[list(names)], spread))
    design = sp.hstack(blocks, format="csr")
    rows = len(learnt)
    weights = _fitted(design[:rows], learnt["label"].to_numpy(np.float64))
    logit = design[rows:] @ weights[1:] + weights[0]
    return np.asarray(1 / (1 + np.exp(-logit)))


def _named(table: pd.DataFrame) -> pd.DataFrame:
    department = table["category"].str.split(" > ").str[0]
    phone = table["device"].str.startswith("phone").astype("str")
    hour, weekday = table["time"].dt.hour, table["time"].dt.day_of_week
    return table.assign(department=department, phone=phone, hour=hour, weekday=weekday)


def _price(price: pd.Series) -> Any:
    log = np.log(price / price.median()).fillna(0.0).to_numpy(np.float64)
    return sp.csr_array(_PRICE_SPREAD * log[:, None])


def _indicator(columns: pd.DataFrame, spread: float) -> Any:
    """One column for each value, `spread` where a row has it; a missing one is of none."""
    there = columns.notna().all(axis=1).to_numpy()
    codes = np.full(len(columns), -1)
    codes[there] = columns[there].groupby(list(columns), sort=False).ngroup().to_numpy()
    place = np.flatnonzero(there)
    values = np.full(len(place), spread)
    return sp.csr_array((values, (place, codes[place])), shape=(len(columns), codes.max() + 1))


def _fitted(design: Any, label: Floats) -> Floats:
    """Intercept and weights, of unit spread each."""
    across = design.T.tocsr()

    def loss(weights: Floats) -> tuple[float, Floats]:
        logit = design @ weights[1:] + weights[0]
        wrong = 1 / (1 + np.exp(-logit)) - label
        value = float(np.logaddexp(0, logit).sum() - label @ logit + (weights[1:] ** 2).sum() / 2)
        return value, np.r_[wrong.sum(), across @ wrong + weights[1:]]

    share = label.mean()
    start = np.r_[np.log(share / (1 - share)), np.zeros(design.shape[1])]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    return np.asarray(found.x)
