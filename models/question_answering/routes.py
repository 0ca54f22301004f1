"""What answers are taken from, and what the customer's account says before anything else is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from .account import Account
from .account_answers import answered
from .accounts import Accounts
from .days import DAY_SECONDS, iso
from .finding import Finding
from .kind_names import DELIVERY, ORDER_STATUS, is_account
from .kinds import Understanding, account_share
from .own_wording import is_owners
from .parameters import QuestionAnsweringParameters
from .passage_store import PassageStore
from .product_names import ProductNames
from .request import Questions
from .understood import Understood

_OF_ROWS: Final = frozenset({DELIVERY, ORDER_STATUS})  # "where is it" asks for a row without a word of whose it is


@dataclass(frozen=True)
class Routes:
    """What answers are taken from.

    Attributes:
        understanding: Tells kinds.
        accounts: Rows of customers.
        names: Of products.
        opinions: Counted ones by product.
        store: Passages of products.
        parameters: Of all parts.
    """

    understanding: Understanding
    accounts: Accounts
    names: ProductNames
    opinions: dict[str, pd.DataFrame]
    store: PassageStore
    parameters: QuestionAnsweringParameters

    def is_own(self, questions: Questions, row: int, read: Understood) -> bool:
        """Whether the customer's account answers it, or refuses what nothing else can answer; see `own`."""
        return self.own(questions, row, read) is not None

    def own(self, questions: Questions, row: int, read: Understood) -> Finding | None:
        """What the customer's account says; None where the question is about a product.

        Its kind says that it is about an account, and there is a customer, or no text. Words that nobody knows say
        nothing of the kind. Where there is a product or there are candidates to read, its words have to say so too, and
        what the account knows nothing of is left to them.
        """
        text, kinds = read.texts[row], read.kinds[row]
        kind, told = self.understanding.kind_of(kinds), questions.candidates[row]
        if not is_account(kind) or self.is_strange(questions, row, read):
            return None
        customer, product = questions.customers[row], questions.products[row]
        if customer is None and told is not None:
            return None
        readable = told is not None or self.store.knows(product)
        found = answered(
            text,
            kind,
            self.account(questions, row),
            product,
            self.names,
            float(questions.seconds[row]),
            self.parameters.accounts,
            chance=account_share(kinds),
            customer=customer,
        )
        of_row = kind in _OF_ROWS and found.evidence_id is not None
        if readable and (found.elsewhere or not (of_row or is_owners(text))):
            return None
        old = questions.accounts[row] is None and not found.abstained
        return self._as_of(found, float(questions.seconds[row])) if old else found

    def _as_of(self, found: Finding, now: float) -> Finding:
        """An answer from stored rows with the day as of which they are, where that is long ago."""
        day = self.accounts.as_of
        stale = now - day > self.parameters.accounts.fresh * DAY_SECONDS
        return found.with_reason(f"accounts are known as of {iso(day)}" if stale else None)

    def is_strange(
        self, questions: Questions, row: int, read: Understood, further: frozenset[str] = frozenset()
    ) -> bool:
        """Whether few words of a question are known; `further` are known beside those of examples and the product."""
        words = self.names.words(questions.products[row]) | further
        known = self.understanding.known_share(read.texts[row], words)
        return known < self.parameters.kinds.least_known

    def account(self, questions: Questions, row: int) -> Account | None:
        """Rows of the customer who asks: those that the request tells, else those that are known."""
        told = questions.accounts[row]
        return self.accounts.of(questions.customers[row]) if told is None else told
