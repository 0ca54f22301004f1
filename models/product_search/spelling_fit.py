"""From which gain on a correction is made: as few clean queries are changed as is stated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..vocabulary import Floats, Vocabulary
from .language import Language
from .slips import likely
from .spelling import Speller
from .understanding_settings import SpellingSettings


def fitted(
    language: Language, catalogue: Vocabulary, queries: Sequence[str], settings: SpellingSettings, seed: int
) -> tuple[Speller, dict[str, float]]:
    """A speller whose threshold was chosen on clean queries, and how much it recovers.

    A query is clean where the catalogue has all its words. Queries to come have words that it has not: so of as large
    a share of the clean ones as others have strange words, the rarest word is treated as never seen, and so are all
    words that only few texts have.

    Args:
        language: Of products and queries.
        catalogue: Words of products alone.
        queries: Distinct spelt queries.
        settings: Among them the share of clean queries that may be changed.
        seed: Of the draw of queries, and of the slips.

    Returns:
        The speller; threshold, share of clean queries it changes, and share of queries with one slip it puts right.
    """
    random = np.random.default_rng(seed)
    speller = Speller.of(language, settings.least_gain, settings)
    asked = [query.split() for query in queries if query]
    clean = [tokens for tokens in asked if catalogue.numbers(tokens).min() >= 0]
    strange = 1.0 - len(clean) / max(len(asked), 1)
    drawn = [clean[one] for one in random.permutation(len(clean))[: settings.fit_queries]]
    if not drawn:
        return speller, {"threshold": settings.least_gain, "clean_queries": 0.0}
    gains = np.array([speller.gain(one, _unseen(one, language, settings, random.random() < strange)) for one in drawn])
    allowed = int(settings.false_rate * len(drawn))
    threshold = max(float(np.sort(gains)[::-1][allowed]), settings.least_gain)
    speller = replace(speller, threshold=threshold)
    slipped = [(tokens, _slip(tokens, settings, random)) for tokens in drawn]
    tried = [(tokens, typed) for tokens, typed in slipped if typed is not None]
    right = [speller.correct(typed, False).tokens == tuple(tokens) for tokens, typed in tried]
    return speller, {
        "threshold": threshold,
        "clean_queries": float(len(drawn)),
        "changed_clean": float(np.mean(gains > threshold)),
        "put_right": float(np.mean(right)) if right else 0.0,
    }


def _unseen(tokens: Sequence[str], language: Language, settings: SpellingSettings, rarest: bool) -> frozenset[str]:
    """Words that few texts have, and the rarest of all where that is wanted."""
    texts: Floats = language.vocabulary.texts
    counts = {one: float(texts[language.vocabulary.number(one)]) for one in tokens}
    few = {one for one, count in counts.items() if count <= settings.least_texts}
    return frozenset(few | {min(counts, key=lambda one: (counts[one], one))} if rarest else few)


def _slip(tokens: Sequence[str], settings: SpellingSettings, random: np.random.Generator) -> list[str] | None:
    """A query with one word mistyped by one letter; None where every word is too short or a number."""
    places = [at for at, one in enumerate(tokens) if len(one) >= settings.least_letters and one.isalpha()]
    if not places:
        return None
    place = places[int(random.integers(len(places)))]
    out = list(tokens)
    out[place] = mistyped(tokens[place], random)
    return out


def mistyped(word: str, random: np.random.Generator) -> str:
    """A word with one letter dropped, doubled, swapped with the next, or replaced by one beside it on the keyboard.

    Never the word itself: where two letters are the same, or a letter is on no key, it is doubled instead.
    """
    at = int(random.integers(1, len(word) - 1))
    kind = int(random.integers(4))
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 2 and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    beside = [one for one in "abcdefghijklmnopqrstuvwxyz" if likely(word, word[:at] + one + word[at + 1 :])]
    if kind == 3 and beside:
        return word[:at] + beside[int(random.integers(len(beside)))] + word[at + 1 :]
    return word[:at] + word[at] + word[at:]
