"""What ours is held against on the same questions and passages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from benchmarks.qa_pool import Pool
from models.question_answering import word_columns
from models.question_answering.columns import COMPARED, NAMES, PLACE
from models.question_answering.forest import Forest
from models.question_answering.forest_choice import chosen_forest
from models.question_answering.forest_settings import ForestSettings
from models.question_answering.passages import Flags, Reals
from models.question_answering.ranked import Ranked
from models.question_answering.ranking import filled

BM25: Final = "BM25 (bm25s)"
MINILM: Final = "MiniLM"
WORDS: Final = "trees over words alone"  # ours without reader, meanings and kinds
TREES: Final = "our trees alone"
READER: Final = "our reader alone"  # of what the trees let it read
_LANGUAGE: Final = "en"
_OF_MEANING: Final = ("said_meaning", "asked_meaning", "best_meaning")
_HOW: Final = ("lead", "best", "mean", "rank")
OF_WORDS: Final = (
    *word_columns.NAMES,
    *PLACE,
    *(f"{name}_{how}" for name in COMPARED if name not in _OF_MEANING for how in _HOW),
)


def bm25(pool: Pool) -> Reals:
    """BM25 by bm25s (Lù, 2024) with the constants that it comes with, English stop words out, over the whole text of
    a passage; how rare a word is, is counted over all distinct passages, held-out ones too, as no grade is in that."""
    import bm25s

    from benchmarks.search_bm25s import OWN, words_of

    texts = [text for one in pool.judged for text in one.passages.texts]
    place = {text: at for at, text in enumerate(dict.fromkeys(texts))}
    index = bm25s.BM25()
    index.index(words_of(list(place), OWN, _LANGUAGE), show_progress=False)
    known, out = index.vocab_dict, []
    for one, words in zip(pool.judged, words_of([one.asked.text for one in pool.judged], OWN, _LANGUAGE), strict=True):
        held = [word for word in words if word in known]
        own = [place[text] for text in one.passages.texts]
        out.append(index.get_scores(held)[own] if held else np.zeros(len(own)))
    return np.concatenate(out).astype(np.float64)


def minilm(pool: Pool, threads: int) -> Reals:
    """Cosine of MiniLM's vectors of a question and the whole text of a passage."""
    from benchmarks.search_minilm import PIECES
    from models.minilm import encode

    asked = encode([one.asked.text for one in pool.judged], max_length=PIECES, threads=threads)
    told = encode([text for one in pool.judged for text in one.passages.texts], max_length=PIECES, threads=threads)
    return np.einsum("nd,nd->n", told, asked[pool.pairs.question]).astype(np.float64)


def of_words(pool: Pool, asked: Flags | None, settings: ForestSettings, threads: int, seed: int) -> Reals:
    """Log odds by trees over the words of question and passage, of the size that suits them best, see `forest_choice`.

    Args:
        pool: All questions.
        asked: Which pairs are asked of trees that learned from all others, (n,); None: each is asked of trees that had
            not learned from its fold.
        settings: Of our trees.
        threads: That grow them.
        seed: Of growing.

    Returns:
        (n,), NaN for pairs that are not asked.
    """
    columns = np.where(np.isin(NAMES, OF_WORDS), pool.pairs.columns, 0.0)
    chance = pool.pairs.answers.astype(np.float64)
    if asked is None:
        return chosen_forest(replace(pool.pairs, columns=columns), chance, settings, seed, threads)[1]
    learned = replace(pool.pairs, columns=columns[~asked], fold=pool.pairs.fold[~asked])
    size, _ = chosen_forest(learned, chance[~asked], settings, seed, threads)
    trees = Forest.grown(learned.columns, chance[~asked], NAMES, size, seed, threads)
    out = np.full(len(columns), np.nan)
    out[asked] = trees.margins(columns[asked])
    return out


def alone(ranked: Mapping[int, Ranked]) -> dict[str, dict[int, Reals]]:
    """Log odds of each question's passages by our trees, and by our reader where there is one, by question.

    What the reader did not read is no better than the worst that it did.
    """
    found: dict[str, dict[int, Reals]] = {}
    told = {row: (one.margins, one.read) for row, one in ranked.items()}
    trees = {row: margins for row, (margins, _) in told.items() if margins is not None}
    reader = {row: filled(read) for row, (_, read) in told.items() if read is not None and not np.isnan(read).all()}
    for name, own in ((TREES, trees), (READER, reader)):
        if len(own) == len(ranked):
            found[name] = own
    return found
