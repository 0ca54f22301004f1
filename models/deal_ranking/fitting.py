"""The steps of training: what is learnt, then what is known of deals and customers when it ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..moments import seconds_of
from ..steps import Steps
from .answering import Answerer
from .attribution import keys_of
from .book import Book
from .crowd import crowd_of
from .crowd_means import CrowdMeans
from .delays import Delays
from .examples import SPLITS, Examples, Known
from .logged import Logged
from .outlook import Outlook
from .parameters import DealRankingParameters
from .profiles import Profiles
from .pull import Pull
from .stored_deals import StoredDeals
from .tally import Tally
from .training_end import delays_of, end_of, exposures_of, redeemed_of
from .updating import Updater, left_at
from .visits import Visits

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Fitted:
    """All that a bundle holds."""

    answerer: Answerer
    updater: Updater
    book: Book
    facts: dict[str, Any]


def fit(data: Examples, chosen: DealRankingParameters, steps: Steps) -> Fitted:
    """Learn of train and valid.

    Args:
        data: Examples.
        chosen: All settings.
        steps: Told what is done.
    """
    outlook = Outlook.fit(data, chosen.outlook, steps)
    with steps.step("what is known of customers and deals", 0.85, 0.9):
        known, stored = data.known(), StoredDeals.of(data.deals)
        taken = stored.positions(known.redemptions["deal_id"].astype("str").tolist())
        bought = outlook.positions(known.purchases["product_id"].astype("str").tolist())
        profiles = Profiles.of(known, bought, taken, chosen.profiles)
        customer = profiles.rows(data.requests["customer_id"].astype("str").tolist())
        asked = seconds_of(data.requests["time"])
        visits = Visits.of(customer, asked, len(profiles), chosen.visits, _kept(data))
        until, sample = end_of(data, known, asked), _sample(customer, asked, chosen.crowd.sample)
        crowd = crowd_of(outlook, profiles, sample, until, chosen.chunk)
    once = _repeats(known) <= chosen.once_repeats
    answerer = Answerer(outlook, visits, CrowdMeans(outlook, crowd, chosen.crowd.kept), once, data.assumed, chosen)
    delays = Delays.of(*delays_of(data, asked, until), chosen.pull.fewest)
    updater = Updater(answerer, delays)
    with steps.step("expectations of deals", 0.9, 0.97):
        bundle = outlook.looked_at(outlook.deals)
        pull = _pull(outlook, stored, chosen) if chosen.pull.enabled and not data.assumed else None
        mean = crowd.mean(outlook, outlook.deals, stored.together(len(stored)))
        book = Book(stored, bundle, None, mean, profiles, Tally.empty(0, 0), pull, 1.0)
        shown = exposures_of(data, asked)
        taken_at = seconds_of(known.redemptions["time"])
        stock = left_at(book.offered.stock, data.deal, shown.seconds, taken, taken_at)
        book = replace(book, looked_at=_looked_at(updater, book, shown, data.deal, stock))
        age = delays.share(until - shown.seconds)
        young = np.flatnonzero((age < chosen.pull.ripe) & (pull is not None))
        late, deal = shown.take(young), data.deal[young]
        tally = book.tally.known_until(np.array([until]))
        expected, key = updater.expected(book, late, deal, stock[young]), keys_of(late.customers, deal)
        tally = tally.with_young(
            book.offer[deal], late.seconds, expected, age[young], key, redeemed_of(data, until)[young]
        )
        tally = tally.taken_by(taken, taken_at, book.offered.cost[taken])
        book = replace(book, tally=tally.aged(delays, chosen.pull))
    facts = {
        "once": once,
        "exposures_assumed": data.assumed,
        "deals": len(stored),
        "customers": len(profiles),
        "pull": "learnt" if pull is not None else "exposures are assumed" if data.assumed else "not wanted",
        "pull_strength": None if pull is None else pull.strength,
        "pull_offers": None if pull is None else pull.offers,
        "pull_level": None if pull is None else pull.level,
        "looked_at": book.looked_at,
        "valid_metrics": outlook.metrics,
    } | outlook.facts
    return Fitted(answerer, updater, book, facts)


def _pull(outlook: Outlook, stored: StoredDeals, chosen: DealRankingParameters) -> Pull:
    fresh = outlook.fresh
    offer = pd.factorize(np.array(stored.offers(), dtype=object))[0].astype(np.int64)
    expected, redeemed = fresh.weight * fresh.probability, fresh.weight * fresh.redeemed
    return Pull.fit(offer[fresh.deal], expected, redeemed, chosen.pull)


def _looked_at(updater: Updater, book: Book, shown: Logged, deal: Ints, stock: Numbers) -> float:
    """Probability of what was shown where it was shown, as a share of its probability on top; 1 without ranks."""
    placed = np.flatnonzero(np.isfinite(shown.ranks))
    rows = np.arange(min(len(placed), updater.answerer.parameters.chunk)) * len(placed)
    rows = placed[rows // max(min(len(placed), updater.answerer.parameters.chunk), 1)]
    some, deal, stock = shown.take(rows), deal[rows], stock[rows]
    there = updater.expected(book, some, deal, stock).sum()
    on_top = updater.expected(book, replace(some, ranks=np.ones(len(some))), deal, stock).sum()
    return float(there / on_top) if on_top > 0 else 1.0


def _kept(data: Examples) -> float:
    """Share of all requests that was written."""
    left_out = data.facts.get("requests_left_out", {})
    written = len(data.requests)
    return written / (written + float(sum(left_out.get(split, 0) for split in SPLITS)))


def _repeats(known: Known) -> float:
    """Share of redemptions that repeat one of the same customer and deal."""
    pairs = known.redemptions[["customer_id", "deal_id"]]
    return float(pairs.duplicated().mean()) if len(pairs) else 0.0


def _sample(customer: Ints, asked: Numbers, most: int) -> Ints:
    """Customers of visits, evenly over the visits of known customers in the order of time."""
    rows = np.flatnonzero(customer >= 0)
    rows = rows[np.argsort(asked[rows], kind="stable")]
    return customer[rows[np.arange(min(most, len(rows))) * len(rows) // max(min(most, len(rows)), 1)]]
