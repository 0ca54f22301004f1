"""Questions of opinion: answered by what most reviews say, or by that they disagree."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa

from sources.simulator.qa_asking import Asking, best_sources, sources, table
from sources.simulator.qa_judged import MIXED, VERDICTS, Judged
from sources.simulator.qa_passages import ANSWERS, HELPS, NOT, REVIEW
from sources.simulator.qa_pool import Pool, evened
from sources.simulator.qa_products import Questioned
from sources.simulator.qa_rates import ASKED_RATES
from sources.simulator.qa_rewording import in_other_words
from sources.simulator.qa_templates import Templates, phrases
from sources.simulator.qa_wording import REWORDINGS, questioned, typed
from sources.simulator.review_feelings import NEUTRAL
from sources.simulator.review_products import paired
from sources.simulator.review_speech import OVERALL, speech
from sources.simulator.streams import Ids, draws, scrambled
from sources.simulator.vocabulary.phrases import LANGUAGES
from sources.simulator.vocabulary.question_phrases import OPINIONS
from sources.simulator.words import Floats, Index, Mask, Strings, entries, gather, hexadecimal

_ATTRIBUTE_BITS, _PRODUCT_BITS = 6, 14
_COMMON_NAMES = 4  # of an attribute; questions use those


@cache
def _wordings() -> Templates:
    return Templates([phrases(dict(entries(OPINIONS))[language]) for language in LANGUAGES])


@cache
def _names() -> Templates:
    """What each attribute is called in a question: the common names that are no plural and of no other attribute."""
    spoken = speech()
    starts, values = spoken.surfaces.starts, spoken.surfaces.values
    used, times = np.unique(
        np.unique(np.stack([np.repeat(np.arange(len(starts) - 1), np.diff(starts)), values]), axis=1)[1],
        return_counts=True,
    )
    single = set(used[times == 1].tolist())
    lists = []
    for place in range(len(starts) - 1):
        mine = list(dict.fromkeys(values[starts[place] : starts[place + 1]].tolist()))
        good = [one for one in mine if one in single and not spoken.plural[one]]
        lists.append([spoken.text(one) for one in (good or mine)[:_COMMON_NAMES]])
    return Templates(lists)


def opinion_questions(seed: int, products: Questioned, found: Judged, pool: Pool) -> Asking:
    """Questions about what reviews judge.

    Args:
        seed: Of the world.
        products: Of a shelf.
        found: Their reviews.
        pool: All passages of the products.
    """
    every = paired(products.goods.number[:, None], np.arange(found.verdict.shape[1])[None, :])
    rates = np.where(found.verdict >= 0, ASKED_RATES.judged, ASKED_RATES.unjudged)
    chosen = (draws(every, seed, "asked for an opinion") < rates) & products.reviewed.spoken & products.english[:, None]
    chosen[:, OVERALL] = False
    product, attribute = np.nonzero(chosen)
    number, verdict = every[product, attribute], found.verdict[product, attribute]

    def draw(aspect: str) -> Floats:
        return draws(number, seed, f"question of opinion: {aspect}")

    abroad = draw("abroad") < ASKED_RATES.abroad
    language = np.where(abroad, 1 + (draw("language") * 3).astype(np.int64), 0)
    block = f"opinions of {products.shelf}"
    text, slipped = typed(seed, block, number, _asked(attribute, language, draw("words"), draw("name")))
    of, source, grade, words = _candidates(seed, product, attribute, number, found, pool)
    answerable = np.zeros(len(number), np.bool_)
    answerable[of[grade == ANSWERS]] = True
    ids = ((products.shelf << _PRODUCT_BITS) + product << _ATTRIBUTE_BITS) + attribute
    questions = table(
        len(number),
        question_id=hexadecimal("o", scrambled(ids, seed, "question of opinion")),
        question=text,
        product_id=hexadecimal("p", products.goods.number[product]),
        kind="opinion",
        fact=gather(pa.array(speech().names), attribute),
        language=gather(pa.array(LANGUAGES), language),
        answerable=answerable,
        reason=gather(pa.array(["too_few_reviews"]), np.zeros(len(number), np.int64), ~answerable),
        answer=gather(pa.array(VERDICTS), verdict.clip(min=0), answerable),
        source=best_sources(len(number), of, source, grade),
        mistyped=slipped,
    )
    asked = Asking(questions, of, words, sources(source), grade)
    again = np.flatnonzero((draw("reworded") < ASKED_RATES.reworded) & ~abroad)
    return in_other_words(asked, again, *_reworded(seed, block, number[again], attribute[again], draw("words")[again]))


def _asked(attribute: Index, language: Index, share: Floats, name: Floats, step: int = 0) -> Strings:
    called = _names().filled(_names().pick(attribute, name))
    return questioned(_wordings().filled(_wordings().pick(language, share, step), a=called))


def _reworded(seed: int, block: str, number: Ids, attribute: Index, share: Floats) -> tuple[list[Strings], list[Mask]]:
    pairs = []
    for step in range(1, REWORDINGS + 1):
        other = paired(number, step)
        text = _asked(attribute, np.zeros(len(other), np.int64), share, draws(other, seed, "name in other words"), step)
        pairs.append(typed(seed, f"{block}, {step}", other, text))
    return [text for text, _ in pairs], [slip for _, slip in pairs]


def _candidates(
    seed: int, product: Index, attribute: Index, number: Ids, found: Judged, pool: Pool
) -> tuple[Index, Index, Index, Strings]:
    """Question, source, grade and text: sentences that judge what is asked, and other passages of the product."""
    place = np.full(found.verdict.shape, -1)
    place[product, attribute] = np.arange(len(product))
    mine = np.flatnonzero(place[found.of, found.attribute] >= 0)
    of = place[found.of[mine], found.attribute[mine]]
    verdict = found.verdict[product, attribute][of]
    feeling = found.feeling[mine]
    sides = np.where(verdict == MIXED, feeling != NEUTRAL, feeling == verdict)
    grade = np.where(sides & (verdict >= 0), ANSWERS, HELPS)
    of, sentence, grade = _once(seed, number, of, found.sentence[mine], grade)
    other, drawn = pool.drawn(seed, number, product)
    judging = np.isin(pool.sentence[drawn] * len(number) + other, sentence * len(number) + of)
    other, drawn = other[~judging], drawn[~judging]
    text = pa.concat_arrays([found.text.take(pa.array(sentence)), pool.text.take(pa.array(drawn))])
    source = np.r_[np.full(len(of), REVIEW), pool.source[drawn]]
    of, grade = np.r_[of, other], np.r_[grade, np.full(len(drawn), NOT)]
    kept = evened(of, text, grade)
    return of[kept], source[kept], grade[kept], text.take(pa.array(kept))


def _once(seed: int, number: Ids, of: Index, sentence: Index, grade: Index) -> tuple[Index, Index, Index]:
    """Each sentence once for a question, with the lower grade where it is of two minds; a few for each question."""
    order = np.lexsort((grade, sentence, of))
    of, sentence, grade = of[order], sentence[order], grade[order]
    first = np.r_[True, (np.diff(of) != 0) | (np.diff(sentence) != 0)][: len(of)]
    of, sentence, grade = of[first], sentence[first], grade[first]
    share = draws(paired(number[of], sentence), seed, "which sentences")
    order = np.lexsort((share, of))
    of, sentence, grade = of[order], sentence[order], grade[order]
    kept = np.arange(len(of)) - np.searchsorted(of, of) < ASKED_RATES.most_sentences
    return of[kept], sentence[kept], grade[kept]
