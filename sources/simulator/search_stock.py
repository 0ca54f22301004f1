"""Where and when products can be had: some never come to a region, others run out there for some days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sources.simulator.search_lives import Lives
from sources.simulator.search_regions import REGIONS
from sources.simulator.search_time import DAY, DAYS, FIRST, NEVER, told
from sources.simulator.streams import Ids, draws, scrambled
from sources.simulator.words import Floats, Index, Mask, Strings, gather, hexadecimal

ABSENT = 0.06  # share of products and regions that never meet
GAP_SHARES = (0.4, 0.4, 0.2)  # of the others: no gap, one, two
_MOST_GAPS = len(GAP_SHARES) - 1
GAP_DAYS, _FEWEST_GAP_DAYS = 13.0, 1.0  # mean, beyond the fewest


@dataclass(frozen=True)
class Gaps:
    """When products cannot be had, though they are on sale.

    Attributes:
        absent: Never in a region; (products, regions).
        first, end: Seconds since the first moment of two gaps in order, that do not overlap; a gap that is none
            begins and ends with `NEVER`; (products, regions, 2).
    """

    absent: Mask
    first: Index
    end: Index

    def take(self, rows: Index) -> Gaps:
        """Those of some products alone."""
        return Gaps(self.absent[rows], self.first[rows], self.end[rows])

    @classmethod
    def joined(cls, parts: Sequence[Gaps]) -> Gaps:
        """One after the other."""
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("absent", "first", "end")))

    def there(self, rows: Index, region: Index, seconds: Index) -> Mask:
        """Whether products have come to a region and are not out of stock there; arrays of shape (rows,)."""
        place = rows * len(REGIONS) + region
        found: Mask = ~self.absent.reshape(-1)[place]
        for gap in range(_MOST_GAPS):
            first, end = (edge.reshape(-1)[place * _MOST_GAPS + gap] for edge in (self.first, self.end))
            found &= (seconds < first) | (end <= seconds)
        return found


def gaps(seed: int, number: Ids, days: int = DAYS) -> Gaps:
    """The gaps of products by their numbers, in a period of so many days; the same in every world that holds them."""
    ids = [scrambled(number, seed, f"stock of region {region}") for region in range(len(REGIONS))]
    parts = [_of_region(each, seed, days) for each in ids]
    absent, first, end = (np.stack(each, axis=1) for each in zip(*parts, strict=True))
    return Gaps(absent, first, end)


def _of_region(number: Ids, seed: int, days: int) -> tuple[Mask, Index, Index]:
    count = np.searchsorted(np.cumsum(GAP_SHARES[:-1]), draws(number, seed, "gaps"), side="right")
    starts = np.stack([draws(number, seed, f"gap {place}") for place in range(_MOST_GAPS)], axis=1)
    starts = np.where(count[:, None] == 1, starts[:, :1], np.sort(starts, axis=1)) * days
    length = np.stack([_length(draws(number, seed, f"length of gap {place}")) for place in range(_MOST_GAPS)], axis=1)
    first = (starts * DAY).astype(np.int64)
    end = first + (length * DAY).astype(np.int64)
    first[:, 1] = np.maximum(first[:, 1], end[:, 0])
    end[:, 1] = np.maximum(first[:, 1], end[:, 1])
    none = np.arange(_MOST_GAPS) >= count[:, None]
    told_first, told_end = (np.where(none, NEVER, moments).astype(np.int32) for moments in (first, end))
    return draws(number, seed, "absent") < ABSENT, told_first, told_end


def _length(share: Floats) -> Floats:
    days: Floats = _FEWEST_GAP_DAYS - GAP_DAYS * np.log(share)
    return days


def stock_rows(number: Ids, lives: Lives, gaps: Gaps, start: np.datetime64 = FIRST) -> pa.Table:
    """The contract's table: a row for each stay of a product in a region, its seconds counted from `start`.

    Open where it began before the first day, or has no end in sight; a product that never comes to a region has no
    row there.
    """
    launch = np.broadcast_to(lives.launch[:, None, None], (len(number), len(REGIONS), 1)).astype(np.int64)
    stop = np.broadcast_to(lives.end[:, None, None], launch.shape).astype(np.int64)
    begins = np.concatenate([launch, np.maximum(gaps.end, launch)], axis=2)
    ends = np.concatenate([np.minimum(gaps.first, stop), stop], axis=2)
    # a gap that is none ends with NEVER, so the stay after it is empty
    stays = (begins < ends) & ~gaps.absent[:, :, None]
    product, region, place = np.nonzero(stays)
    begin, end = begins[product, region, place], ends[product, region, place]
    return pa.table(
        {
            "product_id": gather(hexadecimal("p", number), product),
            "region": gather(region_names(), region),
            "available_from": told(begin, begin > 0, start),
            "available_to": told(end, end < NEVER, start),
        }
    )


def region_names() -> Strings:
    """Names of the regions."""
    return pa.array([region.name for region in REGIONS])
