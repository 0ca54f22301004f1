"""The worth of showing a deal here and now, as against another time or to somebody else.

A redemption of probability p and worth w takes a unit of what is left, and that unit might have been sold later
anyway: with D redemptions still to come before the end and s units left it is lost to a later customer if D >= s.
Littlewood's rule (1972; reprinted in J. Revenue and Pricing Management 4, 2005) prices the unit at w P(D >= s), and a
request is worth serving by what it brings above this bid price (Talluri and van Ryzin, The Theory and Practice of
Revenue Management, 2004, chapters 2 and 3.3). D is Poisson; its rate is Gamma distributed around what is expected of
the deal (visits of the shop x the share of them that show it x mean probability where it is shown) and moved by the
redemptions so far, so that D is negative binomial. What would sell out anyway therefore gives its places to what would
not.

A deal that is not shown now may be shown on the customer's next visit, if there is one before it is over (`returns`).
Shown now it is redeemed with p, and who redeems it now does not later: with V the chance of being back in time, showing
it now brings p w + (1 - p) V p w, and waiting V p w, so that p w (1 - V p) is gained. Of two deals alike, the one that
ends first goes first.

Both are a factor of p w: (1 - scarcity P(D >= s)) (1 - waiting p V). Without limits of stock and budget the first one
is 1. With both shares 0 the order is that of p w. The charge for scarcity is less than 1 because a later customer who
finds nothing left takes something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import betainc

from .allocation_settings import AllocationSettings
from .returns import kept_by_waiting
from .visits import HOUR, Visits

Numbers = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_LEAST_HOURS: Final = 1e-9  # that divide: a deal that starts now and is expected to sell at once


@dataclass(frozen=True)
class Situation:
    """Pairs of a customer and a deal at a moment; (pairs,) each.

    Attributes:
        customer: Place among the visits' customers, -1 for nobody known.
        hours_run, hours_left: Since the start and until the end of the deal; infinite where open.
        units: Redemptions that stock and budget bear yet, infinite without a bound.
        taken: Redemptions so far.
        probability: Of a redemption.
        crowd: Its mean among customers who come, at the places where deals are shown.
        candidates: Deals that compete for the places of the request: what the caller sent and may be shown. A caller
            that sends a part of them alone, or many that are never shown, is told a rate that is too high or too low.
    """

    customer: Ints
    hours_run: Numbers
    hours_left: Numbers
    units: Numbers
    taken: Numbers
    probability: Numbers
    crowd: Numbers
    candidates: Numbers


def share_of_worth(now: Situation, visits: Visits, settings: AllocationSettings) -> Numbers:
    """What part of p x worth is gained by showing each deal here and now; above 0, at most 1; (pairs,)."""
    left = np.where(np.isfinite(now.hours_left), now.hours_left, settings.open_hours)
    seen, rate = redemptions_seen(now, settings), redemption_rate(now, visits, settings)
    lost = settings.scarcity * sold_out_chance(now.units, rate * left, seen)
    later = settings.waiting * now.probability * kept_by_waiting(visits, now.customer, left, now.units, rate)
    gained: Numbers = np.maximum((1.0 - lost) * (1.0 - later), np.finfo(np.float64).tiny)
    return gained


def redemptions_seen(now: Situation, settings: AllocationSettings) -> Numbers:
    """Shape of the rate's Gamma distribution: its weight, and redemptions since a start that is known; (pairs,)."""
    # nothing tells in what time those of an open start came
    return settings.strength + np.where(np.isfinite(now.hours_run), now.taken, 0.0)


def redemption_rate(now: Situation, visits: Visits, settings: AllocationSettings) -> Numbers:
    """Redemptions an hour to be expected: of the shop's visits, moved by what came since the start; (pairs,)."""
    shown = np.minimum(settings.places / np.maximum(now.candidates, 1.0), 1.0)
    expected = visits.per_hour() * shown * now.crowd
    run = np.where(np.isfinite(now.hours_run), np.maximum(now.hours_run, 0.0), 0.0)
    weight = np.zeros(len(expected))
    np.divide(settings.strength, expected, out=weight, where=expected > 0)
    # without any expectation there is nothing to move
    return np.where(expected > 0, redemptions_seen(now, settings) / np.maximum(weight + run, _LEAST_HOURS), 0.0)


def sold_out_chance(units: Numbers, demand: Numbers, seen: Numbers) -> Numbers:
    """Chance that demand takes all units that are left; 0 where they are not bounded, 1 where none is left; (pairs,).

    Demand is negative binomial: Poisson with a mean that is Gamma distributed.

    Args:
        units: Left, infinite without a bound; (pairs,).
        demand: Its mean; (pairs,).
        seen: Shape of that Gamma distribution, see `redemptions_seen`; (pairs,).
    """
    bounded = np.isfinite(units)
    whole = np.where(bounded, np.floor(units), 1.0)
    chance = np.where(whole >= 1, betainc(np.maximum(whole, 1.0), seen, demand / (seen + demand)), 1.0)
    return np.where(bounded, chance, 0.0)


def hours_between(earlier: Numbers, later: Numbers) -> Numbers:
    """Hours from one moment to another, seconds since 1970; (n,)."""
    return (later - earlier) / HOUR
