"""Conversions that are told beside a click alone: from the table through training to the challenges."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from ad_click_tables import SETTINGS, impressions, written

from evaluation import ad_click as room
from features.ad_click import build
from models.ad_click import AdClickModel, train
from models.errors import InputError
from models.serving import load_bundle

LEARNING: dict[str, Any] = {
    "threads": 1,
    "trees": {"rounds": 10, "learning_rate": 0.1, "patience": 5},
    "past": {"folds": 2, "tree_folds": 2},
}
CHALLENGES: dict[str, Any] = {
    "resamples": 50, "confidence": 0.95, "seed": 0, "staleness_parts": 4, "challenge_rows": 2_000, "max_actions": 60,
    "campaign_clicks": 50, "score_requests": 10, "policy_rows": 300,
    "off_policy": {"cap": None, "least_heavy": 50, "least_informative": 5, "weight_deviations": 4},
}  # fmt: skip


def told_beside_clicks(rows: int) -> pd.DataFrame:
    """A conversion is told where there was a click, and not always there."""
    table = impressions(rows, rate=0.3)
    known = table["click"] & (np.arange(rows) % 7 != 0)
    return table.assign(conversion=table["conversion"].astype(object).where(known, None))


@pytest.mark.parametrize("target", ["conversion", "conversion_after_click"])
def test_a_model_of_conversions_is_challenged_and_learns(target: str, tmp_path: Path) -> None:
    table = told_beside_clicks(4_000)
    examples = tmp_path / "examples"
    facts = build(written(tmp_path / "clean", table), examples, replace(SETTINGS, target=target))
    train(examples, LEARNING, tmp_path / "bundle", lambda *_: None)
    model = load_bundle(tmp_path / "bundle")
    assert isinstance(model, AdClickModel)
    asked = room.requests(examples)
    assert asked["conversion"].tolist() == (asked["label"] == 1).tolist()
    found = room.challenges(model, examples, asked, CHALLENGES)
    assert found["log_loss_updated"].value is not None
    assert found["calibration_ratio_after_rise_updated"].value is not None

    # the table's own rows, as they came: as many are learnt as were examples, and as many of them positives
    later = table.assign(time=pd.Timestamp(model.learned_until))
    counts, fields = model.encoder.counts, len(model.encoder.keyer.fields.names)
    before = counts.impressions.sum(), counts.positives.sum()
    model.update(later)
    after = counts.impressions.sum(), counts.positives.sum()
    learnt = [(now - was) / fields for now, was in zip(after, before, strict=True)]
    parts = [facts[name] for name in ("train", "valid", "test")]
    assert learnt == [sum(part["rows"] for part in parts), sum(part["positives"] for part in parts)]
    with pytest.raises(InputError, match="1 of 4000 rows of conversion are neither true nor false, the first is 'so'"):
        model.update(later.assign(conversion=["so", *later["conversion"].iloc[1:]]))
    with pytest.raises(InputError, match=r"the impressions \(4000 rows\) lack the column click"):
        model.update(later.drop(columns="click"))
