"""Contract tables of ad clicks, drawn from the simulated market of ads, and their truth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from sources.simulator.ad_mess import SILENT, broken, lateness, silenced, spare_numbers, written
from sources.simulator.ad_requests import SHARD_ROWS, rows_of_day
from sources.simulator.ad_rows import impression_ids, impressions, truth_rows
from sources.simulator.ad_shown import Shard, Shown, asked_on, make_shards, shown
from sources.simulator.ad_time import DAYS, MICROSECONDS
from sources.simulator.ad_truth import AdWorld, ad_world
from sources.simulator.files import write_parts
from sources.simulator.streams import stream
from sources.simulator.words import Floats, Index

IMPRESSIONS, TRUTH = "impressions", "ad_truth"
# Columns beyond those that the contract names.
CONTRACT_OPTIONS = {"categorical": ("category",), "numeric": ("price",)}
_RESENT = 3_600_000_000  # microseconds after an impression at which its copies are written
_CELLS = ("late", "broken", *SILENT)


def write(out: Path, *, seed: int, scale: float, messy: bool = True) -> None:
    """Write `impressions.parquet`, and `truth/ad_truth.parquet` beside it, into a directory.

    60 days of impressions in the order in which they were written, about 1 in 200 of them clicked. Beyond the
    contract's columns they have `category` (of the advertised product) and `price` (EUR). The bytes depend on the
    arguments alone, today's date is not one of them. A larger scale holds the impressions of a smaller one: it has
    more customers, who see the same ads. One day is in memory at a time.

    Args:
        out: Made if it is not there.
        seed: Of the world.
        scale: 1.0 is 200,000 impressions of 15,000 customers; exact where it is a multiple of 0.2.
        messy: Leave cells out, write some rows late, and add rows that the contract refuses, about one in a hundred.
            Time and click are text then, as they have to be.

    Raises:
        SettingsError: A seed or a scale that is not to be had.
    """
    shards = make_shards(seed, scale)
    paths = {IMPRESSIONS: out / f"{IMPRESSIONS}.parquet", TRUTH: out / "truth" / f"{TRUTH}.parquet"}
    write_parts(tables(ad_world(seed), shards, messy), paths)


def tables(world: AdWorld, shards: Sequence[Shard], messy: bool) -> Iterator[dict[str, pa.Table]]:
    """The table and its truth, day by day; with `messy` the last part has rows that came too late for their day."""
    waiting: list[tuple[pa.Table, Index]] = []
    for day in range(DAYS):
        happened = shown(world, asked_on(world, shards, day))
        rows, truth = impressions(world, happened), truth_rows(world, happened)
        if messy:
            waiting.append(_disordered(world, rows, happened, _cells(world.seed, shards, day, happened)))
            last = day + 1 == DAYS
            rows, late = _until((day + 1) * MICROSECONDS, waiting, last)
            waiting = [late]
        yield {IMPRESSIONS: rows, TRUTH: truth}


def _cells(seed: int, shards: Sequence[Shard], day: int, happened: Shown) -> Floats:
    """Uniform draws for each row of a day, the same whatever the scale: (len(_CELLS), rows)."""
    first, end = rows_of_day(day)
    drawn = np.stack(
        [stream(seed, "mess of ads", one.number * DAYS + day).random((len(_CELLS), end - first)) for one in shards]
    )
    shard, place = np.divmod(happened.requests.number, SHARD_ROWS)
    return np.asarray(drawn[shard, :, place - first].T)


def _disordered(world: AdWorld, rows: pa.Table, happened: Shown, draws: Floats) -> tuple[pa.Table, Index]:
    """Rows with all their mess, and the moment at which each was written."""
    late, breaks, *silent = draws
    good = written(silenced(rows, np.stack(silent)))
    arrival = happened.requests.time + lateness(late)
    spare = impression_ids(world.seed, spare_numbers(happened.requests.number))
    bad, origin = broken(good, breaks, spare)
    return pa.concat_tables([good, bad]), np.r_[arrival, arrival[origin] + _RESENT]


def _until(end: int, waiting: list[tuple[pa.Table, Index]], last: bool) -> tuple[pa.Table, tuple[pa.Table, Index]]:
    """Rows written before a moment in their order, and those that are still to come."""
    table = pa.concat_tables([rows for rows, _ in waiting])
    arrival = np.concatenate([moments for _, moments in waiting])
    order = np.argsort(arrival, kind="stable")
    now = len(order) if last else int(np.searchsorted(arrival[order], end))
    later = order[now:]
    return table.take(pa.array(order[:now])), (table.take(pa.array(later)), arrival[later])
