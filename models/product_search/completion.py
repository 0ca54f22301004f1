"""The likeliest phrases that a text begins, for a customer in a region."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from ..stock import Mask
from ..vocabulary import Floats, Ints
from .asked import Taste
from .phrases import Phrases
from .understanding_settings import CompletionSettings

_LAST: Final = "\U0010ffff"


@dataclass(frozen=True)
class Completions:
    """Phrases that a text begins, the likeliest first.

    Attributes:
        phrases: Their numbers; (m,).
        weights: What each counts here; (m,).
        rest: What all other phrases count that the text begins, those that lead to nothing included.
        barred: Keys of phrases that lead to nothing that can be had.
    """

    phrases: Ints
    weights: Floats
    rest: float
    barred: frozenset[str]


@dataclass(frozen=True)
class Completer:
    """Phrases by their beginning.

    A beginning is a range of the ordered phrases. Of ranges that are long the best are listed once, as the nodes of a
    trie would.
    """

    phrases: Phrases
    settings: CompletionSettings
    _total: Floats = field(init=False, repr=False, compare=False)
    _listed: dict[tuple[int, int], Ints] = field(init=False, repr=False, compare=False)
    _of_region: Floats = field(init=False, repr=False, compare=False)
    _told: Floats = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_total", np.concatenate([[0.0], np.cumsum(self.phrases.weights)]))
        object.__setattr__(self, "_listed", {})
        held, regions = self.phrases, max(len(self.phrases.regions), 1)
        told = np.bincount(held.placed % regions, held.regional, minlength=regions)
        object.__setattr__(self, "_of_region", told / max(float(told.sum()), 1e-12))
        object.__setattr__(self, "_told", np.bincount(held.placed // regions, held.regional, minlength=len(held)))
        self._list("", 0, len(self.phrases))

    def complete(self, beginning: str, taste: Taste | None, region: str | None, allowed: Mask | None) -> Completions:
        """Phrases that begin so.

        Args:
            beginning: Spelt words; a blank at the end where the last is finished.
            taste: Of the customer; None where nobody is known.
            region: Where he is.
            allowed: Products that can be had there; phrases of which none can be had are left out. All where None.
        """
        keys = self.phrases.keys
        first, end = bisect_left(keys, beginning), bisect_left(keys, beginning + _LAST)
        best = self._listed.get((first, end))
        if best is None:
            best = self._best(first, end)
        weights = self.phrases.weights[best]
        total = float(self._total[end] - self._total[first])
        rest = max(total - float(weights.sum()), 0.0)
        factor = self._personal(best, taste) * self._regional(best, region)
        alive = self._leads_somewhere(best, allowed)
        barred = frozenset(keys[one] for one in best[~alive].tolist())
        best, weights = best[alive], (weights * factor)[alive]
        order = np.argsort(-weights, kind="stable")
        return Completions(best[order], weights[order], rest, barred)

    def shown(self, found: Completions, most: int) -> tuple[str, ...]:
        """The first of those that may be offered, as texts."""
        offered = found.phrases[self.phrases.offered[found.phrases]]
        return tuple(self.phrases.shown[one] for one in offered[:most])

    def _list(self, beginning: str, first: int, end: int) -> None:
        if end - first < self.settings.list_from:
            return
        self._listed[first, end] = self._best(first, end)
        keys = self.phrases.keys
        place = first
        while place < end:
            if len(keys[place]) == len(beginning):
                place += 1
                continue
            longer = keys[place][: len(beginning) + 1]
            after = bisect_left(keys, longer + _LAST, place, end)
            self._list(longer, place, after)
            place = after

    def _best(self, first: int, end: int) -> Ints:
        weights = self.phrases.weights[first:end]
        most = self.settings.listed
        kept = np.argpartition(-weights, most)[:most] if len(weights) > most else np.arange(len(weights))
        return first + kept[np.lexsort((kept, -weights[kept]))].astype(np.int64)

    def _personal(self, phrases: Ints, taste: Taste | None) -> Floats:
        if taste is None:
            return np.ones(len(phrases))
        liked = _looked_up(taste.category, self.phrases.category[phrases])
        liked = liked + _looked_up(taste.brand, self.phrases.brand[phrases])
        return 1.0 + self.settings.personal * liked

    def _regional(self, phrases: Ints, region: str | None) -> Floats:
        """How much more of a phrase's searches come from the region than of all; near 1 where it has few."""
        if region is None or region not in self.phrases.regions or not len(self.phrases.placed):
            return np.ones(len(phrases))
        place = self.phrases.regions.index(region)
        keys = phrases * len(self.phrases.regions) + place
        at = np.minimum(np.searchsorted(self.phrases.placed, keys), len(self.phrases.placed) - 1)
        here = np.where(self.phrases.placed[at] == keys, self.phrases.regional[at], 0.0)
        prior, usual = self.settings.regional_prior, max(float(self._of_region[place]), 1e-12)
        return np.asarray((here + prior * usual) / ((self._told[phrases] + prior) * usual), dtype=np.float64)

    def _leads_somewhere(self, phrases: Ints, allowed: Mask | None) -> Mask:
        if allowed is None or not len(phrases):
            return np.ones(len(phrases), dtype=bool)
        if not allowed.any():
            return np.zeros(len(phrases), dtype=bool)
        lengths = self.phrases.starts[phrases + 1] - self.phrases.starts[phrases]
        begins = np.cumsum(lengths) - lengths
        rows = np.repeat(self.phrases.starts[phrases] - begins, lengths) + np.arange(int(lengths.sum()))
        can = np.concatenate([[0], np.cumsum(allowed[self.phrases.products[rows]])])
        # Of a phrase without known products nothing can be told, so it stays.
        return np.asarray((lengths == 0) | (can[begins + lengths] > can[begins]), dtype=bool)


def _looked_up(shares: Sequence[float] | np.ndarray, numbers: np.ndarray) -> Floats:
    if not len(shares):
        return np.zeros(len(numbers))
    return np.where(numbers >= 0, np.asarray(shares, dtype=np.float64)[np.maximum(numbers, 0)], 0.0)
