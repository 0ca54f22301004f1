"""What was seen of deals: counted up to the end of training, and moved by what comes after."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

from .attribution import Keys, exposure_of
from .delays import Delays
from .pull_settings import PullSettings

FILE: Final = "tally.npz"

Numbers = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

_HOUR: Final = 3600.0  # seconds


@dataclass(frozen=True)
class Tally:
    """Counts by offer, by deal, and of exposures whose redemptions may still come. Never changed in place.

    Attributes:
        ripe: Redemptions expected since training of exposures that have shown all that they will; (offers,).
        expected: Those and what has come of the young ones, as of `until`; (offers,).
        redeemed: Redemptions since training of exposures that are known; (offers,).
        taken, spent: Redemptions, and money that they cost, of all time; (deals,).
        young_offer, young_seconds, young_expected, young_before, young_key, young_met: Exposures whose redemptions may
            still come: the offer, when it was, what is expected of it in all, the share of it that training knew, a
            number of its customer and deal (see `attribution`), and whether it was redeemed; (young,).
        until: Latest time that was learnt, seconds since 1970; -inf for none.
    """

    ripe: Numbers
    expected: Numbers
    redeemed: Numbers
    taken: Numbers
    spent: Numbers
    young_offer: Ints
    young_seconds: Numbers
    young_expected: Numbers
    young_before: Numbers
    young_key: Keys
    young_met: Truths
    until: Numbers

    @classmethod
    def empty(cls, offers: int, deals: int) -> Self:
        """Nothing was seen."""
        sizes = dict.fromkeys(_BY_OFFER, offers) | dict.fromkeys(_BY_DEAL, deals)
        arrays: dict[str, Any] = {name: np.zeros(size) for name, size in sizes.items()}
        arrays |= {f"young_{name}": np.zeros(0, dtype=kind) for name, kind in _YOUNG.items()}
        return cls(**arrays, until=np.array(-np.inf))

    def room(self, offers: int, deals: int) -> Tally:
        """With room for further offers and deals, of which nothing was seen."""
        sizes = dict.fromkeys(_BY_OFFER, offers) | dict.fromkeys(_BY_DEAL, deals)
        counts: dict[str, Any] = {name: _padded(getattr(self, name), size) for name, size in sizes.items()}
        return replace(self, **counts)

    def known_until(self, seconds: Numbers) -> Tally:
        """As of the latest of these times, if it is later; (times,)."""
        return replace(self, until=np.array(seconds.max(initial=float(self.until))))

    def with_young(
        self, offer: Ints, seconds: Numbers, expected: Numbers, before: Numbers, key: Keys, met: Truths
    ) -> Tally:
        """With exposures whose redemptions may still come, and the share of them that is known; (young,) each."""
        added = dict(zip(_YOUNG, (offer, seconds, expected, before, key, met), strict=True))
        joined = {f"young_{name}": np.append(getattr(self, f"young_{name}"), one) for name, one in added.items()}
        return replace(self, **joined)

    def taken_by(self, deal: Ints, seconds: Numbers, cost: Numbers) -> Tally:
        """With redemptions of any time, for what is left of stock and budget; (redemptions,) each."""
        taken = self.taken + np.bincount(deal, minlength=len(self.taken))
        spent = self.spent + np.bincount(deal, weights=cost, minlength=len(self.spent))
        return replace(self, taken=taken, spent=spent).known_until(seconds)

    def redeemed_since(self, key: Keys, seconds: Numbers) -> Tally:
        """With redemptions since training, one of each exposure that is known; (redemptions,) each."""
        of = exposure_of(key, seconds, self.young_key, self.young_seconds)
        new = np.unique(of[of >= 0])
        new = new[~self.young_met[new]]
        met = self.young_met.copy()
        met[new] = True
        redeemed = self.redeemed + np.bincount(self.young_offer[new], minlength=len(self.redeemed))
        return replace(self, redeemed=redeemed, young_met=met)

    def aged(self, delays: Delays, settings: PullSettings) -> Tally:
        """As of the latest time that was learnt: what young exposures are expected to have shown by then."""
        age = float(self.until) - self.young_seconds
        share = delays.share(age)
        come = self.young_expected * np.maximum(share - self.young_before, 0.0)
        done = (share >= settings.ripe) & (age >= settings.hours * _HOUR)
        if len(age) > settings.remembered:
            done[np.argsort(age, kind="stable")[settings.remembered :]] = True
        size = len(self.ripe)
        settled = self.ripe + np.bincount(self.young_offer[done], weights=come[done], minlength=size)
        still = settled + np.bincount(self.young_offer[~done], weights=come[~done], minlength=size)
        kept = {f"young_{name}": getattr(self, f"young_{name}")[~done] for name in _YOUNG}
        return replace(self, ripe=settled, expected=still, **kept)

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        np.savez(directory / FILE, allow_pickle=False, **{one.name: getattr(self, one.name) for one in fields(self)})

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        with np.load(directory / FILE, allow_pickle=False) as arrays:
            return cls(**{one.name: arrays[one.name] for one in fields(cls)})


_BY_OFFER: Final = ("ripe", "expected", "redeemed")
_BY_DEAL: Final = ("taken", "spent")
_YOUNG: Final[dict[str, type]] = {
    "offer": np.int64,
    "seconds": np.float64,
    "expected": np.float64,
    "before": np.float64,
    "key": np.uint64,
    "met": np.bool_,
}


def _padded(counts: Numbers, size: int) -> Numbers:
    return np.append(counts, np.zeros(max(size - len(counts), 0)))
