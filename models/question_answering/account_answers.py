"""Questions about the customer's account, answered from that customer's own rows alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from .account import Account
from .account_settings import AccountSettings
from .asked_time import asked_time
from .finding import Finding, refused
from .kind_names import DELIVERY, HOW_OFTEN, LAST_BOUGHT, ON_LIST, ORDER_STATUS, REMINDER, SPENT
from .naming import strange_ids
from .own_delivery import is_past
from .own_found import found_in_account
from .own_lists import LISTS, REMINDERS
from .own_purchases import SOURCE as ORDERS
from .own_question import OwnQuestion
from .own_recency import Recency, before_latest, is_of_one_order, latest, not_told
from .own_rows import own_titles, own_words
from .own_scope import asks_nothing, asks_of_others, wants_change
from .own_superlatives import singled_out
from .own_wording import asks_advice, is_conditional
from .product_names import ProductNames

NO_CUSTOMER: Final = "it is about an account, and the request names no customer"
NO_ACCOUNT: Final = "nothing is known of this customer's account"
_AHEAD: Final = frozenset({DELIVERY, REMINDER})
_SUMS: Final = frozenset({HOW_OFTEN, SPENT})
_BY_TIME: Final = frozenset({DELIVERY, ORDER_STATUS, LAST_BOUGHT, SPENT})  # of these a single order may be meant
_SOURCES: Final = {ON_LIST: LISTS, REMINDER: REMINDERS}


def answered(
    question: str,
    kind: str,
    account: Account | None,
    product: str | None,
    names: ProductNames,
    now: float,
    settings: AccountSettings,
    *,
    chance: float = 1.0,
    customer: str | None = None,
) -> Finding:
    """An answer from an account, or why there is none.

    The account holds one customer's rows and this is all that is read, so no text of a question can reach another's.
    A question that names somebody else, or an id that is none of the customer's, is not answered at all: an answer
    from the customer's own rows would be taken for the other's.

    Args:
        question: Its text, unmarked.
        kind: One of `kind_names.ACCOUNT_KINDS`.
        account: Rows of the customer who asks; None where there is no customer, or none of that name.
        product: Of the page that it is asked on.
        names: Of products.
        now: Seconds since 1970.
        settings: How it is answered.
        chance: Probability that the question is of this kind.
        customer: Who asks.
    """
    source = _SOURCES.get(kind, ORDERS)
    if customer is None and account is None:
        return refused(NO_CUSTOMER)
    if account is None or not len(account):
        return refused(NO_ACCOUNT, source)
    if asks_nothing(question):
        return refused("it is too short to tell what is asked", source)
    if wants_change(question):
        return refused("it asks to change something; an account is only read here", source)
    if is_conditional(question) or (asks_advice(question) and kind != REMINDER):
        return refused(
            "it asks what can be or should be done, which rows of an account do not tell", source, elsewhere=True
        )
    own = own_words(account, product, names, customer)
    titles = own_titles(account, product, names)
    earlier = before_latest(question, titles) if kind in _BY_TIME else None
    text = question if earlier is None else earlier.rest
    time = asked_time(text, now, own, ahead=kind in _AHEAD and not is_past(question), vague=kind in _SUMS)
    if asks_of_others(time.rest, own, names.every_word):
        return refused("it asks about somebody else's account; only the own one is told", source)
    strange = strange_ids(time.rest, own)
    if strange:
        return refused(f"{strange[0]!r} is nothing of this customer's account", source)
    if time.unread:
        return refused(f"the time that is asked about is not understood: {time.unread!r}", source)
    compared = singled_out(time.rest, own)
    if compared:
        return refused(f"rows of an account are not compared here, as {compared!r} asks for", source)
    if kind == HOW_OFTEN and is_of_one_order(time.rest):
        return refused("what a single order has is not counted here", source)
    recency = Recency(None, time.rest)
    if earlier is not None:
        why = not_told(question, time.rest, titles)
        if why:
            return refused(why, source)
        latest_of = latest(time.rest, titles, delivery=kind == DELIVERY)
        recency = latest_of if earlier.place is None else replace(earlier, rest=time.rest)
    asked = OwnQuestion(
        kind, recency.rest, account, product, names, now, settings, time.period, recency.place, recency.several
    )
    answer = found_in_account(asked, recency)
    return replace(answer, confidence=answer.confidence * chance)
