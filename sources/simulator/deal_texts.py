"""What customers read of deals."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.deal_calendar import Deals
from sources.simulator.deal_kinds import BRAND, CATEGORY, NAMES
from sources.simulator.streams import draws, scrambled
from sources.simulator.words import Strings, gather, join

# A title of each kind of deal: what is off, what it is for.
_FRAMES = {
    "flash": (("Flash deal:", "off", ""), ("Only today:", "less for", ""), ("", "off", "while stocks last")),
    "weekend": (("Weekend:", "off", ""), ("This weekend", "off", "")),
    "brand days": (("", "off everything by", ""), ("Brand days:", "off", "")),
    "coupon": (("Coupon:", "off", ""), ("Save", "on", ""), ("", "off your next", "")),
    "clearance": (("Clearance:", "off", "last pieces"), ("", "off", "must go")),
}


def titles(seed: int, deals: Deals, brand: Strings, path: Strings) -> Strings:
    """A title for each deal.

    Args:
        seed: Of the world.
        deals: All of them.
        brand, path: Of each offer: its brand, null for none, and the path of its type; (offers,).
    """
    of, scope = deals.offer, deals.offers.scope
    leaf = pc.list_element(pc.split_pattern(path, " > "), 2)
    named = join([brand, leaf])
    what = pc.if_else(pa.array(scope == BRAND), brand, pc.if_else(pa.array(scope == CATEGORY), leaf, named))
    counts = np.array([len(_FRAMES[name]) for name in NAMES])
    first = np.r_[0, np.cumsum(counts)[:-1]]
    share = draws(scrambled(np.arange(len(deals)), seed, "deal"), seed, "title of a deal")
    frame = first[deals.kind] + (share * counts[deals.kind]).astype(np.int64)
    opening, middle, close = (
        gather(pa.array([one[place] for name in NAMES for one in _FRAMES[name]]), frame) for place in range(3)
    )
    percent = pc.binary_join_element_wise(pa.array(np.round(100 * deals.discount).astype(int)).cast("string"), " %", "")
    return pc.utf8_trim_whitespace(join([opening, percent, middle, gather(what, of), close]))
