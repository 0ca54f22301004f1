"""The methods of the benchmark: each learns of a fold's examples and foretells the fold, float64 (n,)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from benchmarks.ad_click_kdd_folds import Floats, Fold
from benchmarks.ad_click_kdd_lightgbm import by_lightgbm
from benchmarks.ad_click_kdd_linear import by_logistic_regression, by_vowpal_wabbit
from benchmarks.ad_click_kdd_ours import by_ours

METHODS: Final[Mapping[str, Callable[[Fold], Floats]]] = {
    "ours": by_ours,
    "LightGBM": by_lightgbm,
    "Vowpal Wabbit": by_vowpal_wabbit,
    "logistic regression": by_logistic_regression,
}
