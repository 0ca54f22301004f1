"""The true probability of a click, and of a purchase after it.

The log odds of a click are linear: a base and a sum of parts, each with a name (`PARTS`): page (placement, and position
by it), device, moment (hour and weekday), redesign (the shift late in the period), category, price, advertiser,
campaign, ad, age (new ads draw looks), customer, taste (customer by category), fit (placement by department). What was
shown before does not matter.

The true probabilities leave .85 to .91 of the entropy that the base rate alone leaves, by seed: that much is chance.
Of the rest a part cannot be learnt from a log of a million: customers, tastes and ads differ, and most of them are seen
too seldom. A learner that knew the form above, and how far each part spreads, would stay 1 to 1.5 % above the log loss
of the truth before the redesign (`python -m benchmarks.ad_click_simulated` tells it beside the model's).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from sources.simulator.ad_campaigns import CAMPAIGNS, make_inventory
from sources.simulator.ad_inventory import Inventory, departments
from sources.simulator.ad_requests import DEVICES, PLACEMENTS, Requests, make_customers, requests
from sources.simulator.ad_slates import choose, draw_slates, logging_policy
from sources.simulator.ad_time import MICROSECONDS, SHIFT_DAY, moment_effect, shift_effect
from sources.simulator.streams import stream
from sources.simulator.words import Floats, Index

CLICK_RATE = 0.005
_PILOT_DAYS = range(0, SHIFT_DAY, 2)
_PLACEMENT_EFFECTS = (1.1, 0.1, 0.5, -0.4, -0.3, -1.8, -0.9)
_EXAMINED = (1.1, 0.85, 0.95, 0.8, 0.7, 0.4, 0.5)  # log odds lost for each unit of the log of the position
_PHONE_LOSES = 0.15  # more of it on the screen of a phone
_DEVICE_EFFECTS = (0.2, 0.3, -0.15, 0.05, 0.2, -0.1, -1.2, 0.4, -0.6)
_NOVELTY, _NOVELTY_DAYS = 0.25, 5.0
_TASTE = 0.12
_FIT_SPREAD = 0.15  # of departments in placements
_CONVERSION = -2.4  # log odds of a purchase after a click
_CONVERSION_BY_LIKING = 0.5
_CONVERSION_PLACEMENTS = (0.3, 0.1, 0.0, -0.2, -0.4, -0.6, 0.6)
_CONVERSION_PHONE = -0.25

PARTS = (
    "page",
    "device",
    "moment",
    "redesign",
    "category",
    "price",
    "advertiser",
    "campaign",
    "ad",
    "age",
    "customer",
    "taste",
    "fit",
)


@dataclass(frozen=True)
class AdWorld:
    """The ads of a seed, and the log odds at which the base rate is the wanted one."""

    inventory: Inventory
    base: float
    fits: Floats

    @property
    def seed(self) -> int:
        return self.inventory.seed


@lru_cache(maxsize=4)
def ad_world(seed: int, campaigns: int = CAMPAIGNS, click_rate: float = CLICK_RATE) -> AdWorld:
    """The world of a seed; how much is shown changes nothing in it.

    Args:
        seed: Of the world, from 0.
        campaigns: The largest ones alone.
        click_rate: Share of the logging policy's impressions that are clicked, before the redesign; found on a pilot.
    """
    inventory = make_inventory(seed, campaigns)
    fits = stream(seed, "departments in placements").normal(
        0, _FIT_SPREAD, (len(PLACEMENTS), int(departments().max()) + 1)
    )
    world = AdWorld(inventory, 0.0, fits)
    customers = make_customers(seed, 0)
    odds = []
    for day in _PILOT_DAYS:
        asked = requests(seed, 0, day, customers)
        slates = draw_slates(inventory, asked, 0, day)
        chosen = choose(logging_policy(inventory, asked, slates), stream(seed, "pilot", day).random(len(asked)))
        odds.append(sum(click_parts(world, asked, slates[np.arange(len(asked)), chosen]).values()))
    base = 0.0
    pilot = np.concatenate(odds)
    for _ in range(20):
        base += float(np.log(click_rate / sigmoid(base + pilot).mean()))
    return AdWorld(inventory, base, fits)


def sigmoid(logit: Floats) -> Floats:
    """Probability of log odds."""
    probability: Floats = 1 / (1 + np.exp(-logit))
    return probability


def click_parts(world: AdWorld, asked: Requests, ads: Index) -> dict[str, Floats]:
    """Log odds of a click that each part adds, by the names of `PARTS`; what is left is `world.base`.

    Args:
        world: The ads.
        asked: (requests,).
        ads: (requests,) or (requests, candidates); the answer has its shape.
    """
    inventory = world.inventory

    def wide(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return np.broadcast_to(values[:, None] if ads.ndim == 2 else values, ads.shape)

    phone = np.array([name.startswith("phone") for name in DEVICES])[asked.device]
    examined = np.array(_EXAMINED)[asked.placement] + _PHONE_LOSES * phone
    time = wide(asked.time)
    age = np.maximum(time / MICROSECONDS - inventory.launch[ads], 0.0)
    of_ads = {name: effect[ads] for name, effect in inventory.effects.items()}
    return {
        "page": wide(np.array(_PLACEMENT_EFFECTS)[asked.placement] - examined * np.log(asked.position)),
        "device": wide(np.array(_DEVICE_EFFECTS)[asked.device]),
        "moment": wide(moment_effect(asked.time)),
        "redesign": wide(shift_effect(asked.time)),
        **of_ads,
        "age": _NOVELTY * np.exp(-age / _NOVELTY_DAYS),
        "customer": wide(asked.liking),
        "taste": _TASTE * np.einsum("n...t,nt->n...", inventory.tastes[ads], asked.tastes),
        "fit": world.fits[wide(asked.placement), inventory.department[ads]],
    }


def click_probability(world: AdWorld, asked: Requests, ads: Index) -> Floats:
    """True probability that each ad would be clicked; shapes as in `click_parts`."""
    logit = np.full(ads.shape, world.base)
    for odds in click_parts(world, asked, ads).values():
        logit += odds
    return sigmoid(logit)


def conversion_probability(world: AdWorld, asked: Requests, ads: Index) -> Floats:
    """True probability that a click on each ad ends in a purchase; shapes as in `click_parts`."""
    phone = np.array([name.startswith("phone") for name in DEVICES])[asked.device]
    page = np.array(_CONVERSION_PLACEMENTS)[asked.placement]
    of_request = _CONVERSION + page + _CONVERSION_PHONE * phone + _CONVERSION_BY_LIKING * asked.liking
    wide = of_request[:, None] if ads.ndim == 2 else of_request
    return sigmoid(wide + world.inventory.conversion[ads])
