"""The ranker of deals as it is served: customers and candidate deals in, an order out; and it learns what came."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, Final

import pandas as pd

from ..bundle import Bundle, seal
from . import request, storage
from .answering import Answerer
from .answers import frame_of, nothing
from .asked_how import asked_of
from .book import Book
from .logged import check_table, logged
from .parameters import DealRankingParameters
from .updating import Updater

MODEL_CLASS: Final = "deal_ranking:DealRanker"
_REQUIREMENTS: Final = ("numpy", "pandas", "pyarrow", "scipy", "xgboost-cpu")


@dataclass
class DealRanker:
    """A loaded bundle. Any number of threads may ask it while one updates it.

    Attributes:
        parameters: What it was trained with.
        answerer: All that was fitted.
        updater: Moves the book.
        book: What is known of deals and customers by now; `update` puts another one in its place.
        facts: What the bundle says of itself: counts, `once`, metrics on valid.
    """

    parameters: DealRankingParameters
    answerer: Answerer
    updater: Updater
    book: Book
    facts: dict[str, Any]
    lock: Lock = field(default_factory=Lock, repr=False)

    @classmethod
    def load(cls, bundle: Bundle) -> DealRanker:
        parameters = DealRankingParameters.read(bundle.parameters)
        facts = dict(bundle.facts)
        answerer, updater, book = storage.load(bundle.directory, parameters, facts)
        return cls(parameters, answerer, updater, book, facts)

    def save(self, directory: Path) -> None:
        """Write a bundle of what is known now; the directory is made if absent and must be empty.

        Raises:
            ValueError: `directory` holds files.
        """
        directory.mkdir(parents=True, exist_ok=True)
        if any(directory.iterdir()):
            raise ValueError(f"{directory} is not empty: a bundle accounts for every file in its directory.")
        storage.save(self.answerer, self.updater, self.book, directory)
        seal(directory, MODEL_CLASS, self.parameters.as_dict(), self.facts)

    def signature(self) -> dict[str, Any]:
        """Inputs and outputs (name, type, required) and params (name, type, default), for the registry."""
        return dict(request.signature(self._columns()))

    def input_example(self) -> pd.DataFrame:
        """Two requests, one with all that can be told and one of a customer whom nobody knows."""
        return request.input_example(self._columns())

    def requirements(self) -> list[str]:
        """Packages that prediction needs."""
        return list(_REQUIREMENTS)

    def predict(self, frame: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        """Deals for customers, now.

        Args:
            frame: Any columns of the signature; more are ignored, missing ones are missing values. `purchases` and
                `redeemed` are JSON lists, oldest first, of ids or objects; null is what is stored of `customer_id`,
                "[]" nothing. `deals` is a JSON list of ids that the model knows, or of objects with any column of the
                contract's table deals, and stock_left, budget_left, and how often it was `shown` and `redeemed` so far;
                of a deal that the model knows, what the object does not tell is taken from the bundle. Null: all deals
                of the bundle. A request without `time` is asked now.
            params: `alpha`, 0 (relevance) to 1 (revenue); `k`, deals a request; `allocate`, whether the order minds
                what scarce stock and budget are worth and what waiting loses (`deals` then are to be all that compete
                for the places: how often each is shown is told by their number); `personal`, whether customer,
                purchases and redeemed deals count for the score.

        Returns:
            At most k rows a request, in the requests' order, best deal first: `request_id`, `rank`, `deal_id`, `score`,
            `probability` (of being redeemed if shown on top), `expected_revenue`, `revenue` (of a redemption),
            `hours_left` (null without an end), `note`. Where nothing may be shown, one row of rank 0. Scores never rise
            with the rank. Never a deal that has not begun, is over, has no stock or budget left, or that the customer
            has redeemed already where deals are redeemed once.

        Raises:
            InputError: The request cannot be used; see `request`, `told_past`, `told_deals` and `asked_how`.
        """
        asked = asked_of(params)
        questions = request.questions_of(frame, self._columns(), time.time())
        if not len(questions):
            return frame_of([], nothing(), [])
        ranked, notes = self.answerer.answers(questions, asked, self.book)
        return frame_of(questions.ids, ranked, notes)

    def update(
        self, exposures: pd.DataFrame, redemptions: pd.DataFrame, deals: pd.DataFrame | None = None
    ) -> dict[str, int]:
        """Learn in place what came of deals: their pull, what is left of stock and budget, who redeemed what.

        Args:
            exposures: customer_id, deal_id, time, and rank where it is known.
            redemptions: customer_id, deal_id, time. Each tells of the last exposure of its customer and deal at or
                before it, which may have come in an earlier call, and once alone; without one it takes stock and
                budget, and the customer has had the deal, but it moves no probability. None does where the model was
                trained without exposures (see the fact `pull`). Nothing tells a row that was learnt before: of stock
                and budget, what comes twice is taken twice, and what is shown twice is expected twice.
            deals: Rows of the contract's table. Deals that are new may be named by their id from then on; of those that
                are known, what is told takes the place of what was (an end, a stock, a price), and what is not told
                stays.

        Returns:
            How many `exposures` and `redemptions` were learnt, how many rows name `unknown` deals, and how many lie
            `outside`: after now, or not from the start to before the end of their deal. Those are set aside, but for
            redemptions that have come: they take stock, and the customer has had the deal. `renewed`: known deals
            that are others now.

        Raises:
            InputError: A column is missing, or cells cannot be read; nothing is learnt then.
        """
        tables = (logged(exposures, "exposures"), logged(redemptions, "redemptions"))
        if deals is not None:
            check_table(deals, "deals", ("deal_id",))
        with self.lock:
            book, renewed = (self.book, 0) if deals is None else self.updater.with_deals(self.book, deals)
            self.book, counts = self.updater.learnt(book, *tables, time.time())
        return counts | {"renewed": renewed}

    def _columns(self) -> tuple[str, ...]:
        return tuple(self.book.profiles.customers)
