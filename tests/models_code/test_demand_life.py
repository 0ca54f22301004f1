"""What is not on sale sells nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from demand_panels import small_panel

from models.demand_forecasting.life import on_sale

ORIGIN = 30


def test_what_nobody_announced_is_on_sale_only_where_a_request_brings_it() -> None:
    panel = small_panel()
    first = panel.first.copy()
    first[0], first[1:] = ORIGIN + 5, 0
    panel = replace(panel, first=first, products=panel.products.assign(launch=-1, end=-1)).until(ORIGIN)
    share = on_sale(panel, ORIGIN, 4)
    assert (share[0] == 0).all()
    assert (share[1:] == 1).all()
    assert (on_sale(panel, ORIGIN, 4, asked_for=True) == 1).all()


def test_what_was_announced_is_on_sale_from_the_week_of_its_launch() -> None:
    panel = small_panel()
    first = panel.first.copy()
    first[0] = ORIGIN + 5
    day = panel.date_of(ORIGIN + 2).astype(np.int64) + 3
    launch = np.where(panel.products["product_id"] == panel.series["product_id"].iloc[0], day, -1)
    panel = replace(panel, first=first, products=panel.products.assign(launch=launch, end=-1)).until(ORIGIN)
    assert on_sale(panel, ORIGIN, 4)[0].tolist() == [0, 0, 1, 1]
