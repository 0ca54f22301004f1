"""Columns of impressions, by the contract's names, from arrays of numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from sources.simulator.ad_inventory import Inventory
from sources.simulator.ad_requests import DEVICES, PLACEMENTS, Requests
from sources.simulator.ad_shown import Shown
from sources.simulator.ad_time import MICROSECONDS, SHIFT_DAY, moments
from sources.simulator.ad_truth import AdWorld, click_parts, click_probability
from sources.simulator.dates import TIME
from sources.simulator.streams import scrambled
from sources.simulator.words import Index, Strings, gather, hexadecimal, only

Columns = dict[str, Any]


def impression_ids(seed: int, numbers: Index) -> Strings:
    """Ids of impressions by number, all distinct below 2**32."""
    return hexadecimal("i", scrambled(numbers, seed, "impression"))


def customer_ids(seed: int, numbers: Index) -> Strings:
    """Ids of customers by number."""
    return hexadecimal("c", scrambled(numbers, seed, "customer of ads"))


def request_columns(seed: int, asked: Requests) -> Columns:
    """impression_id, time, customer (missing where nobody is signed in), placement, position and device."""
    return {
        "impression_id": impression_ids(seed, asked.number),
        "time": moments(asked.time),
        "customer": only(customer_ids(seed, asked.customer), asked.known),
        "placement": gather(pa.array(PLACEMENTS), asked.placement),
        "position": asked.position,
        "device": gather(pa.array(DEVICES), asked.device),
    }


def candidate_columns(inventory: Inventory, ads: Index) -> Columns:
    """ad, campaign, advertiser, category and price of ads, each of their shape (ads,)."""
    return {
        "ad": inventory.ids("ad", inventory.number[ads]),
        "campaign": inventory.ids("campaign", inventory.campaign[ads]),
        "advertiser": inventory.ids("advertiser", inventory.advertiser[ads]),
        "category": inventory.categories(inventory.category[ads]),
        "price": inventory.price[ads],
    }


def impressions(world: AdWorld, shown: Shown) -> pa.Table:
    """Whole and good rows of the table, in time order."""
    asked = request_columns(world.seed, shown.requests)
    of_ad = candidate_columns(world.inventory, shown.ad)
    spend = np.round(np.where(shown.conversion, shown.pieces * of_ad["price"], 0.0), 2)
    return pa.table(
        {
            "impression_id": asked["impression_id"],
            "click": shown.click,
            "time": pa.array(asked["time"]).cast(TIME),
            "customer": asked["customer"],
            "ad": of_ad["ad"],
            "campaign": of_ad["campaign"],
            "advertiser": of_ad["advertiser"],
            "placement": asked["placement"],
            "position": asked["position"],
            "device": asked["device"],
            "propensity": shown.propensity,
            "conversion": shown.conversion,
            "spend": spend,
            "category": of_ad["category"],
            "price": of_ad["price"],
        }
    )


def truth_rows(world: AdWorld, shown: Shown) -> pa.Table:
    """What nobody sees, one row for each good impression.

    Columns: impression_id; `true_probability` of a click and `true_conversion_probability` of a purchase after it;
    `propensity` as it was; of the slate `best_probability`, `uniform_probability` (a random candidate's) and
    `policy_probability` (expected of the logging policy); `true_customer`, also of visits without a sign-in;
    `ad_age_days` since its launch; `redesigned`, from the shift on; the log odds of each part as `part_<name>`
    (`ad_truth.PARTS`).
    """
    rows = np.arange(len(shown.ad))
    slate = click_probability(world, shown.requests, shown.slates)
    parts = click_parts(world, shown.requests, shown.ad)
    launch = world.inventory.launch[shown.ad]
    columns: Columns = {
        "impression_id": impression_ids(world.seed, shown.requests.number),
        "true_probability": shown.probability,
        "true_conversion_probability": shown.purchase,
        "propensity": shown.propensity,
        "best_probability": slate.max(axis=1),
        "uniform_probability": slate.mean(axis=1),
        "policy_probability": (slate * shown.policy).sum(axis=1),
        "true_customer": customer_ids(world.seed, shown.requests.customer),
        "ad_age_days": shown.requests.time / MICROSECONDS - launch,
        "redesigned": shown.requests.time >= SHIFT_DAY * MICROSECONDS,
    }
    columns |= {f"part_{name}": np.broadcast_to(odds, rows.shape).astype(np.float32) for name, odds in parts.items()}
    return pa.table(columns)
