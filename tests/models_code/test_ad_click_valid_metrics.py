"""What is told of valid was foretold by nothing that was learnt of the rows it is measured on."""

from __future__ import annotations

import numpy as np

from models.ad_click import valid_metrics
from models.ad_click.parameters import AdClickParameters
from models.ad_click.stack import weighed

ROWS = 20_000


def test_trees_that_shine_on_the_later_half_alone_are_not_weighed_by_it() -> None:
    rng = np.random.default_rng(0)
    label, alone = (rng.random(ROWS) < 0.2).astype(float), np.full(ROWS, -1.4)
    knowing = np.where(label == 1, 2.0, -3.0)
    astray = np.where(label == 1, -1.9, -1.3)
    wrong = np.where(np.arange(ROWS) < ROWS // 2, astray, knowing)
    segment, chosen = np.zeros(ROWS, dtype=np.uint64), AdClickParameters()
    assert weighed(wrong, alone, label, chosen.blend_steps, chosen.blend_clicks) > 0.05
    found = valid_metrics.measured(wrong, alone, label, segment, chosen)
    assert found == valid_metrics.measured(alone, alone, label, segment, chosen)
    assert valid_metrics.measured(knowing, alone, label, segment, chosen)["log_loss"] < 0.5 * found["log_loss"]


def test_of_one_row_or_none_what_can_be_told_is() -> None:
    chosen, segment = AdClickParameters(), np.zeros(1, dtype=np.uint64)
    assert valid_metrics.measured(segment[:0] * 1.0, segment[:0] * 1.0, segment[:0] * 1.0, segment[:0], chosen) == {}
    one = np.zeros(1)
    assert set(valid_metrics.measured(one, one, one, segment, chosen)) == {"log_loss"}
