"""Whether passages of a product say the same: numbers, yes and no, praise and blame, and what they add."""

from __future__ import annotations

from typing import Final

import numpy as np

from .passages import COMMUNITY, REVIEW, Flags, Passages, Reals, parted
from .polarity import is_middling, negation_words, word_signs
from .quantities import quantities_of
from .question_text import words_of
from .ranked import in_order

NAMES: Final = (
    *("same_numbers_maker", "same_numbers_customers", "other_numbers_maker", "other_numbers_customers"),
    *("same_sign_maker", "same_sign_customers", "other_sign_maker", "other_sign_customers"),
    *("praise", "middling", "praise_of_others", "praise_agrees"),
    *("nearest_maker", "nearest_customers", "shared_maker", "shared_customers"),
)
_CUSTOMERS: Final = (REVIEW, COMMUNITY)


def agreement_columns(question: str, passages: Passages, said: Reals, among: Reals) -> Reals:
    """Columns `NAMES` of each passage, NaN where there is nothing to compare; (n, columns).

    Others count the more, the more they mean the same, and the nearer they come to the question among all.

    Args:
        question: Its numbers and words are none that answer it.
        passages: n of them.
        said: Likeness of what each says to the question, (n,).
        among: Likeness of each to each, (n, n).
    """
    count = len(passages)
    texts = [parted(*pair)[0] for pair in zip(passages.texts, passages.sources, strict=True)]
    words, asked = [words_of(text) for text in texts], frozenset(words_of(question))
    place = np.empty(count)
    place[in_order(said)] = np.arange(count)
    alike = np.where(np.eye(count, dtype=bool), 0.0, np.clip(among, 0, None))
    trust = alike / (1 + place)
    customers = np.array([source in _CUSTOMERS for source in passages.sources], dtype=bool)
    told, same = _numbers(texts, words, asked)
    of_numbers = _sides(trust * (told[:, None] & told), same, customers)
    of_numbers[~told] = np.nan
    turned = np.array([sum(word in negation_words() for word in own) % 2 == 1 for own in words], dtype=bool)
    praise = np.array([np.sign(sum(word_signs().get(word, 0.0) for word in own)) for own in words], dtype=np.float64)
    praise = np.where(turned, -praise, praise) * customers
    middling = np.array([is_middling(own) for own in words], dtype=np.float64) * customers
    others = trust @ praise
    added = [frozenset(own) - asked for own in words]
    nearest = [_nearest(alike, added, side) for side in (~customers, customers)]
    columns = [
        *(of_numbers, _sides(trust, turned[:, None] == turned, customers)),
        *(praise, middling, others, praise * others),
        *(likeness for likeness, _ in nearest),
        *(shared for _, shared in nearest),
    ]
    return np.column_stack(columns).reshape(count, len(NAMES))


def _numbers(texts: list[str], words: list[list[str]], asked: frozenset[str]) -> tuple[Flags, Flags]:
    """Which passages tell numbers, (n,), and which tell some of the same, with units where they have some, (n, n)."""
    plain = [{word for word in own if word[:1].isdigit()} - asked for own in words]
    # two digits are what is left alike where a value is told in another unit
    exact = [{f"{one.base:.2g} {one.dimension}" for one in quantities_of(text)} for text in texts]
    same = [
        [bool(exact[i] & exact[j] if exact[i] and exact[j] else plain[i] & plain[j]) for j in range(len(texts))]
        for i in range(len(texts))
    ]
    told = np.array([bool(own) for own in plain], dtype=bool)
    return told, np.array(same, dtype=bool).reshape(len(texts), len(texts))


def _sides(trust: Reals, same: Flags, customers: Flags) -> Reals:
    """Trust in others that say the same and in those that do not, of the maker and of customers; (n, 4)."""
    return np.column_stack([(trust * agree * own).sum(1) for agree in (same, ~same) for own in (~customers, customers)])


def _nearest(alike: Reals, added: list[frozenset[str]], side: Flags) -> tuple[Reals, Reals]:
    """Likeness of the other of one side that means most the same, and the share of added words that both have."""
    count = len(added)
    others = np.where(side & ~np.eye(count, dtype=bool), alike, -1.0)
    likeness, shared = np.full(count, np.nan), np.full(count, np.nan)
    if not count:
        return likeness, shared
    best = others.argmax(1)
    for row in np.flatnonzero(others.max(1) >= 0).tolist():
        likeness[row] = others[row, best[row]]
        every = added[row] | added[best[row]]
        shared[row] = len(added[row] & added[best[row]]) / len(every) if every else np.nan
    return likeness, shared
