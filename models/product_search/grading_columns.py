"""How well the words of a product answer the words of a query: coverage, order, numbers, head noun, brand."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..vocabulary import Vocabulary
from .grading_settings import GradingSettings
from .grading_words import LINKING, NEGATIONS, Asked, Offered, asked, offered

Reals = npt.NDArray[np.float64]

FIELDS: Final = ("title", "brand", "colour", "bullets", "description")
# Place in a title of a word that does not stand there: behind all but the longest titles. Nothing to tune: the
# regression weighs places, and coverage tells it apart from a word that stands so far behind.
_FAR: Final = 40.0

NAMES: Final = (
    *(f"{field}_coverage" for field in (*FIELDS, "anywhere")),
    *("title_missing", "title_rarest_missing", "title_share", "anywhere_missing", "anywhere_rarest_missing"),
    *("anywhere_share", "neighbours", "first_place", "mean_place", "width"),
    *("head_in_title", "head_anywhere", "head_place", "head_rarity", "behind_link", "head_behind_link", "has_link"),
    *("numbers", "numbers_in_title", "numbers_anywhere", "negated"),
    *("own_brand", "names_brand", "other_brand", "brand_words_in_title"),
    *("words", "title_words", "mean_rarity", "strange", "has_bullets", "has_description", "letters"),
)


def word_columns(
    queries: list[str],
    products: pd.DataFrame,
    vocabulary: Vocabulary,
    brands: frozenset[str],
    settings: GradingSettings,
) -> Reals:
    """Columns `NAMES` of pairs, (pairs, columns); NaN where a query has nothing of the kind.

    Args:
        queries: One a pair.
        products: One row a pair: title, brand, colour, bullets, description.
        vocabulary: Words of titles, and how many titles have each.
        brands: Words of known brands.
        settings: Characters of a field that are read, and letters of a word that is looked for in joined titles.
    """
    most = settings.body_characters
    rows = [
        _row(one, other, vocabulary, brands, settings.joined_letters)
        for one, other in zip(asked(queries, most), offered(products, FIELDS, most), strict=True)
    ]
    return np.array(rows, dtype=np.float64).reshape(len(queries), len(NAMES))


def _row(
    query: Asked, product: Offered, vocabulary: Vocabulary, brands: frozenset[str], joined_from: int
) -> list[float]:
    title = product.fields["title"]
    place = {word: position for position, word in reversed(list(enumerate(title)))}
    sets = {name: frozenset(words) for name, words in product.fields.items()}
    sets["anywhere"] = frozenset().union(*sets.values())
    rarity = _rarity(query.words, vocabulary)
    joined = "".join(title)
    loose = {name: {*words} for name, words in sets.items()}
    for name in ("title", "anywhere"):
        loose[name] |= {word for word in query.words if len(word) >= joined_from and word in joined}
    has = {name: np.array([word in words for word in query.words], dtype=bool) for name, words in loose.items()}
    return [
        *(_share(rarity, has[name]) for name in (*FIELDS, "anywhere")),
        *_missing(rarity, has["title"]),
        *_missing(rarity, has["anywhere"]),
        *_order(query, title, place),
        *_head(query, title, place, loose, vocabulary),
        *_numbers(query, sets),
        *_brand(query, product, brands, joined),
        float(len(query.all)),
        float(len(title)),
        float(rarity.mean()) if len(rarity) else 0.0,
        float(np.mean([vocabulary.number(word) < 0 for word in query.words])) if query.words else 0.0,
        float(bool(product.fields["bullets"])),
        float(bool(product.fields["description"])),
        float(query.letters),
    ]


def _rarity(words: list[str], vocabulary: Vocabulary) -> Reals:
    """Inverse document frequency of words, log((most + 1) / (texts with it + 0.5)); `most` is of the commonest word."""
    numbers = vocabulary.numbers(words)
    counts = np.where(numbers >= 0, vocabulary.texts[numbers] if len(vocabulary) else 0.0, 0.0)
    total = vocabulary.texts.max(initial=0.0) + 1.0
    return np.asarray(np.log((total + 1.0) / (counts + 0.5)), dtype=np.float64)


def _share(rarity: Reals, has: npt.NDArray[np.bool_]) -> float:
    total = rarity.sum()
    return float(rarity[has].sum() / total) if total > 0 else 0.0


def _missing(rarity: Reals, has: npt.NDArray[np.bool_]) -> list[float]:
    if not len(rarity):
        return [0.0, 0.0, 0.0]
    return [float((~has).sum()), float((rarity * ~has).max()), float(has.mean())]


def _order(query: Asked, title: list[str], place: dict[str, int]) -> list[float]:
    pairs = list(pairwise(query.words))
    beside = set(pairwise(title))
    places = [place[word] for word in query.words if word in place]
    near = float(np.mean([pair in beside for pair in pairs])) if pairs else np.nan
    if not places:
        return [near, _FAR, _FAR, _FAR]
    return [near, float(min(places)), float(np.mean(places)), float(max(places) - min(places))]


def _head(
    query: Asked, title: list[str], place: dict[str, int], loose: dict[str, set[str]], vocabulary: Vocabulary
) -> list[float]:
    link = next((position for position, word in enumerate(title) if word in LINKING), len(title))
    places = [place[word] for word in query.words if word in place]
    behind = float(np.mean([position > link for position in places])) if places else 0.0
    at = place.get(query.head)
    return [
        float(query.head in loose["title"]),
        float(query.head in loose["anywhere"]),
        _FAR if at is None else float(at),
        float(_rarity([query.head], vocabulary)[0]) if query.head else 0.0,
        behind,
        float(at is not None and at > link),
        float(link < len(title)),
    ]


def _numbers(query: Asked, sets: dict[str, frozenset[str]]) -> list[float]:
    numbers = [word for word in query.all if word[0].isdigit()]
    found = [
        float(np.mean([n in sets[name] for n in numbers])) if numbers else np.nan for name in ("title", "anywhere")
    ]
    return [float(len(numbers)), *found, float(any(word in NEGATIONS for word in query.all))]


def _brand(query: Asked, product: Offered, brands: frozenset[str], joined: str) -> list[float]:
    brand = " ".join(product.fields["brand"])
    own = bool(brand) and f" {brand} " in f" {' '.join(query.all)} "
    named = [word for word in query.words if word in brands]
    inside = float(np.mean([word in joined for word in named])) if named else np.nan
    return [float(own), float(bool(named)), float(bool(named) and not own), inside]
