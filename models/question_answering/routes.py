"""Where the answer to a question comes from: the customer's account, counted opinions, a value, or a passage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from .abstention import ACCOUNT, PRODUCT, STORED
from .account import Account
from .account_answers import answered
from .accounts import Accounts
from .days import DAY_SECONDS, iso
from .finding import Finding, refused
from .kind_names import DELIVERY, OPINION, ORDER_STATUS, is_account
from .kinds import Understanding, account_share
from .opinions import REVIEW, opinion_finding
from .own_wording import is_owners
from .parameters import QuestionAnsweringParameters
from .passage_answer import of_passage
from .passage_store import PassageStore
from .product_names import ProductNames
from .question_text import words_of
from .ranked import Ranked
from .repeated import repeats
from .request import Questions
from .understood import Understood

_OF_ROWS: Final = frozenset({DELIVERY, ORDER_STATUS})  # "where is it" asks for a row without a word of whose it is
_NO_PRODUCT: Final = "the request names no product, and tells no candidates"
_UNKNOWN: Final = "nothing is known of this product"
_NO_CANDIDATES: Final = "there are no candidates to choose from"
_FOREIGN: Final = "its words are none of those that the product's passages have"
_REPEATED: Final = "what was found is a review that repeats the question"


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


def routed(routes: Routes, questions: Questions, read: Understood, row: int, ranked: Ranked) -> tuple[str, Finding]:
    """The route of a question, `abstention.PRODUCT`, `STORED` or `ACCOUNT`, and what is found on it.

    Args:
        routes: Where answers come from.
        questions: Of the call.
        read: The same, understood.
        row: Of the question.
        ranked: Passages of its product.
    """
    text, kinds, parameters = read.texts[row], read.kinds[row], routes.parameters
    kind = routes.understanding.kind_of(kinds)
    own = routes.own(questions, row, read)
    if own is not None:
        return ACCOUNT, own
    route = STORED if questions.candidates[row] is None else PRODUCT
    if ranked.first is None:
        return route, refused(_why_none(routes, questions, row))
    if routes.is_strange(questions, row, read, frozenset(words_of(" ".join(ranked.passages.texts)))):
        return route, refused(_FOREIGN)
    product = questions.products[row]
    if kind == OPINION:
        # what was counted before is of the stored reviews, and no word of candidates that are told
        every = ranked.passages if route == PRODUCT else routes.store.about(product)
        counted = opinion_finding(
            text,
            every.texts,
            every.sources,
            every.weights,
            every.ids,
            ranked.confidence,
            parameters.opinions,
            title=routes.names.titles.get(product or "", ""),
            counted=routes.opinions.get(product or "") if route == STORED else None,
        )
        if counted is not None:
            return route, counted
    called = routes.names.words(product)
    found = of_passage(text, kind, ranked.passages, ranked.first, ranked.confidence, parameters.values, called)
    if found.source == REVIEW and repeats(found.evidence, text, parameters.kinds.repeated_words):
        return route, refused(_REPEATED, found.source)
    return route, found


def _why_none(routes: Routes, questions: Questions, row: int) -> str:
    if questions.candidates[row] is not None:
        return _NO_CANDIDATES
    if questions.products[row] is None:
        return _NO_PRODUCT
    return _UNKNOWN if not routes.store.knows(questions.products[row]) else _NO_CANDIDATES
