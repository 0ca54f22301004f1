"""`promote: false`: the gate judges, and nothing is promoted."""

from __future__ import annotations

from typing import Any

import pytest

from infra import promotion
from tasks import register
from tasks.steps import Run

GATE = {
    "primary": "f1",
    "confidence": 0.95,
    "min_gain": 0.0,
    "resamples": 100,
    "floors": {"f1": 0.5},
    "ceilings": {},
    "max_loss": {},
}
FACTS: dict[str, Any] = {"champion": None, "comparison": None, "measures": {"f1": {"value": 0.9, "n": 10}}}


@pytest.mark.parametrize("promote", [True, False])
def test_the_verdict_is_told_either_way(monkeypatch: pytest.MonkeyPatch, promote: bool) -> None:
    monkeypatch.setattr(promotion, "was_rolled_back", lambda *_: False)
    run = Run("product_matching", {"gate": GATE, "promote": promote})
    report = register._judge(None, run, "product-matching", "1", FACTS)
    assert report.promote is promote
    assert "every floor and ceiling holds" in report.reason
    assert report.reason.startswith("judged, not promoted") is not promote
