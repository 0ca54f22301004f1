"""Lessons and valid's requests as the model asks them of itself, with what was wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..ragged import Ragged, entries_of, runs_of
from ..stock import Availability
from .asks import Asks, without_bought
from .event_log import EventLog
from .examples import Requests
from .lessons import Lessons
from .sums import Sums

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]

_MICROSECONDS = 1e6


@dataclass(frozen=True)
class PastAsker:
    """What a request is made with.

    Attributes:
        availability: What could be had.
        repeated: Products that may be shown to who has bought them; (products,).
        now: The time of requests without one, seconds since 1970.
        most_events: Of a history, the latest.
    """

    availability: Availability
    repeated: Truths
    now: float
    most_events: int

    def of_lessons(self, log: EventLog, lessons: Lessons, worth: Floats) -> tuple[Asks, Sums]:
        """Lessons as requests, and the worth of what was done then by request and product.

        Args:
            log: That the lessons are rows of.
            lessons: Requests.
            worth: Of each event of the log; (events,).
        """
        begins = np.maximum(lessons.begins, lessons.ends - self.most_events)
        rows, owner = runs_of(begins, lessons.ends)
        history = Ragged.of(owner, log.product[rows].astype(np.int64), len(lessons))
        asks = self._asks(history, log.seconds[rows], log.kind[rows], lessons.regions.tolist(), lessons.seconds)
        entries, request = runs_of(lessons.since, lessons.until)
        done = lessons.done[entries]
        return asks, _best(request, log.product[done].astype(np.int64), worth[done].astype(np.float64), log.products)

    def of_requests(self, requests: Requests, rows: Ints, products: int) -> tuple[Asks, Sums]:
        """Some requests of valid, and their gains by request and product."""
        sizes = np.diff(requests.history.starts)[rows]
        ends = requests.history.starts[rows + 1]
        begins = np.maximum(ends - sizes, ends - self.most_events)
        events, owner = runs_of(begins, ends)
        history = Ragged.of(owner, requests.history.values[events], len(rows))
        regions = [requests.regions[row] for row in rows.tolist()]
        kinds, seconds = requests.history_kinds[events], requests.history_seconds[events]
        asks = self._asks(history, seconds, kinds, regions, requests.seconds[rows])
        wanted, request = entries_of(requests.relevant.starts, rows)
        return asks, _best(request, requests.relevant.values[wanted], requests.gains[wanted], products)

    def _asks(
        self,
        history: Ragged,
        seconds: Numbers,
        kinds: npt.NDArray[np.int8],
        regions: Sequence[str | None],
        times: Numbers,
    ) -> Asks:
        at = np.where(np.isfinite(times), times, self.now)
        masks = []
        for row, region in enumerate(regions):
            own = slice(int(history.starts[row]), int(history.starts[row + 1]))
            mask = self.availability.mask(region, int(at[row] * _MICROSECONDS))
            masks.append(without_bought(mask, history.values[own], kinds[own], self.repeated))
        return Asks(history.starts, history.values, seconds, kinds, regions, at, masks)


def _best(request: Ints, product: Ints, gain: Numbers, products: int) -> Sums:
    """The highest gain of each product of each request."""
    order = np.argsort(gain, kind="stable")
    found = Sums.latest(request[order], product[order], gain[order], products)
    return Sums(products, found.keys[found.values > 0], found.values[found.values > 0])
