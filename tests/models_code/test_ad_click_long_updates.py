"""Many small updates: base rate and weights share what they learn, and neither runs away."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from ad_click_examples import market, write

from models.ad_click import AdClickModel, train
from models.bundle import open_checked

BATCH = 500


def test_after_many_updates_the_served_answer_is_right_and_the_base_rate_has_not_run_away(tmp_path: Path) -> None:
    rows = market(40_000, seed=3, ads=20, base=-1.0)
    first = 3_000
    learnt = rows.frame.iloc[:first].copy()
    valid = slice(int(0.6 * first), int(0.8 * first))
    # clicks are missing from what the calibration is fitted on, so that it says too little from then on
    thinned = learnt["label"].to_numpy(copy=True)
    thinned[valid] *= np.arange(valid.stop - valid.start) % 3 == 0
    learnt["label"], learnt["click"] = thinned, thinned.astype(bool)
    examples = write(learnt, tmp_path / "examples")
    settings = {"threads": 1, "calibration": {"overall_weight": 1.0}}
    train(examples, settings, tmp_path / "bundle", lambda _name, _share: None)
    model = AdClickModel.load(open_checked(tmp_path / "bundle"))
    later = rows.frame.drop(columns="label").rename(columns={"example_id": "impression_id"})
    offsets, said = [], np.empty(len(later))
    for start in range(first, len(later), BATCH):
        part = slice(start, start + BATCH)
        batch = later.iloc[part]
        said[part] = model.predict(batch.drop(columns=["click", "impression_id"]).astype({"time": "str"}))[
            "probability"
        ]
        model.update(batch)
        offsets.append(model.drift.offset)
    end = slice(len(later) - 10_000, None)
    assert np.abs(offsets[10:]).max() < 1.7  # of log(3), which is what is to be made good
    assert 0.95 < said[end].mean() / rows.chance[end].mean() < 1.05
