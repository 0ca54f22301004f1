"""The bundle's own account of its answers, held to counts by hand."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from models.product_classification import valid_metrics
from models.product_classification.answers import Answers


def test_counts_by_hand() -> None:
    truth = sp.csr_array(np.array([[1, 0, 0], [0, 1, 0], [0, 1, 1], [0, 0, 1]], dtype=np.float32))
    leaves = np.array([[0, 1], [0, 1], [2, 0], [1, 0]])
    probability = np.array([[0.9, 0.1], [0.6, 0.4], [0.8, 0.1], [0.5, 0.3]])
    sure = np.array([True, False, True, False])
    answers = Answers(leaves, probability, probability > 0.5, np.zeros(4, dtype=np.int64), np.ones(4), sure)
    found = valid_metrics.measured(answers, truth)
    assert found["top1"] == 0.5
    assert found["top5"] == 0.75
    # leaf 0: 2 said, 1 held, 1 right; leaf 1: 1, 2, 0; leaf 2: 1, 2, 1
    assert found["macro_f1"] == pytest.approx((2 / 3 + 0 + 2 / 3) / 3)
    assert found["ece"] == pytest.approx((0.1 + 0.6 + 0.2 + 0.5) / 4)
    assert found["coverage_at_95_precision"] == 0.5
    assert (found["sure_share"], found["sure_precision"]) == (0.5, 1.0)


def test_coverage_cuts_no_ties_apart() -> None:
    confidence, right = np.array([0.9, 0.9, 0.5]), np.array([True, False, True])
    assert valid_metrics.coverage(confidence, right, 0.95) == 0
    assert valid_metrics.coverage(confidence, right, 0.5) == 1
