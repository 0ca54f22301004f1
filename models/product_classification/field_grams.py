"""Groups of n-grams that a listing is encoded by; each has a hash space and a weight of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd

from .encoder_settings import EncoderSettings
from .listing_text import FIELDS, Texts
from .ngrams import Characters, Grams, mixed, pairs, whole

GROUPS: Final = (
    "title_words",
    "title_characters",
    "description_words",
    "description_grams",
    "brand",
    "attributes",
    "indicators",
)
_BUCKETS_A_DOUBLING: Final = 2


def grams(texts: Texts, settings: EncoderSettings) -> Iterator[tuple[int, Grams]]:
    """Position of a group among `GROUPS`, and n-grams of it; a group may come several times."""
    title = Characters.of(texts.title)
    yield from ((0, one) for one in _words(title))
    yield from ((1, one) for one in _characters(title, settings))
    if not texts.missing("description").all():
        description = texts.description.str.slice(0, settings.description_characters)
        yield from ((2, one) for one in _words(Characters.of(description)))
        start = Characters.of(description.str.slice(0, settings.description_start))
        yield from ((3, one) for one in _characters(start, settings))
    if not texts.missing("brand").all():
        words = Characters.of(texts.brand).words()
        yield 4, words
        yield 4, whole(words, len(texts))
    if not texts.missing("attributes").all():
        yield from ((5, one) for one in _words(Characters.of(texts.attributes)))
    yield from ((6, one) for one in _indicators(texts))


def _words(characters: Characters) -> Iterator[Grams]:
    words = characters.words()
    yield words
    yield pairs(words)


def _characters(characters: Characters, settings: EncoderSettings) -> Iterator[Grams]:
    rolled = None
    for order in range(settings.shortest, settings.longest + 1):
        found, rolled = characters.within_words(order, rolled)
        yield found


def _indicators(texts: Texts) -> Iterator[Grams]:
    every = np.arange(len(texts), dtype=np.int32)
    for place, field in enumerate(FIELDS):
        missing = texts.missing(field)
        yield Grams(mixed((2 * place + missing + 1).astype(np.uint32)), every)
    priced = texts.price > 0
    bucket = np.floor(np.log2(texts.price[priced]) * _BUCKETS_A_DOUBLING).astype(np.int64)
    told = np.full(len(texts), 100, dtype=np.uint32)
    told[priced] = (bucket + 5_000).astype(np.uint32)
    yield Grams(mixed(told), every)
    yield Characters.of(pd.Series("language" + texts.language)).words()
