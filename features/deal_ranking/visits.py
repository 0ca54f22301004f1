"""Visits that cannot be one: longer than a visit lasts, or begun before a deal that they show."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from features.columns import UNKNOWN, Longs, Mask
from features.deal_ranking.deals import Deals
from features.deal_ranking.logs import Exposures
from infra.errors import DataError

_HOUR: Final = 3_600_000_000  # microseconds


def pieces_of(shown: Exposures, deals: Deals, longest_hours: float) -> Longs:
    """(n,) place of the request of each row within its visit: 0 for the first, and for rows without a visit.

    A visit is cut at each such stretch of time from its first moment on, and before what it shows of deals that had
    not begun at the first moment of their piece.

    Args:
        shown: (n,) each within the time of its deal.
        deals: Their starts.
        longest_hours: That a visit lasts.
    """
    pieces = np.zeros(len(shown), dtype=np.int64)
    rows = np.flatnonzero(shown.visit != UNKNOWN)
    if not len(rows):
        return pieces
    rows = rows[np.lexsort((shown.time[rows], shown.visit[rows], shown.customer[rows]))]
    time, start = shown.time[rows], deals.start[shown.deal[rows]]
    first = changes(shown.customer[rows], shown.visit[rows])
    visit = np.cumsum(first) - 1
    stretch = (time - time[first][visit]) // max(int(longest_hours * _HOUR), 1)
    late = np.zeros(len(rows), dtype=np.int64)
    while True:
        order = np.lexsort((time, late, stretch, visit))
        begins = changes(visit[order], stretch[order], late[order])
        begin = np.empty_like(time)
        begin[order] = time[order][np.flatnonzero(begins)[np.cumsum(begins) - 1]]
        early = start > begin
        if not early.any():
            break
        late[early] += 1
    piece = np.cumsum(begins) - 1
    of_visit = piece[changes(visit[order])]
    pieces[rows[order]] = piece - of_visit[visit[order]]
    return pieces


def refuse_twice(twice: int, shown: int, most: float) -> None:
    """Refuse visits that show most deals again and again.

    Args:
        twice: Rows left out because their request has the deal already.
        shown: All rows.
        most: Share of them that may be left out.

    Raises:
        DataError: More are.
    """
    if twice <= most * shown:
        return
    raise DataError(
        f"exposures.visit_id: {twice:,} of {shown:,} rows show a deal that their visit had shown already, and would "
        "fall out.",
        "Give each visit an id of its own, not each customer or device; leave visit_id out where visits are not known, "
        "and write exposures.time to the second. Or lower features.longest_visit_hours to what a visit lasts; where "
        f"deals are shown so often in one, raise features.max_twice to {np.ceil(100 * twice / shown) / 100:g}.",
    )


def changes(*columns: Any) -> Mask:
    """(n,) whether each row is the first or differs from the one before it."""
    first = np.zeros(len(columns[0]), dtype=bool)
    first[:1] = True
    for column in columns:
        first[1:] |= column[1:] != column[:-1]
    return first
