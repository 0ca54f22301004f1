"""Questions of customers about their own accounts, answered from their own rows alone."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.qa_account_answers import answers
from sources.simulator.qa_account_found import found_rows
from sources.simulator.qa_account_rows import product_ids
from sources.simulator.qa_account_wishes import KINDS, NONE, REMINDER, STATUS, Wishes, wishes
from sources.simulator.qa_accounts import Accounts
from sources.simulator.qa_asking import Asking, best_sources, sources, table
from sources.simulator.qa_columns import taken
from sources.simulator.qa_lists import purposes
from sources.simulator.qa_passages import ANSWERS
from sources.simulator.qa_rates import ACCOUNT_RATES, ASKED_RATES
from sources.simulator.qa_rewording import in_other_words
from sources.simulator.qa_templates import Templates, phrases
from sources.simulator.qa_wording import REWORDINGS, questioned, typed
from sources.simulator.rec_market import RecMarket
from sources.simulator.review_products import paired
from sources.simulator.search_customers import customer_ids
from sources.simulator.streams import Ids, draws, scrambled
from sources.simulator.vocabulary.phrases import LANGUAGES
from sources.simulator.vocabulary.question_phrases import ACCOUNTS
from sources.simulator.words import Floats, Index, Mask, Strings, entries, gather, hexadecimal, only

_NOBODY, _UNKNOWN, _NOTHING = range(3)
_REASONS = ("no_customer", "unknown_customer", "nothing_there")
NAMES = [f"account_{kind.removesuffix('_here')}" for kind in KINDS]


@cache
def _wordings() -> Templates:
    """A list of wordings at `kind * languages + language`."""
    banks = [dict(entries(ACCOUNTS[kind])) for kind in KINDS]
    return Templates([phrases(bank[language]) for bank in banks for language in LANGUAGES])


def account_questions(market: RecMarket, have: Accounts) -> Asking:
    """What customers ask about their accounts; of some questions nobody tells who asks, or the asker is unknown."""
    seed, rates = market.seed, ACCOUNT_RATES
    asked = wishes(seed, len(market.guests), have)
    numbers = asked.numbers(seed)

    def draw(aspect: str) -> Floats:
        return draws(numbers, seed, f"account question: {aspect}")

    who = draw("who")
    lost = np.where(who < rates.nobody, _NOBODY, np.where(who < rates.nobody + rates.unknown, _UNKNOWN, NONE))
    found = found_rows(seed, have, asked).kept(lost == NONE)
    right = np.zeros(len(asked), np.bool_)
    right[found.of[found.grade == ANSWERS]] = True
    language = np.where(draw("abroad") < ASKED_RATES.abroad, 1 + (draw("language") * 3).astype(np.int64), 0)
    text, slipped = typed(seed, "accounts", numbers, _asked(have, asked, language, draw("words")))
    text = _with_ids_as_they_are(asked, text, _asked(have, asked, language, draw("words")))
    place = np.arange(len(asked))
    strangers = hexadecimal("x", scrambled(place, seed, "customer of another shop"))
    customers = pc.if_else(pa.array(lost == _UNKNOWN), strangers, customer_ids(seed, asked.guest))
    questions = table(
        len(asked),
        question_id=hexadecimal("u", scrambled(place, seed, "account question")),
        question=text,
        product_id=product_ids(market, asked.product, asked.product != NONE),
        customer_id=only(customers, lost != _NOBODY),
        kind=gather(pa.array(NAMES), asked.kind),
        language=gather(pa.array(LANGUAGES), language),
        answerable=right,
        reason=gather(pa.array(_REASONS), np.where(lost == NONE, _NOTHING, lost), ~right),
        answer=only(answers(have, asked, found), right),
        source=best_sources(len(asked), found.of, found.source, found.grade),
        mistyped=slipped,
    )
    whole = Asking(questions, found.of, found.text, sources(found.source), found.grade)
    whole = with_empty(whole)
    again = np.flatnonzero((draw("reworded") < ASKED_RATES.reworded) & (language == 0))
    return in_other_words(
        whole, again, *_reworded(seed, have, taken(asked, again), numbers[again], draw("words")[again])
    )


def with_empty(asked: Asking) -> Asking:
    """The same, with a row without a candidate for each question that has none."""
    none = np.setdiff1d(np.arange(asked.questions.num_rows), asked.of)
    nothing = pa.array([None] * len(none), pa.string())
    return Asking(
        questions=asked.questions,
        of=np.r_[asked.of, none],
        text=pa.concat_arrays([asked.text, nothing]),
        source=pa.concat_arrays([asked.source, nothing]),
        grade=np.r_[asked.grade, np.zeros(len(none), np.int64)],
    )


def _asked(have: Accounts, asked: Wishes, language: Index, share: Floats, step: int = 0) -> Strings:
    which = _wordings().pick(asked.kind * len(LANGUAGES) + language, share, step)
    orders = gather(have.orders.ids, asked.row.clip(min=0), asked.kind == STATUS)
    return questioned(
        _wordings().filled(
            which,
            n=gather(have.nouns, asked.product.clip(min=0)),
            o=pc.coalesce(orders, ""),
            p=gather(pa.array(purposes()), np.where(asked.kind == REMINDER, asked.purpose, 0)),
        )
    )


def _with_ids_as_they_are(asked: Wishes, text: Strings, careful: Strings) -> Strings:
    """Questions that name an order as careful writers put them: a slip in an id would make it another one."""
    return pc.if_else(pa.array(asked.kind == STATUS), careful, text)


def _reworded(
    seed: int, have: Accounts, asked: Wishes, numbers: Ids, share: Floats
) -> tuple[list[Strings], list[Mask]]:
    pairs = []
    for step in range(1, REWORDINGS + 1):
        careful = _asked(have, asked, np.zeros(len(asked), np.int64), share, step)
        text, slipped = typed(seed, f"accounts, {step}", paired(numbers, step), careful)
        pairs.append((_with_ids_as_they_are(asked, text, careful), slipped & (asked.kind != STATUS)))
    return [text for text, _ in pairs], [slip for _, slip in pairs]
