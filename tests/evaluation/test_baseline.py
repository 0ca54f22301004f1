"""What the primary metric is held against is measured."""

from __future__ import annotations

import pytest

from evaluation.baseline import Baseline
from evaluation.gate_policy import is_known, measured_names
from tasks import rooms


@pytest.mark.parametrize("use_case", rooms.USE_CASES)
def test_both_measures_are_declared(use_case: str) -> None:
    room = rooms.module("evaluation", use_case)
    assert isinstance(room.BASELINE, Baseline)
    for name in (room.BASELINE.measure, room.BASELINE.against):
        assert is_known(name, measured_names(room))
    assert room.BASELINE.measure != room.BASELINE.against
