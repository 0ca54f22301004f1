"""Rows of the log that are one request, by the rules that valid's requests are made by."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from .event_log import EventLog
from .examples import Examples
from .places import Places

Ints = npt.NDArray[np.int64]
Names = npt.NDArray[np.object_]


def visits(events: pd.DataFrame, log: EventLog, rows: Ints) -> Ints:
    """A number of the visit of each row; without a visit, what a customer did at one time is one.

    Args:
        events: That the log was made of.
        log: Events.
        rows: Of the log; (rows,).
    """
    customer, _ = pd.factorize(events["customer_id"], sort=True)
    order = np.lexsort((events["place"].to_numpy(dtype=np.int64), customer))  # as the log has them
    visit = pd.factorize(events["visit_id"])[0][order][rows]
    parts = {"customer": log.customer[rows], "visit": visit, "time": np.where(visit < 0, log.seconds[rows], 0.0)}
    return np.asarray(pd.DataFrame(parts).groupby(list(parts), sort=False).ngroup(), dtype=np.int64)


def numbered(groups: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Groups numbered as they first occur, (rows,); and the first row of each."""
    codes, names = pd.factorize(groups)
    firsts = np.full(len(names), np.iinfo(np.int64).max)
    np.minimum.at(firsts, codes, rows)
    return codes.astype(np.int64), firsts


def moment_starts(log: EventLog, rows: Ints) -> Ints:
    """The first row of the same customer and time as each: nothing says which events of one time came first."""
    changes = np.ones(len(log), dtype=bool)
    same_time = (log.seconds[1:] == log.seconds[:-1]) | (np.isnan(log.seconds[1:]) & np.isnan(log.seconds[:-1]))
    changes[1:] = ~((log.customer[1:] == log.customer[:-1]) & same_time)
    firsts = np.flatnonzero(changes)
    return np.asarray(firsts[np.searchsorted(firsts, rows, side="right") - 1], dtype=np.int64)


def regions_at(log: EventLog, rows: Ints) -> Names:
    """Region of each row, None where not known; (rows,)."""
    names: Names = np.array([*log.regions, None], dtype=object)
    return names[log.region[rows]]


def regions_before(data: Examples, log: EventLog, firsts: Ints) -> Names:
    """Where the customer of each row is at home, else was in the last event before it that tells; None as above."""
    known = np.flatnonzero(log.region >= 0)
    place = np.searchsorted(known, firsts) - 1
    last = known[np.maximum(place, 0)] if len(known) else firsts
    told = (place >= 0) & (log.customer[last] == log.customer[firsts])
    regions = regions_at(log, last)
    regions[~told] = None
    places = Places.of(data.customers, log.regions, data.stock)
    homes = [places.known.spelt(places.home(str(name))) for name in log.customers[log.customer[firsts]]]
    return np.array([home or region for home, region in zip(homes, regions.tolist(), strict=True)], dtype=object)
