"""Questions that are not to be answered: about another customer's account, and about what no table knows."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa

from sources.simulator.qa_account_questions import with_empty
from sources.simulator.qa_accounts import Accounts
from sources.simulator.qa_asking import Asking, table
from sources.simulator.qa_rates import ACCOUNT_RATES
from sources.simulator.qa_templates import Templates, phrases
from sources.simulator.qa_wording import questioned, typed
from sources.simulator.rec_market import RecMarket
from sources.simulator.search_customers import customer_ids
from sources.simulator.streams import draws, scrambled
from sources.simulator.vocabulary.question_phrases import ADVERSARIAL, OUT_OF_SCOPE
from sources.simulator.words import Index, gather, hexadecimal, only

_KINDS = (  # of a question about another's account, by a word in it; the first that is there
    ("wish list|the list", "account_on_list"),
    ("remind", "account_reminder"),
    ("spent", "account_spent"),
    ("buy last|order last|read me the orders", "account_last_bought"),
    ("my order come|parcel|comes", "account_delivery"),
    ("order", "account_order_status"),
)
_ANONYMOUS = 0.3  # share of questions about anything whose asker nobody knows


def strangers(market: RecMarket, have: Accounts) -> Asking:
    """Both kinds, none of which has a candidate."""
    return Asking.joined([_adversarial(market, have), _out_of_scope(market)])


def _adversarial(market: RecMarket, have: Accounts) -> Asking:
    """Customers who ask for the rows of another one, who has some."""
    seed, orders, asked = market.seed, have.orders, phrases(ADVERSARIAL)
    ids = scrambled(np.arange(len(market.guests)), seed, "guest")
    guest = np.flatnonzero(draws(ids, seed, "asks for another one") < ACCOUNT_RATES.adversarial)
    row = (draws(ids[guest], seed, "whom they ask for") * len(orders)).astype(np.int64)
    # the order after one's own ones is somebody else's
    row = np.where(orders.guest[row] == guest, np.searchsorted(orders.guest, guest, side="right") % len(orders), row)
    kept = orders.guest[row] != guest
    guest, row = guest[kept], row[kept]
    words = Templates([asked])
    which = words.pick(np.zeros(len(guest), np.int64), draws(ids[guest], seed, "how they ask"))
    victims = customer_ids(seed, orders.guest[row])
    # ids are copied, so nobody mistypes them
    text = questioned(words.filled(which, c=victims, o=orders.ids.take(pa.array(row))))
    kinds = [next(kind for part, kind in _KINDS if re.search(part, one)) for one in asked]
    return _unanswered(
        len(guest),
        question_id=hexadecimal("v", scrambled(guest, seed, "question about another one")),
        question=text,
        customer_id=customer_ids(seed, guest),
        kind=gather(pa.array(kinds), which),
        reason="another_customer",
        adversarial=np.ones(len(guest), np.bool_),
        victim=victims,
    )


def _out_of_scope(market: RecMarket) -> Asking:
    """Questions about anything, some of them on a product's page."""
    seed, asked = market.seed, phrases(OUT_OF_SCOPE)
    ids = scrambled(np.arange(len(market.guests)), seed, "guest")
    guest: Index = np.flatnonzero(draws(ids, seed, "asks anything") < ACCOUNT_RATES.out_of_scope)
    numbers = ids[guest]
    which = (draws(numbers, seed, "what of anything") * len(asked)).astype(np.int64)
    text, slipped = typed(seed, "anything", numbers, questioned(gather(pa.array(asked), which)))
    product = (draws(numbers, seed, "on which page") * len(market.goods)).astype(np.int64)
    on_page = draws(numbers, seed, "on a page") < 0.5
    return _unanswered(
        len(guest),
        question_id=hexadecimal("w", scrambled(guest, seed, "question about anything")),
        question=text,
        product_id=only(hexadecimal("p", market.goods.number[product]), on_page),
        customer_id=only(customer_ids(seed, guest), draws(numbers, seed, "anonymous") >= _ANONYMOUS),
        kind="other",
        reason="out_of_scope",
        mistyped=slipped,
    )


def _unanswered(rows: int, **columns: object) -> Asking:
    nothing = pa.array([], pa.string())
    questions = table(rows, answerable=np.zeros(rows, np.bool_), **columns)
    none = np.zeros(0, np.int64)
    return with_empty(Asking(questions, none, nothing, nothing, none))
