"""Contract tables of question answering, drawn from the simulated market, and their truth."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from sources.simulator.files import write_parts
from sources.simulator.qa_account_questions import account_questions
from sources.simulator.qa_account_rows import list_rows, order_rows, reminder_rows
from sources.simulator.qa_accounts import accounts
from sources.simulator.qa_asides import asides
from sources.simulator.qa_asking import Asking
from sources.simulator.qa_columns import joined
from sources.simulator.qa_fact_questions import fact_questions
from sources.simulator.qa_judged import judged
from sources.simulator.qa_made import facts
from sources.simulator.qa_mess import QaMess
from sources.simulator.qa_opinion_questions import opinion_questions
from sources.simulator.qa_pool import Pool
from sources.simulator.qa_product_rows import product_table
from sources.simulator.qa_products import Questioned, questioned
from sources.simulator.qa_strangers import strangers
from sources.simulator.qa_told import telling, told
from sources.simulator.qa_truth import fact_rows, opinion_rows
from sources.simulator.qa_voices import answer_rows, review_rows
from sources.simulator.rec_market import RecMarket, rec_market
from sources.simulator.sizes import refuse_strange
from sources.simulator.words import Strings, gather

TABLES = ("products", "reviews", "community_answers", "orders", "wish_lists", "reminders", "qa")
TRUTH = ("question_truth", "fact_truth", "community_truth", "review_truth", "opinion_truth")
MARKET_SCALE = 0.1  # of the market of recommendation, at our scale of 1
SMALLEST_SCALE, LARGEST_SCALE = 0.1, 500.0


def write(out: Path, *, seed: int, scale: float, messy: bool = True) -> None:
    """Write the tables of `TABLES`, and in `truth/` what is behind them (`TRUTH`).

    Products as their makers, their reviewers and other customers tell of them, rightly and wrongly; what customers
    ordered, listed and wanted to be reminded of in a year and a half; and their questions. The bytes depend on the
    arguments alone, today's date is not one of them. A larger scale holds the products of a smaller one with all that
    is said of them; customers buy other things, as there is more to find. Products go through memory shelf by shelf;
    what is held grows with the products (about 300 bytes each) and the orders, lists and reminders.

    Args:
        out: Made if it is not there.
        seed: Of the world.
        scale: 1.0 is about 2,000 products, 24,000 reviews, 800 customers and 8,000 questions. Products grow with its
            root from 10 on.
        messy: Add rows that the contract refuses, about two in a hundred, and copies; leave cells out; write numbers
            and times as text; put markup into texts. Wrong answers, slips of the finger, and reviews that want to
            command their reader are there in any case.

    Raises:
        SettingsError: A seed or a scale that is not to be had.
    """
    refuse_strange(seed, scale, SMALLEST_SCALE, LARGEST_SCALE, "about 2,000 products and 8,000 questions")
    paths = {name: out / f"{name}.parquet" for name in TABLES}
    paths |= {name: out / "truth" / f"{name}.parquet" for name in TRUTH}
    write_parts(tables(rec_market(seed, MARKET_SCALE * scale), messy), paths)


def tables(market: RecMarket, messy: bool = True) -> Iterator[dict[str, pa.Table]]:
    """The contract's tables and their truth, part by part."""
    mess = QaMess(market.seed) if messy else None
    numbers, titles, nouns = [], [], []
    for products in questioned(market):
        part = _shelf(market.seed, products)
        yield mess.part(part, str(products.shelf)) if mess else part
        numbers.append(products.goods.number)
        titles.append(products.rows.column("title").combine_chunks())
        nouns.append(products.noun)
    place = np.argsort(np.concatenate(numbers))
    place = place[np.searchsorted(np.concatenate(numbers)[place], market.goods.number)]
    part = _customers(market, *(gather(pa.concat_arrays(words), place) for words in (titles, nouns)))
    yield mess.part(part, "accounts") if mess else part


def _shelf(seed: int, products: Questioned) -> dict[str, pa.Table]:
    """All that is said of the products of a shelf, and asked about them."""
    made = facts(seed, products)
    who = telling(seed, made)
    silent = np.flatnonzero(~who.told[:, 3:].any(axis=1) & ~who.conflict)
    said = joined([asides(seed, products, made, silent), told(seed, products, made, who)])
    found = judged(seed, products)
    pool = Pool.of(len(products), said, found)
    asked = Asking.joined(
        [
            fact_questions(seed, products, made, who.conflict, said, pool),
            opinion_questions(seed, products, found, pool),
        ]
    )
    answers, answer_truth = answer_rows(seed, products, made, said)
    reviews, review_truth = review_rows(seed, products, made, said)
    return {
        "products": product_table(seed, products, said),
        "reviews": pa.concat_tables([found.reviews, reviews]),
        "community_answers": answers,
        "qa": asked.rows(seed, f"shelf {products.shelf}"),
        "question_truth": asked.truth(),
        "fact_truth": fact_rows(products, made, who.conflict, said),
        "community_truth": answer_truth,
        "review_truth": review_truth,
        "opinion_truth": opinion_rows(products, found),
    }


def _customers(market: RecMarket, titles: Strings, nouns: Strings) -> dict[str, pa.Table]:
    """The accounts of customers, and what is asked beside products."""
    have = accounts(market, titles, nouns)
    asked = Asking.joined([account_questions(market, have), strangers(market, have)])
    return {
        "orders": order_rows(market, have.orders),
        "wish_lists": list_rows(market, have.listed),
        "reminders": reminder_rows(market, have.reminders),
        "qa": asked.rows(market.seed, "accounts"),
        "question_truth": asked.truth(),
    }
