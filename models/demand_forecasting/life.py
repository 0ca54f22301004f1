"""When a product is on sale: nothing is sold before its launch and after its end."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from .panel import Floats, Panel

_EVER: Final = -1  # of a launch or an end that is not known


def on_sale(panel: Panel, origin: int, horizon: int, *, asked_for: bool = False) -> Floats:
    """Share of each week in which a row's product is on sale, float32 (k, horizon).

    Of the week in which it ends that many days; the week in which it is launched counts whole, as the first week of a
    launch curve does. A product that has sold before the origin has been launched, whatever its launch date says. One
    that has not, and has no launch date, is on sale only where a request brings it: whoever stood at the origin could
    not know that it would come.

    Args:
        panel: Of series or products; only weeks before `origin` are looked at.
        origin: First week.
        horizon: Weeks.
        asked_for: Whether a request brings the rows; then one without a launch date is launched at the origin.
    """
    launch, end = _dates(panel)
    start = int(panel.date_of(origin).astype(np.int64))
    first_day = start + 7 * np.arange(horizon)
    share = np.ones((len(panel), horizon), dtype=np.float32)
    ends = end != _EVER
    days_left = np.clip(end[ends, None] - first_day + 1, 0, 7)
    share[ends] = days_left.astype(np.float32) / 7
    waits = panel.first >= min(origin, panel.weeks)
    dated = waits & (launch != _EVER)
    share[dated] *= launch[dated, None] < first_day + 7
    if not asked_for:
        share[waits & (launch == _EVER)] = 0
    return share


def on_sale_days(panel: Panel, origin: int, horizon: int) -> Floats:
    """The same by day, 0 or 1, float32 (k, horizon, 7); the days before a launch are none.

    Rows without a launch date follow their weeks: a week in which they are not on sale has a mean of 0 to share out.
    """
    launch, end = (days[:, None, None] for days in _dates(panel))
    waits = (panel.first >= min(origin, panel.weeks))[:, None, None]
    day = int(panel.date_of(origin).astype(np.int64)) + np.arange(7 * horizon).reshape(1, horizon, 7)
    before = waits & (launch != _EVER) & (day < launch)
    after = (end != _EVER) & (day > end)
    return np.asarray(~before & ~after, dtype=np.float32)


def _dates(panel: Panel) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Launch and end of each row's product, day numbers since 1970."""
    names, known = pd.Index(panel.series["product_id"], dtype="str"), panel.products
    if len(names) < len(known):
        # few rows of a large shop must not cost an index of all its products
        known = known[known["product_id"].isin(names)]
    known = known.drop_duplicates("product_id")
    place = pd.Index(known["product_id"], dtype="str").get_indexer(names)
    # a product that is not known has place -1, the last one
    launch, end = (np.append(known[name].to_numpy(dtype=np.int64), _EVER)[place] for name in ("launch", "end"))
    return launch, end
