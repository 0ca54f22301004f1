"""Questions about facts of products: in many words and some languages, answered by some passages or by none."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from sources.simulator.qa_asking import Asking, best_sources, sources, table
from sources.simulator.qa_blocks import KIND_NAMES
from sources.simulator.qa_columns import taken
from sources.simulator.qa_facts import Facts, row_numbers
from sources.simulator.qa_lexicon import lexicon
from sources.simulator.qa_passages import ANSWERS, NOT, Passages
from sources.simulator.qa_pool import Pool, evened
from sources.simulator.qa_products import Questioned
from sources.simulator.qa_rates import ASKED_RATES
from sources.simulator.qa_rewording import in_other_words
from sources.simulator.qa_wording import REWORDINGS, asked, typed
from sources.simulator.review_products import paired
from sources.simulator.streams import draws, scrambled
from sources.simulator.vocabulary.phrases import LANGUAGES
from sources.simulator.words import Floats, Index, Mask, Strings, gather, hexadecimal, only

_QUESTION_CHANNEL = 7


def fact_questions(seed: int, products: Questioned, made: Facts, conflict: Mask, said: Passages, pool: Pool) -> Asking:
    """Questions about the facts of a shelf.

    Args:
        seed: Of the world.
        products: Of the shelf.
        made: Their facts.
        conflict: Of which the maker contradicts itself, (facts,).
        said: What is said of them.
        pool: All passages of the products.
    """
    rates = np.full(len(made), ASKED_RATES.untold)
    rates[said.fact[said.claims]] = ASKED_RATES.fact
    rows = np.flatnonzero(draws(made.number, seed, "asked for") < rates)
    some = taken(made, rows)

    def draw(aspect: str) -> Floats:
        return draws(some.number, seed, f"question about a fact: {aspect}")

    language = np.where(draw("abroad") < ASKED_RATES.abroad, 1 + (draw("language") * 3).astype(np.int64), 0)
    block = f"facts of {products.shelf}"
    text, slipped = typed(seed, block, some.number, asked(products, some, draw("words"), draw("it"), language))
    of, source, grade, words = _candidates(seed, some, rows, said, pool)
    answerable = np.zeros(len(rows), np.bool_)
    answerable[of[grade == ANSWERS]] = True
    reason = np.where(conflict[rows], 1, 0)
    number = scrambled(row_numbers(products.shelf, some.product, some.fact, _QUESTION_CHANNEL), seed, "question")
    questions = table(
        len(rows),
        question_id=hexadecimal("q", number),
        question=text,
        product_id=hexadecimal("p", products.goods.number[some.product]),
        kind=gather(pa.array(KIND_NAMES), some.kind),
        fact=gather(pa.array(lexicon().names), some.fact),
        language=gather(pa.array(LANGUAGES), language),
        answerable=answerable,
        reason=gather(pa.array(["told_nowhere", "conflict"]), reason, ~answerable),
        answer=only(some.answers(), answerable),
        source=best_sources(len(rows), of, source, grade),
        mistyped=slipped,
    )
    found = Asking(questions, of, words, sources(source), grade)
    again = np.flatnonzero((draw("reworded") < ASKED_RATES.reworded) & (language == 0))
    return in_other_words(found, again, *_reworded(seed, products, taken(some, again), draw("words")[again], block))


def _candidates(seed: int, some: Facts, rows: Index, said: Passages, pool: Pool) -> tuple[Index, Index, Index, Strings]:
    """Question, source, grade and text of candidates: what is said of the fact, and of something else."""
    place = np.full(int(rows.max(initial=-1)) + 2, -1)
    place[rows] = np.arange(len(rows))
    own = np.where((said.fact >= 0) & (said.fact < len(place)), place[said.fact.clip(0, len(place) - 1)], -1)
    told = np.flatnonzero(own >= 0)
    of, drawn = pool.drawn(seed, some.number, some.product)
    other = pool.fact[drawn] != rows[of]
    of, drawn = of[other], drawn[other]
    of, grade = np.r_[own[told], of], np.r_[said.grade[told], np.full(len(drawn), NOT)]
    source = np.r_[said.source[told], pool.source[drawn]]
    text = pa.concat_arrays([said.text.take(pa.array(told)), pool.text.take(pa.array(drawn))])
    kept = evened(of, text, grade)
    return of[kept], source[kept], grade[kept], text.take(pa.array(kept))


def _reworded(
    seed: int, products: Questioned, some: Facts, share: Floats, block: str
) -> tuple[list[pa.Array], list[Mask]]:
    """Five other wordings of each question."""
    pairs = []
    for step in range(1, REWORDINGS + 1):
        number = paired(some.number, step)
        text = asked(products, some, share, draws(number, seed, "it in other words"), LANGUAGES[0], step)
        pairs.append(typed(seed, f"{block}, {step}", number, text))
    return [text for text, _ in pairs], [slip for _, slip in pairs]
