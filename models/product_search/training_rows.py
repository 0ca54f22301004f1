"""Products of training searches with their features and what each is worth."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from ..stock import Availability
from .ask import Ask
from .copies import Copies
from .example_parts import Part
from .propensity import Propensities
from .ranking import Table
from .searching import Found, Searcher

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Progress = Callable[[float], None]

_MICROSECONDS = 1e6


def worth_of(part: Part, propensities: Propensities, most_weight: float) -> Numbers:
    """What each product of a split's searches is worth; (pairs,).

    A judged product is worth its gain. A clicked or bought one is worth that over the propensity of its place, so that
    in expectation it does not matter where it stood (Joachims, Swaminathan and Schnabel, WSDM 2017).
    """
    pairs = part.pairs
    weight = np.minimum(1.0 / propensities.of(pairs.rank), most_weight)
    return np.where(part.logged[pairs.search], pairs.gain * weight, pairs.gain)


def asks_of(part: Part, copies: Copies, searcher: Searcher, availability: Availability, now: float) -> list[Ask]:
    """Copies of searches as they are asked; a judged one may find every product.

    Args:
        part: The split that they are copies of.
        copies: Of its searches.
        searcher: Knows names.
        availability: What could be had.
        now: The time of searches without one, seconds since 1970.
    """
    rows = part.searches.iloc[copies.search]
    time = np.where(np.isfinite(part.times[copies.search]), part.times[copies.search], now)
    regions = rows["region"].tolist()
    region = searcher.names.numbered("region", regions)
    customer = np.where(copies.told, searcher.names.numbered("customer", rows["customer_id"]), -1)
    language = searcher.tables.catalogue.numbered("language", rows["language"])
    anything = np.ones(len(searcher.tables.catalogue), dtype=bool)
    starts = np.searchsorted(part.pairs.search, np.arange(len(part) + 1))
    asks = []
    for row, search in enumerate(copies.search):
        name = regions[row]
        named = name if isinstance(name, str) else None
        at = int(time[row] * _MICROSECONDS)
        logged = part.logged[search]
        allowed = availability.mask(named, at) if logged else anything
        also = np.unique(part.pairs.product[starts[search] : starts[search + 1]])
        who = (int(customer[row]), int(region[row]), int(language[row]), named)
        asks.append(Ask(copies.typed[row], *who, time[row], time[row] - copies.stale[row], allowed, also))
    return asks


def table_of(
    found: Found, part: Part, copies: Copies, worth: Numbers, unseen: int, seed: int, *, only_found: bool
) -> tuple[Table, Floats]:
    """What trees learn from: products shown or judged, and some that were found beside them.

    Args:
        found: Candidates of the copies, with all products shown or judged among them.
        part: The split.
        copies: Of its searches.
        worth: Of the split's pairs.
        unseen: Found products a copy that count as worth nothing.
        seed: Of their draw.
        only_found: Leave out what was shown or judged and is in no list, for no order of candidates can bring it up.

    Returns:
        The rows, and the fused score of each.
    """
    products = int(max((one.positions.max(initial=0) for one in found.candidates), default=0)) + 1
    keys = part.pairs.search * products + np.minimum(part.pairs.product, products - 1)
    order = np.argsort(keys, kind="stable")
    position = np.concatenate([one.positions for one in found.candidates])
    asked = copies.search[found.search] * products + position
    place = np.minimum(np.searchsorted(keys[order], asked), max(len(keys) - 1, 0))
    known = keys[order][place] == asked if len(keys) else np.zeros(len(asked), dtype=bool)
    label = np.where(known, worth[order][place], 0.0) if len(keys) else np.zeros(len(asked))
    listed = np.concatenate([one.found for one in found.candidates])
    kept = (known & (listed | (not only_found))) | _drawn(found.search, known, unseen, seed)
    fused = np.concatenate([one.fused for one in found.candidates])
    table = Table(found.features[kept], label[kept].astype(np.float32), found.search[kept])
    useful = np.isin(table.searches, np.unique(table.searches[table.labels > 0]))
    return Table(table.features[useful], table.labels[useful], table.searches[useful]), fused[kept][useful]


def _drawn(search: Ints, known: npt.NDArray[np.bool_], most: int, seed: int) -> npt.NDArray[np.bool_]:
    """At most so many rows of each search that are not known."""
    lot = np.where(known, np.inf, np.random.default_rng(seed).random(len(search)))
    order = np.lexsort((lot, search))
    place = np.empty(len(search), dtype=np.int64)
    begins = np.searchsorted(search, search)
    place[order] = np.arange(len(search)) - begins
    return ~known & (place < most)
