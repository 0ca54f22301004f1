"""All that is known of deals and customers by now: what was stored at training, and what came since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from .campaigns import told_sizes
from .offered import Offered, stored_offered
from .pair_scores import ADDED, BUNDLE
from .profiles import Profiles
from .pull import Pull
from .scorer import Shelf
from .since import Since
from .stored_deals import StoredDeals
from .tally import Tally

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Book:
    """A state of knowledge. Never changed in place: an update puts another one in its place.

    Attributes:
        stored: Content of deals.
        bundle: Those of training, as the scorer reads them.
        added: Those that updates told of: of the bundle, then those behind it; None where there are none.
        crowd: Mean probability of each among customers who come; (deals,).
        profiles: What customers did before training ended.
        tally: What was counted of deals.
        pull: How the multiple of a deal is learnt; None: it is not.
        looked_at: Probability of what was shown where it was shown, as a share of its probability on top.
        since: What customers redeemed since training.
        told_again: Positions of deals of the bundle whose content is that which an update told, in rising order.
        offers: Number of each offer in the tally.
        offer: Of each deal; (deals,).
        offered: The deals as requests are offered them.
        place: Shelf of each deal and its row there; (deals,) each.
        together: Deals of each deal's campaign, NaN without one; (deals,).
        sizes: Deals of each campaign.
    """

    stored: StoredDeals
    bundle: Shelf
    added: Shelf | None
    crowd: Numbers
    profiles: Profiles
    tally: Tally
    pull: Pull | None
    looked_at: float
    since: Since = field(default_factory=Since.empty)
    told_again: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    offers: dict[str, int] = field(init=False, repr=False)
    offer: Ints = field(init=False, repr=False)
    offered: Offered = field(init=False, repr=False)
    place: tuple[npt.NDArray[np.int8], Ints] = field(init=False, repr=False)
    together: Numbers = field(init=False, repr=False)
    sizes: Counter[str | None] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        offers: dict[str, int] = {}
        offer = [offers.setdefault(name, len(offers)) for name in self.stored.offers()]
        object.__setattr__(self, "offers", offers)
        object.__setattr__(self, "offer", np.array(offer, dtype=np.int64))
        object.__setattr__(self, "together", self.stored.together(len(self.bundle)))
        object.__setattr__(self, "sizes", Counter(self.stored.columns["campaign_id"]))
        tally = self.tally.room(len(offers), len(self.stored))
        object.__setattr__(self, "tally", tally)
        object.__setattr__(self, "offered", stored_offered(self.stored, self.offer, self.crowd, tally, self.pull))
        behind = on_added(self.told_again, len(self.bundle), len(self.stored))
        shelf, row = np.full(len(self.stored), BUNDLE, dtype=np.int8), np.arange(len(self.stored))
        shelf[behind], row[behind] = ADDED, np.arange(len(behind))
        object.__setattr__(self, "place", (shelf, row))

    def place_of(self, positions: Ints) -> tuple[npt.NDArray[np.int8], Ints]:
        """Shelf of each deal and its row there, of no meaning for -1; (positions,) each."""
        return self.place[0][positions], self.place[1][positions]

    def together_told(self, campaigns: Sequence[str | None], owner: Ints, position: Ints) -> Numbers:
        """Deals of the campaigns of objects, see `campaigns.told_sizes`; (objects,).

        Args:
            campaigns, owner: Of each object, its campaign and its list; (objects,).
            position: Of its deal among the stored ones, -1 where it is not one; (objects,).
        """
        stored = self.stored.columns["campaign_id"]
        same = [at >= 0 and stored[at] == one for at, one in zip(position.tolist(), campaigns, strict=True)]
        kept = np.where(same, self.together[np.maximum(position, 0)], np.nan)
        return told_sizes(campaigns, owner, self.sizes, kept)

    def run(self, offer: str, moment: float) -> str | None:
        """Id of the deal that an offer ran as at a moment, seconds since 1970.

        Of several that had begun by then it is the latest, None where none had. What is no offer that is known may be
        the id of a deal without one.
        """
        number = self.offers.get(offer)
        if number is None:
            return offer
        rows = np.flatnonzero((self.offer == number) & (self.offered.start <= moment))
        return str(self.offered.ids[rows[np.argmax(self.offered.start[rows])]]) if len(rows) else None

    def numbers_of(self, offers: list[str | None]) -> Ints:
        """Numbers of offers by id in the tally, -1 where nothing is known of one; (offers,)."""
        return np.array([-1 if one is None else self.offers.get(one, -1) for one in offers], dtype=np.int64)

    def multiples(self, offers: list[str | None]) -> Numbers:
        """What is known of the pull of offers by id, 1 where nothing is; (offers,)."""
        found, row = np.ones(len(offers)), self.numbers_of(offers)
        known = row >= 0
        if self.pull is not None and known.any():
            tally, at = self.tally, row[known]
            found[known] = self.pull.multiple(tally.expected[at], tally.redeemed[at])
        return found


def on_added(told_again: Ints, bundle: int, deals: int) -> Ints:
    """Positions of the deals on the shelf of those that updates told of, in its order.

    Args:
        told_again: Those of the bundle.
        bundle: Deals of the bundle.
        deals: Of all.
    """
    return np.append(told_again, np.arange(bundle, deals))
