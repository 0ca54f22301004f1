"""What was shown together is a request: once each deal, in the split of its time or of its deals' start."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from features.columns import UNKNOWN, Ints, Longs, Mask
from features.deal_ranking.logs import Exposures, Tables
from features.deal_ranking.parameters import FeaturesParameters
from features.deal_ranking.splits import START, TRAIN, Ends, ends_of
from features.deal_ranking.visits import changes, pieces_of
from features.hashes import Numbers, hashes, mixed

_OTHER: Final = np.uint64(0xC2B2AE3D27D4EB4F)
_PIECE: Final = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Requests:
    """r requests, and the n rows that were shown in them.

    Attributes:
        customer: (r,) positions.
        time: (r,) microseconds, of the first row.
        part: (r,) position in `SPLITS`.
        number: (r,) a hash that names it, the same in every process.
        of: (n,) position of the request of each row, rising.
        rows: (n,) what was shown; a deal once a request.
        twice: Rows left out because their request has the deal already.
        late: Rows left out because they were shown after their split had ended.
        cut: Rows that are in a further request of their visit, see `pieces_of`.
    """

    customer: Ints
    time: Longs
    part: npt.NDArray[np.int8]
    number: Numbers
    of: Longs
    rows: Exposures
    twice: int
    late: int
    cut: int

    def __len__(self) -> int:
        return len(self.customer)

    def take(self, chosen: Longs) -> tuple[Requests, Longs]:
        """These requests, in this order, with their rows; and the positions of these here."""
        place = np.full(len(self), UNKNOWN)
        place[chosen] = np.arange(len(chosen))
        of = place[self.of]
        kept = np.flatnonzero(of != UNKNOWN)
        kept = kept[np.argsort(of[kept], kind="stable")]
        own = {name: getattr(self, name)[chosen] for name in ("customer", "time", "part", "number")}
        return replace(self, of=of[kept], rows=self.rows.take(kept), **own), kept


def requests_of(tables: Tables, shown: Exposures, parameters: FeaturesParameters) -> tuple[Requests, Ends]:
    """All requests of what was shown, and where their splits end.

    Args:
        tables: Deals and names.
        shown: (n,) within the time of its deal; n > 0.
        parameters: Settings.

    Raises:
        DataError: Times do not allow the split.
    """
    by_start = parameters.split_by == START
    piece = pieces_of(shown, tables.deals, parameters.longest_visit_hours)
    moment = tables.deals.start[shown.deal] if by_start else _begins(shown, piece)
    ends = ends_of(moment, parameters)
    part = ends.part(moment)
    late = shown.time >= ends.end(part)
    whole = len(shown)
    if late.any():
        shown, part, piece = shown.take(~late), part[~late], piece[~late]
    rows, starts = _together(shown, part, piece)
    again = _again(shown.deal[rows], starts)
    kept = rows[~again]
    of = (np.cumsum(starts) - 1)[~again]
    firsts = rows[starts]
    time = np.minimum.reduceat(shown.time[rows], np.flatnonzero(starts)) if len(rows) else shown.time[:0]
    requests = Requests(
        customer=shown.customer[firsts],
        time=time,
        part=part[firsts],
        number=_numbers(tables, shown.take(firsts), time, part[firsts], piece[firsts]),
        of=of,
        rows=shown.take(kept),
        twice=int(again.sum()),
        late=whole - len(shown),
        cut=int((piece > 0).sum()),
    )
    return requests, ends


def _begins(shown: Exposures, piece: Longs) -> Longs:
    """(n,) first moment of the visit of each row."""
    named = np.flatnonzero(shown.visit != UNKNOWN)
    begins = shown.time.copy()
    if len(named):
        order = named[np.lexsort((shown.time[named], piece[named], shown.visit[named], shown.customer[named]))]
        first = changes(shown.customer[order], shown.visit[order], piece[order])
        begins[order] = shown.time[order][np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))]
    return begins


def _together(shown: Exposures, part: Any, piece: Longs) -> tuple[Longs, Mask]:
    """Rows by request, deal and time; and whether each is the first of its request."""
    moment = np.where(shown.visit == UNKNOWN, shown.time, 0)
    rows = np.lexsort((shown.time, shown.deal, part, piece, moment, shown.visit, shown.customer))
    return rows, changes(shown.customer[rows], shown.visit[rows], moment[rows], piece[rows], part[rows])


def _again(deal: Ints, starts: Mask) -> Mask:
    again = np.zeros(len(deal), dtype=bool)
    again[1:] = (deal[1:] == deal[:-1]) & ~starts[1:]
    return again


def _numbers(tables: Tables, first: Exposures, time: Longs, part: Any, piece: Longs) -> Numbers:
    """(r,) of the customer and the part, and of the visit and the piece of it or where none is named its time."""
    numbers = hashes(tables.customers, first.customer) ^ (part.astype(np.uint64) * _OTHER)
    numbers ^= piece.astype(np.uint64) * _PIECE
    told = np.where(first.visit == UNKNOWN, time.view(np.uint64), hashes(tables.visits, first.visit))
    return mixed(mixed(numbers, 0) ^ told, 1)


def drawn(requests: Requests, parameters: FeaturesParameters) -> tuple[Longs, Longs]:
    """Requests by split and time, no more of each split than are wanted; and how many of each are left out, (3,)."""
    order = np.argsort(mixed(requests.number, parameters.seed + 2), kind="stable")
    kept = np.zeros(len(requests), dtype=bool)
    left_out = np.zeros(3, dtype=np.int64)
    for part in range(3):
        mine = order[requests.part[order] == part]
        most = parameters.max_requests if part == TRAIN else parameters.max_test_requests
        kept[mine[:most]] = True
        left_out[part] = max(len(mine) - most, 0)
    chosen = np.flatnonzero(kept)
    order = np.lexsort((requests.number[chosen], requests.time[chosen], requests.part[chosen]))
    return chosen[order], left_out
