"""Regions of events against those of stock: one that stock does not name is one in which nothing can be had."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa

from features.columns import TEXT, UNKNOWN, Mask
from features.recommendation.log import Log
from features.recommendation.parameters import FeaturesParameters
from infra.errors import DataError
from models.region_names import RegionNames

_NAMED: Final = 5  # spellings that an error shows


def spelt_as_stock(log: Log, stock: pa.Table | None) -> Log:
    """The log, regions that differ from those of stock in case alone spelled as there."""
    if stock is None:
        return log
    known = RegionNames.of(stock.column("region").unique().to_pylist())
    spelt = [known.spelt(name) or name for name in log.regions.to_pylist()]
    names, codes = np.unique(np.array(spelt, dtype=object), return_inverse=True)
    return replace(
        log,
        region=np.append(codes, UNKNOWN)[log.region].astype(np.int32),
        home=np.append(codes, UNKNOWN)[log.home].astype(np.int32),
        regions=pa.array(names.tolist(), TEXT),
    )


def strange_regions(log: Log, stock: pa.Table | None) -> int:
    """Events of a region that stock has no row of; none where there is no stock."""
    return int(_strange(log, stock).sum())


def refuse_strange_regions(log: Log, stock: pa.Table | None, parameters: FeaturesParameters) -> None:
    """Refuse a log too many events of which name a region that stock never does: nothing can be had there.

    Raises:
        DataError: More than `max_strange_regions` of the events that name a region do.
    """
    strange = _strange(log, stock)
    rows, of = int(strange.sum()), int((log.region != UNKNOWN).sum())
    if stock is None or rows <= parameters.max_strange_regions * of:
        return
    theirs = pd.Series(log.region[strange]).value_counts().index
    known = sorted(name for name in stock.column("region").unique().to_pylist() if name is not None)
    named = [log.regions[code].as_py() for code in theirs[: _NAMED + 1].tolist()]
    raise DataError(
        f"events.region (or customers.region): {rows:,} of {of:,} events that name a region name one that stock.region "
        f"never does, such as {_some(named)}; stock has "
        f"{_some(known)}.",
        "Write the regions of all tables alike, but for blanks and capitals. Where stock does not cover these regions, "
        f"raise features.max_strange_regions to {np.ceil(100 * rows / of) / 100:g}: nothing is recommended there.",
    )


def _strange(log: Log, stock: pa.Table | None) -> Mask:
    if stock is None:
        return np.zeros(len(log), dtype=bool)
    known = set(stock.column("region").unique().to_pylist())
    strange = np.array([name not in known for name in log.regions.to_pylist()] + [False])  # the last: says none
    found: Mask = strange[log.region]
    return found


def _some(names: Any) -> str:
    return ", ".join(map(repr, names[:_NAMED])) + (", ..." if len(names) > _NAMED else "")
