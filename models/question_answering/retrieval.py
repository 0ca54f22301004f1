"""Which passages of a product are looked at closer: of every source the best by words and the best by meaning."""

from __future__ import annotations

from collections import Counter

import numpy as np

from .corpus import Corpus, stems
from .passage_store import PassageStore, vectors_of
from .passages import Floats, Ints, Passages, Reals
from .retrieval_settings import RetrievalSettings
from .word_columns import bm25


def candidates(
    question: str, vector: Floats, passages: Passages, corpus: Corpus, settings: RetrievalSettings
) -> Passages:
    """The candidates, in the order of the passages.

    Args:
        question: Its text.
        vector: Its meaning, (d,).
        passages: n of them, with vectors.
        corpus: How much words tell.
        settings: How many of each source.
    """
    sources = np.array(passages.sources, dtype=object)
    likeness = (vectors_of(passages) @ vector).max(axis=1, initial=0.0)
    kept = np.zeros(len(passages), dtype=bool)
    for score in (_by_words(question, passages, corpus), likeness):
        for source in sorted(set(passages.sources)):
            own = np.flatnonzero(sources == source)
            kept[own[np.argsort(-score[own], kind="stable")[: settings.of_each]]] = True
    found: Ints = np.flatnonzero(kept).astype(np.int64)
    return passages.take(found)


def stored(
    question: str, vector: Floats, product: str | None, store: PassageStore, corpus: Corpus, settings: RetrievalSettings
) -> Passages:
    """What a question is asked over that tells no candidates; none where nothing is known of its product.

    Args:
        question: Its text.
        vector: Its meaning, (d,).
        product: That it is about.
        store: Passages of all products.
        corpus: How much words tell.
        settings: How many of each source.
    """
    return candidates(question, vector, store.about(product), corpus, settings)


def _by_words(question: str, passages: Passages, corpus: Corpus) -> Reals:
    asked, *spelt = stems([question, *passages.texts])
    told = np.array([corpus.weight(word) for word in asked], dtype=np.float64)
    counts = [Counter(words) for words in spelt]
    found = [[one[word] for word in asked] for one in counts]
    scores = [bm25(told, own, len(words), corpus.length) for own, words in zip(found, spelt, strict=True)]
    return np.array(scores, dtype=np.float64)
