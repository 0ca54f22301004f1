"""A question about the customer's own account, and the rows that it is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from .account import Account
from .account_settings import AccountSettings
from .kind_names import HOW_OFTEN, ON_LIST, REMINDER
from .naming import named, naming_words
from .periods import Period
from .pointing import points, shows
from .product_names import ProductNames

Row = TypeVar("Row")
_OF_PRODUCT: Final = frozenset({ON_LIST, HOW_OFTEN, REMINDER})  # on a product's page they ask about that product
_ALL: Final = re.compile(
    r"\b(?:what|which|was|welche[rsn]?|woran|qué|cuál(?:es)?|quels?|quelles?|qu|orders|reminders|bestellungen|erinnerungen"
    r"|pedidos|recordatorios|commandes|rappels|total|altogether|insgesamt|anything|everything)\b"
)


@dataclass(frozen=True)
class OwnQuestion:
    """What is asked, by whom and when.

    Attributes:
        kind: One of `kind_names.ACCOUNT_KINDS`.
        text: Of the question, without words for a time.
        account: The customer's rows.
        product: Of the page it is asked on, None where there is none.
        names: Of products.
        now: Seconds since 1970.
        settings: How it is answered.
        period: That it asks about; None for all times.
        place: Of the order that it singles out, from the latest on; None where it singles out none.
        several: Whether it asks about several of the latest orders.
    """

    kind: str
    text: str
    account: Account
    product: str | None
    names: ProductNames
    now: float
    settings: AccountSettings
    period: Period | None = None
    place: int | None = None
    several: bool = False

    @property
    def when(self) -> str:
        """The period as an answer names it, behind a blank; empty for all times."""
        return "" if self.period is None else f" {self.period.words}"

    def within(self, rows: Sequence[Row], time_of: Callable[[Row], float]) -> list[Row]:
        """Rows of the period."""
        return [row for row in rows if self.period is None or self.period.has(time_of(row))]

    def spoken_title(self, product: str | None) -> str:
        """The title of a product as it is said aloud."""
        return " ".join(self.names.title(product).split()[: self.settings.spoken_title]).rstrip(" ,;:-(")


@dataclass(frozen=True)
class Chosen(Generic[Row]):
    """Rows that a question is about.

    Attributes:
        rows: In the order of the account.
        called: What the question is about, in words; empty where it is about all rows.
        share: Of certainty that these are meant.
        known: Whether what it is called is a row's, the page's or another product's name; else nobody knows what is
            meant, and that there is none of it is no answer.
    """

    rows: tuple[Row, ...]
    called: str
    share: float
    known: bool = True


def chosen(
    asked: OwnQuestion, rows: Sequence[Row], product_of: Callable[[Row], str | None], told: Callable[[Row], str]
) -> Chosen[Row]:
    """The rows of what a question names, or of the product of its page, or all.

    Args:
        asked: The question.
        rows: Of one table of its account.
        product_of: The product of a row.
        told: What a row has of words beside its product's.
    """
    own = tuple(row for row in rows if asked.product is not None and product_of(row) == asked.product)
    if _of_page(asked):
        return Chosen(own, asked.names.title(asked.product), 1.0)
    words = [asked.names.words(product_of(row), told(row)) for row in rows]
    found = named(asked.text, words, asked.settings)
    if found.rows:
        return Chosen(tuple(rows[place] for place in found.rows), " ".join(found.words), found.share)
    if found.words:
        return Chosen((), " ".join(found.words), asked.settings.unnamed, asked.names.every_word.issuperset(found.words))
    return Chosen(tuple(rows), "", 1.0)


def _of_page(asked: OwnQuestion) -> bool:
    """Whether a question is about the product of its page: it points there, names it, or can but mean it."""
    if asked.product is None:
        return False
    words = naming_words(asked.text, asked.settings)
    if words and not shows(asked.text):
        return bool(named(asked.text, [asked.names.words(asked.product)], asked.settings).rows)
    return bool(words) or points(asked.text) or (asked.kind in _OF_PRODUCT and not _ALL.search(asked.text))
