"""The simulated market of deals from the day on which the test begins, and what a shop can tell of it.

What customers bought before is told with each request: what the log says until the test, what they buy without a deal
from then on. What they redeem, what they buy with it, and what is left of stock and budget, depends on who ranks and is
told by each course.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from benchmarks.deal_rows import Floats, Ints
from benchmarks.deal_simulated_lines import Lines
from benchmarks.deal_told_texts import Texts, cells, iso, missing, objects, redemption
from sources.simulator.deal_market import DealMarket
from sources.simulator.deal_replay import DealReplay
from sources.simulator.deal_visits import Visits

MOST_TOLD: Final = 100  # purchases and redemptions of a customer that a request tells, the last ones
DECLARED: Final = ("age", "income", "region")


@dataclass(frozen=True)
class World:
    """Visits of the test in time order; the course that all policies go on from.

    Attributes:
        market: Whose truth is known.
        begun: The course of the log up to the test.
        visits: Of the test; (visits,).
        examples: What `build` wrote of the log.
    """

    market: DealMarket
    begun: DealReplay
    visits: Visits
    examples: Path

    @classmethod
    def of(cls, market: DealMarket, examples: Path) -> World:
        """Of a market and the examples that its log gave."""
        visits = market.visits.between(market.test_from, market.ends)
        return cls(market, market.replayed(market.test_from), visits, examples)

    def blocks(self) -> Iterator[tuple[slice, Visits]]:
        """Rows of `visits`, an hour at a time."""
        first = 0
        for block in self.visits.hours():
            yield slice(first, first + len(block)), block
            first += len(block)

    @cached_property
    def customers(self) -> Texts:
        """Ids of the visits' customers."""
        return np.asarray(self.market.customer_ids[self.visits.customer], dtype=object)

    @cached_property
    def times(self) -> Texts:
        """ISO texts of the visits' moments."""
        return iso(self.market.times(self.visits.seconds))

    @cached_property
    def declared(self) -> pd.DataFrame:
        """Declared columns of the visits' customers."""
        table = pd.read_parquet(self.examples / "customers.parquet").set_index("customer_id")
        return table.reindex(pd.Index(self.customers))[list(DECLARED)].reset_index(drop=True)

    @cached_property
    def purchases(self) -> Texts:
        """JSON lists of what each visit's customer bought before."""
        lines, begin, end = self._lines
        return objects([f"[{','.join(lines.texts[first:last])}]" for first, last in zip(begin, end, strict=True)])

    def purchases_with(self, visit: int, more: list[tuple[int, str]]) -> str:
        """The same of one visit, with what its customer bought in a course: seconds and JSON objects."""
        lines, begin, end = self._lines
        own = slice(begin[visit], end[visit])
        both = [*zip(lines.seconds[own].tolist(), lines.texts[own], strict=True), *more]
        return f"[{','.join(text for _, text in sorted(both, key=lambda one: one[0])[-MOST_TOLD:])}]"

    @cached_property
    def _lines(self) -> tuple[Lines, Ints, Ints]:
        """Purchases without a redemption in the test, and from which to which each visit tells."""
        lines = Lines.of(self.market, self.examples)
        width = int(self.market.ends) + 1
        begin = np.searchsorted(lines.customer, self.visits.customer)
        end = np.searchsorted(
            lines.customer * width + lines.seconds, self.visits.customer * width + self.visits.seconds
        )
        return lines, np.maximum(begin, end - MOST_TOLD), end

    @cached_property
    def redeemed(self) -> dict[int, list[str]]:
        """JSON objects of what customers redeemed before the test, oldest first, by position."""
        log = pd.read_parquet(self.examples / "redemptions.parquet", columns=["customer_id", "deal_id", "time"])
        log = log[log["time"] < pd.Timestamp(self.market.times(np.array([self.market.test_from]))[0], tz="UTC")]
        log = log.sort_values("time", kind="stable")
        customer = pd.Index(self.market.customer_ids).get_indexer(pd.Index(log["customer_id"]))
        found: dict[int, list[str]] = {}
        for who, deal, at in zip(customer, log["deal_id"], iso(log["time"]), strict=True):
            found.setdefault(int(who), []).append(redemption(deal, at))
        return found

    @cached_property
    def told(self) -> list[str]:
        """JSON objects of all deals, without the closing brace; those that began before the test by their id alone."""
        table = self.market.deals_table()
        table = table.assign(**{name: cells(iso(table[name]), table[name]) for name in ("start", "end")})
        records = table.to_dict("records")
        known = self.market.deals.start < self.market.test_from
        return [
            json.dumps({key: cell for key, cell in one.items() if key == "deal_id" or not (by_id or missing(cell))})[
                :-1
            ]
            for one, by_id in zip(records, known, strict=True)
        ]

    @cached_property
    def untouched(self) -> list[tuple[Ints, Floats]]:
        """By hour the deals that run, and their true probabilities if nothing is shown in the test; (visits, deals)."""
        course, found = self.begun.copy(), []
        for _, block in self.blocks():
            live = course.live(block)
            found.append((live, course.chances(block, live)))
        return found
