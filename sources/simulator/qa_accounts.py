"""Accounts of a market's customers."""

from __future__ import annotations

from dataclasses import dataclass

from sources.simulator.qa_lists import Listed, Reminders, listed, reminders
from sources.simulator.qa_orders import Orders, Seen
from sources.simulator.qa_shopping import shopped
from sources.simulator.rec_market import RecMarket
from sources.simulator.streams import Ids
from sources.simulator.words import Strings


@dataclass(frozen=True)
class Accounts:
    """All that customers have.

    Attributes:
        orders, listed, reminders, seen: Their rows, those of a customer side by side.
        numbers, titles: Of the market's products, those in their ids.
        nouns: What kind of thing each is.
    """

    orders: Orders
    listed: Listed
    reminders: Reminders
    seen: Seen
    numbers: Ids
    titles: Strings
    nouns: Strings


def accounts(market: RecMarket, titles: Strings, nouns: Strings) -> Accounts:
    """The accounts of a market.

    Args:
        market: Where customers buy.
        titles: Of its products.
        nouns: What kind of thing each is.
    """
    orders, seen = shopped(market)
    return Accounts(
        orders=orders,
        listed=listed(market.seed, seen),
        reminders=reminders(market.seed, len(market.guests), seen),
        seen=seen,
        numbers=market.goods.number,
        titles=titles,
        nouns=nouns,
    )
