"""A day of impressions as arrays: who asked, which ads competed, which one was shown, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sources.simulator.ad_requests import SHARD_CUSTOMERS, SHARD_ROWS, Customers, Requests, make_customers, requests
from sources.simulator.ad_slates import CANDIDATES, choose, draw_slates, logging_policy
from sources.simulator.ad_time import DAYS
from sources.simulator.ad_truth import AdWorld, click_probability, conversion_probability
from sources.simulator.sizes import refuse_strange
from sources.simulator.streams import stream
from sources.simulator.words import Floats, Index, Mask

ROWS_PER_SCALE = 200_000
SMALLEST_SCALE, LARGEST_SCALE = 0.01, 10_000  # ids of impressions end at 2**31
_DRAWS = ("choice", "click", "purchase", "pieces")


@dataclass(frozen=True)
class Shard:
    """Customers of one shard, and how many of them a world of this scale reaches."""

    number: int
    inside: int
    customers: Customers


@dataclass(frozen=True)
class Asked:
    """Requests of a day with their candidates, in time order.

    Attributes:
        requests: (requests,).
        slates: Ads that compete, (requests, candidates).
        luck: Uniform draws by name of `_DRAWS`, each (requests,).
    """

    requests: Requests
    slates: Index
    luck: dict[str, Floats]

    def __len__(self) -> int:
        return len(self.requests)

    def take(self, rows: Index | Mask | slice) -> Asked:
        """These requests alone."""
        luck = {name: drawn[rows] for name, drawn in self.luck.items()}
        return Asked(self.requests.take(rows), self.slates[rows], luck)

    @classmethod
    def joined(cls, parts: Sequence[Asked]) -> Asked:
        """One after the other."""
        return cls(
            Requests.joined(part.requests for part in parts),
            np.concatenate([part.slates for part in parts]),
            {name: np.concatenate([part.luck[name] for part in parts]) for name in _DRAWS},
        )


@dataclass(frozen=True)
class Shown:
    """What the logging policy showed, and what came of it; arrays of shape (impressions,).

    Attributes:
        requests, slates: As they were asked.
        ad: What was shown.
        propensity: Probability with which it was chosen.
        policy: The same of all candidates, (impressions, candidates).
        probability, purchase: True ones, of a click and of a purchase after it.
        click, conversion: What happened.
        pieces: Bought, where something was.
    """

    requests: Requests
    slates: Index
    ad: Index
    propensity: Floats
    policy: Floats
    probability: Floats
    purchase: Floats
    click: Mask
    conversion: Mask
    pieces: Index


def make_shards(seed: int, scale: float) -> list[Shard]:
    """The shards of a scale; those of a smaller one are among them, the last one in part.

    Raises:
        SettingsError: A seed below 0, or a scale at which nothing can be learnt or ids run out.
    """
    refuse_strange(seed, scale, SMALLEST_SCALE, LARGEST_SCALE, f"{ROWS_PER_SCALE:,} impressions")
    customers = round(scale * ROWS_PER_SCALE / SHARD_ROWS * SHARD_CUSTOMERS)
    found = []
    for number in range(-(-customers // SHARD_CUSTOMERS)):
        inside = min(customers - number * SHARD_CUSTOMERS, SHARD_CUSTOMERS)
        found.append(Shard(number, inside, make_customers(seed, number)))
    return found


def asked_on(world: AdWorld, shards: Sequence[Shard], day: int, candidates: int = CANDIDATES) -> Asked:
    """Everything that asks for an ad on a day, over all shards, in time order."""
    joined = Asked.joined([_asked(world, shard, day, candidates) for shard in shards])
    return joined.take(np.lexsort((joined.requests.number, joined.requests.time)))


def _asked(world: AdWorld, shard: Shard, day: int, candidates: int) -> Asked:
    found = requests(world.seed, shard.number, day, shard.customers)
    slates = draw_slates(world.inventory, found, shard.number, day, candidates)
    drawn = stream(world.seed, "luck of ads", shard.number * DAYS + day).random((len(_DRAWS), len(found)))
    asked = Asked(found, slates, dict(zip(_DRAWS, drawn, strict=True)))
    if shard.inside == SHARD_CUSTOMERS:
        return asked
    return asked.take(found.customer - shard.number * SHARD_CUSTOMERS < shard.inside)


def shown(world: AdWorld, asked: Asked) -> Shown:
    """What the logging policy makes of requests."""
    policy = logging_policy(world.inventory, asked.requests, asked.slates)
    rows, chosen = np.arange(len(asked)), choose(policy, asked.luck["choice"])
    ad = asked.slates[rows, chosen]
    probability = click_probability(world, asked.requests, ad)
    purchase = conversion_probability(world, asked.requests, ad)
    click = asked.luck["click"] < probability
    pieces: npt.NDArray[np.int64] = 1 + (asked.luck["pieces"] > 0.8) + (asked.luck["pieces"] > 0.95)
    return Shown(
        requests=asked.requests,
        slates=asked.slates,
        ad=ad,
        propensity=policy[rows, chosen],
        policy=policy,
        probability=probability,
        purchase=purchase,
        click=click,
        conversion=click & (asked.luck["purchase"] < purchase),
        pieces=pieces,
    )
