"""What a history says through the rows of several sources at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .neighbours import Neighbours

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]


class Said(NamedTuple):
    """What is said of products, one entry a source, event and product.

    Attributes:
        product: Position; (entries,).
        score: (entries,).
        event: Place in the history; (entries,).
        starts: Where each source's entries begin, and the end of the last; (sources + 1,).
    """

    product: Codes
    score: Floats
    event: Ints
    starts: list[int]


def said_of(
    rows: Sequence[Neighbours | None],
    decays: Sequence[float],
    history: Ints,
    weights: Floats,
    seconds: Numbers,
    allowed: Truths,
    *,
    most: int,
    least: float,
) -> Said:
    """All that is said of products that may be shown.

    Args:
        rows: Of each source, None where it is left out.
        decays: Worth of each earlier moment, by source.
        history: Positions, oldest first; (events,).
        weights: Of each event before it fades; (events,).
        seconds: Time of each event, NaN where not known: what was taken at once fades alike; (events,).
        allowed: Products that may be shown; (products,).
        most: Latest events that are read.
        least: Worth of an earlier event, after fading, from which on it is not read.
    """
    begins = max(len(history) - most, 0)
    recent, worth = history[begins:], weights[begins:].astype(np.float32)
    ages = moments_back(seconds[begins:])
    products, scores, events, starts = [], [], [], [0]
    for one, decay in zip(rows, decays, strict=True):
        if one is not None and len(recent):
            faded = np.float32(decay) ** ages
            first = int(np.searchsorted(faded, least, "right")) if least > 0 else 0
            product, score, owner = one.entries(recent[first:], (worth * faded)[first:].astype(np.float32))
            held = allowed[product]
            products.append(product[held])
            scores.append(score[held])
            events.append(owner[held] + (begins + first))
            starts.append(starts[-1] + len(products[-1]))
        else:
            starts.append(starts[-1])
    if not products:
        return Said(np.zeros(0, np.int32), np.zeros(0, np.float32), np.zeros(0, np.int64), starts)
    return Said(np.concatenate(products), np.concatenate(scores), np.concatenate(events), starts)


def moments_back(seconds: Numbers) -> Ints:
    """Moments after that of each event, the events of one time being one; rising times or NaN; (events,)."""
    if not len(seconds):
        return np.zeros(0, dtype=np.int64)
    later = np.append(seconds[1:] != seconds[:-1], False)
    return np.cumsum(later[::-1])[::-1].astype(np.int64)


def distinct(products: int, *positions: npt.NDArray[np.integer]) -> Ints:
    """Positions that occur, rising; marking them costs less than sorting them, each source repeating the others."""
    marked = np.zeros(products, dtype=bool)
    for some in positions:
        marked[some] = True
    return np.flatnonzero(marked)


def summed(said: Said, found: Ints, slots: Codes) -> Floats:
    """Sum of what each source says of each product of `found`; (found, sources).

    Args:
        said: Of products of `found` alone.
        found: Positions.
        slots: Place in `found` of each entry of `said`; (entries,).
    """
    out = np.zeros((len(said.starts) - 1, len(found)), dtype=np.float32)
    for source, (begin, end) in enumerate(zip(said.starts[:-1], said.starts[1:], strict=True)):
        if end > begin:
            out[source] = np.bincount(slots[begin:end], said.score[begin:end], minlength=len(found))
    return out.T


def leading(scores: Floats, most: int) -> Truths:
    """Which rows are among the best of any column, of those above zero; (n,)."""
    chosen = np.zeros(len(scores), dtype=bool)
    for column in scores.T:
        if len(column) > most > 0:
            best = np.argpartition(-column, most - 1)[:most]
            chosen[best[column[best] > 0]] = True
        elif most > 0:
            chosen |= column > 0
    return chosen


def speakers(said: Said, slots: Codes, count: int) -> Ints:
    """Place in the history of the event by which each source says most of each product; -1 of none; (count, sources).

    Args:
        said: Entries.
        slots: Place of each entry's product among those asked for, -1 of others; (entries,).
        count: Products asked for.
    """
    out = np.full((count, len(said.starts) - 1), -1, dtype=np.int64)
    for source, (begin, end) in enumerate(zip(said.starts[:-1], said.starts[1:], strict=True)):
        asked = begin + np.flatnonzero(slots[begin:end] >= 0)
        slot, score = slots[asked], said.score[asked]
        most = np.zeros(count, dtype=np.float32)
        np.maximum.at(most, slot, score)
        speaks = score == most[slot]
        out[slot[speaks], source] = said.event[asked[speaks]]  # of equals the latest
    return out
