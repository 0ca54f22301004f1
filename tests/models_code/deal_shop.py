"""A few deals of a small shop, served by a stand-in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd
from deal_stand_in import StandInScorer

from models.deal_ranking.answering import Answerer
from models.deal_ranking.book import Book
from models.deal_ranking.crowd import crowd_of
from models.deal_ranking.crowd_means import CrowdMeans
from models.deal_ranking.delays import Delays
from models.deal_ranking.examples import Known
from models.deal_ranking.model import DealRanker
from models.deal_ranking.parameters import DealRankingParameters
from models.deal_ranking.profiles import Profiles
from models.deal_ranking.pull import Pull
from models.deal_ranking.stored_deals import StoredDeals
from models.deal_ranking.tally import Tally
from models.deal_ranking.updating import Updater
from models.deal_ranking.visits import Visits

NOW = "2026-03-02T12:00:00Z"
PRODUCTS = ("p1", "p2", "p3", "p4")


def seconds(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def times(*texts: str | None) -> Any:
    return pd.Series(pd.to_datetime(list(texts), utc=True)).astype("datetime64[us, UTC]")


def deals_table() -> pd.DataFrame:
    """One of each: plain, wide, over, to come, sold out, without budget, open, and one without products."""
    rows = {
        "plain": ("2026-03-01", "2026-03-03", '["p1"]', 20.0, 0.5, np.nan, np.nan),
        "wide": ("2026-03-01", "2026-03-09", "p2; p3;p4", 10.0, 0.2, 50.0, np.nan),
        "over": ("2026-02-01", "2026-03-02T12:00:00Z", '["p1"]', 20.0, 0.5, np.nan, np.nan),
        "to come": ("2026-03-02T12:00:01Z", "2026-03-09", '["p1"]', 20.0, 0.5, np.nan, np.nan),
        "sold out": ("2026-03-01", "2026-03-09", '["p1"]', 20.0, 0.5, 1.0, np.nan),
        "broke": ("2026-03-01", "2026-03-09", '["p1"]', 20.0, 0.5, np.nan, 15.0),
        "open": ("2026-03-01", None, '["p1", "p2"]', 100.0, 0.1, np.nan, np.nan),
        "bare": ("2026-03-01", "2026-03-09", None, np.nan, np.nan, np.nan, np.nan),
    }
    names = ("start", "end", "products", "price", "discount", "stock", "budget")
    table = pd.DataFrame.from_dict(rows, orient="index", columns=list(names)).rename_axis("deal_id").reset_index()
    for name in ("start", "end"):
        table[name] = times(*[None if one is None else pd.Timestamp(one) for one in table[name]])
    return table


def known() -> Known:
    """Two customers: a buys p1 and p3 and redeemed plain, b bought nothing and redeemed what is sold out."""
    purchases = pd.DataFrame(
        {
            "customer_id": ["a", "a"],
            "product_id": ["p3", "p1"],
            "time": times("2026-01-02", "2026-01-01"),
            "quantity": [1.0, 1.0],
            "amount": [3.0, np.nan],
        }
    )
    redemptions = pd.DataFrame(
        {
            "customer_id": ["a", "b", "b"],
            "deal_id": ["plain", "sold out", "broke"],
            "time": times("2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z", "2026-03-01T12:00:00Z"),
            "revenue": [10.0, 10.0, 10.0],
        }
    )
    return Known(pd.DataFrame({"customer_id": ["a"], "age": ["30"]}), purchases, redemptions)


def ranker(
    parameters: DealRankingParameters | None = None,
    *,
    once: bool = True,
    assumed: bool = False,
    favoured: Mapping[str, float] | None = None,
    campaigns: dict[str, str] | None = None,
) -> DealRanker:
    """A ranker of the shop's deals, as of the evening of 1 March; some may run in campaigns."""
    chosen = parameters or DealRankingParameters()
    table = deals_table()
    stored = StoredDeals.of(table.assign(campaign_id=[(campaigns or {}).get(name) for name in table["deal_id"]]))
    scorer = StandInScorer.of(stored.readable(np.arange(len(stored))), PRODUCTS, favoured)
    bundle = scorer.looked_at(scorer.deals)
    past = known()
    taken = stored.positions(past.redemptions["deal_id"].tolist())
    bought = scorer.positions(past.purchases["product_id"].tolist())
    profiles = Profiles.of(past, bought, taken, chosen.profiles)
    visits = Visits.of(
        np.minimum([0, 0, 0, 1], len(profiles) - 1), np.array([0.0, 3.6e5, 7.2e5, 1.08e6]), len(profiles), chosen.visits
    )
    crowd = crowd_of(scorer, profiles, np.arange(len(profiles)), seconds("2026-03-01T12:00:00Z"), chosen.chunk)
    answerer = Answerer(scorer, visits, CrowdMeans(scorer, crowd, chosen.crowd.kept), once, assumed, chosen)
    mean = crowd.mean(scorer, scorer.deals, stored.together(len(stored)))
    pull = Pull(chosen.pull.strength, 0) if chosen.pull.enabled else None
    book = Book(stored, bundle, None, mean, profiles, Tally.empty(0, 0), pull, 1.0)
    when = np.array([seconds("2026-03-01T12:00:00Z")] * len(taken))
    tally = book.tally.taken_by(taken, when, book.offered.cost[taken])
    book = replace(book, tally=tally)
    return DealRanker(chosen, answerer, Updater(answerer, Delays(np.zeros(101))), book, {"once": once})


def ask(model: DealRanker, params: dict[str, Any] | None = None, **columns: Any) -> pd.DataFrame:
    """The answer to one request, at `NOW` if no time is told."""
    return model.predict(pd.DataFrame({name: [cell] for name, cell in ({"time": NOW} | columns).items()}), params)
