"""Which products are bought again: consumables are, a washing machine is not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from .catalogue import Catalogue
from .event_log import EventLog
from .repeats_settings import RepeatsSettings
from .told_history import BUY

Codes = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]

FILE: Final = "repeats.npz"


@dataclass(frozen=True)
class Repeats:
    """Rates and gaps by category, as each product has them.

    Attributes:
        rate: Share of customers who bought the product and bought it again, shrunk from category to parent; (p,).
        gap: Logarithm of the usual seconds between two purchases, NaN where not known; (p,).
        repeated: Whether who has bought it may be shown it again; (p,).
    """

    rate: Floats
    gap: Floats
    repeated: Truths

    @classmethod
    def of(cls, log: EventLog, catalogue: Catalogue, settings: RepeatsSettings) -> Self:
        """From a log; only purchases count."""
        buys = np.flatnonzero(log.kind == BUY)
        pair = log.customer[buys].astype(np.int64) * log.products + log.product[buys]
        order = np.argsort(pair, kind="stable")
        pair, rows = pair[order], buys[order]
        again = np.flatnonzero(pair[1:] == pair[:-1]) + 1
        firsts = np.flatnonzero(np.append(True, pair[1:] != pair[:-1])[: len(pair)])
        node = np.maximum(catalogue.category, 0).astype(np.int64)
        bought = np.bincount(node[log.product[rows[firsts]]], minlength=len(catalogue.parents)).astype(np.float64)
        pairs_again = again[np.append(True, pair[again][1:] != pair[again][:-1])[: len(again)]]
        more = np.bincount(node[log.product[rows[pairs_again]]], minlength=len(catalogue.parents)).astype(np.float64)
        rate = shrunk(more, bought, catalogue.parents, settings.prior)
        # a gap of no time at all is one visit
        seconds = log.seconds[rows[again]] - log.seconds[rows[again - 1]]
        told = seconds > 0
        gaps, which = np.log(seconds[told]), node[log.product[rows[again][told]]]
        weights = (gaps, np.ones(len(gaps)))
        sums, counts = (np.bincount(which, one, len(catalogue.parents)).astype(np.float64) for one in weights)
        gap = shrunk(sums, counts, catalogue.parents, settings.prior)
        usual = gap[node] if told.any() else np.full(len(node), np.nan)
        found = rate[node].astype(np.float32)
        return cls(found, usual.astype(np.float32), found >= settings.least_rate)

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        np.savez(directory / FILE, allow_pickle=False, rate=self.rate, gap=self.gap, repeated=self.repeated)

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        with np.load(directory / FILE, allow_pickle=False) as arrays:
            return cls(arrays["rate"], arrays["gap"], arrays["repeated"])


def shrunk(sums: Numbers, counts: Numbers, parents: Codes, prior: float) -> Numbers:
    """Mean of each node of a tree over all below it, drawn to that of its parent; the root's is its own; (nodes,).

    Args:
        sums, counts: Of what lies at each node itself; (nodes,).
        parents: Of each node, lower in number than it; the root, number 0, is its own; (nodes,).
        prior: Counts at the parent's mean that are added to those of a node.
    """
    sums, counts = sums.astype(np.float64), counts.astype(np.float64)
    for node in range(len(parents) - 1, 0, -1):
        sums[parents[node]] += sums[node]
        counts[parents[node]] += counts[node]
    mean = np.zeros(len(parents))
    mean[0] = sums[0] / counts[0] if counts[0] > 0 else 0.0
    for node in range(1, len(parents)):
        mean[node] = (sums[node] + prior * mean[parents[node]]) / (counts[node] + prior)
    return mean
