"""How well the words of a passage answer the words of a question."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from .corpus import Corpus, stems
from .passages import Flags, Passages, Reals, parted

NAMES: Final = (
    *("bm25", "bm25_beside_title", "coverage", "coverage_beside_title", "rarest_missing", "neighbours"),
    *("said_bm25", "said_coverage", "asked_bm25", "asked_coverage", "asked_covered"),
    *("numbers_found", "numbers", "new_numbers", "new_words", "title_words"),
    *("question_words", "said_words", "asked_words", "says_yes", "says_no", "own_experience", "unsure"),
)
# Parameters of BM25 as its authors recommend them (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25
# and Beyond", 2009); the trees weigh coverage and length anew, so tuning these gains nothing.
_K1, _B = 1.2, 0.75
# Marks of answers, as stems, in languages that customers write in; one that is missing is a feature less.
_YES: Final = frozenset(("yes", "yeah", "yep", "yup", "sure", "correct", "absolute", "definite", "ja", "si", "oui"))
_NO: Final = frozenset(("no", "nope", "nah", "not", "doesnt", "dont", "isnt", "cant", "wont", "nein", "nicht", "non"))
_OWN: Final = frozenset(("i", "my", "we", "mine", "our", "ich", "mein", "wir", "yo", "mi", "je", "mon", "nou"))
_UNSURE: Final = frozenset(("sure", "know", "idk", "maybe", "think", "guess", "believe", "probab", "perhap", "assume"))
_FIRST: Final = 4  # words in which an answer says who speaks, or yes and no


@dataclass(frozen=True)
class Question:
    """A question's words.

    Attributes:
        words: Stems in order.
        told: How much each tells; (words,).
        beside: Whether each does not stand in the title of the product; (words,).
    """

    words: list[str]
    told: Reals
    beside: Reals


def word_columns(question: str, title: str, passages: Passages, corpus: Corpus) -> Reals:
    """Columns `NAMES` of a question with each passage; NaN where there is nothing of the kind; (n, columns).

    Args:
        question: Its text.
        title: Of the product, "" where not known.
        passages: n of them.
        corpus: How much words tell.
    """
    parts = [parted(*pair) for pair in zip(passages.texts, passages.sources, strict=True)]
    spelt = stems([question, title, *(part for pair in parts for part in pair)])
    named = frozenset(spelt[1])
    told = np.array([corpus.weight(word) for word in spelt[0]], dtype=np.float64)
    beside = np.array([word not in named for word in spelt[0]], dtype=np.float64)
    asked = Question(spelt[0], told, beside)
    rows = [_row(asked, named, spelt[at], spelt[at + 1], corpus) for at in range(2, len(spelt), 2)]
    return np.array(rows, dtype=np.float64).reshape(len(passages), len(NAMES))


def _row(question: Question, named: frozenset[str], said: list[str], asked: list[str], corpus: Corpus) -> list[float]:
    every = [*said, *asked]
    counts, said_counts, asked_counts = Counter(every), Counter(said), Counter(asked)
    found = [counts[word] for word in question.words]
    has = np.array(found, dtype=np.float64) > 0
    missing = question.told * ~has
    known = set(question.words)
    numbers = [word for word in question.words if word[:1].isdigit()]
    own_numbers = [word for word in said if word[:1].isdigit()]
    first = set(said[:_FIRST])
    return [
        bm25(question.told, found, len(every), corpus.length),
        bm25(question.told * question.beside, found, len(every), corpus.length),
        _share(question.told, has),
        _share(question.told * question.beside, has),
        float(missing.max(initial=0.0)),
        _neighbours(question.words, every),
        bm25(question.told, [said_counts[word] for word in question.words], len(said), corpus.length),
        _share(question.told, np.array([word in said_counts for word in question.words], dtype=bool)),
        *_asked(question, asked, asked_counts, known, corpus),
        float(np.mean([word in counts for word in numbers])) if numbers else np.nan,
        float(len(own_numbers)),
        float(sum(word not in known for word in own_numbers)),
        float(len(set(said) - known)),
        float(len(named & set(said))),
        float(len(question.words)),
        float(len(said)),
        float(len(asked)),
        float(bool(_YES & first)),
        float(bool(_NO & first)),
        float(bool(_OWN & first)),
        float(bool(_UNSURE & set(said))),
    ]


def _asked(
    question: Question, asked: list[str], counts: Counter[str], known: set[str], corpus: Corpus
) -> tuple[float, float, float]:
    """Likeness to the question that a community's answer was given to."""
    if not asked:
        return np.nan, np.nan, np.nan
    told = np.array([corpus.weight(word) for word in counts], dtype=np.float64)
    return (
        bm25(question.told, [counts[word] for word in question.words], len(asked), corpus.length),
        _share(question.told, np.array([word in counts for word in question.words], dtype=bool)),
        _share(told, np.array([word in known for word in counts], dtype=bool)),
    )


def bm25(told: Reals, found: list[int], length: int, usual: float) -> float:
    """BM25 (Robertson and Walker, SIGIR 1994) of one text.

    Args:
        told: How much each word asked for tells, (w,).
        found: How often it stands in the text, w numbers.
        length: Words of the text.
        usual: Those of a usual one.
    """
    counts = np.array(found, dtype=np.float64)
    return float((told * counts * (_K1 + 1) / (counts + _K1 * (1 - _B + _B * length / usual))).sum())


def _share(told: Reals, has: Flags) -> float:
    total = told.sum()
    return float(told[has].sum() / total) if total > 0 else np.nan


def _neighbours(words: list[str], every: list[str]) -> float:
    pairs = list(pairwise(words))
    beside = set(pairwise(every))
    return float(np.mean([pair in beside for pair in pairs])) if pairs else np.nan
