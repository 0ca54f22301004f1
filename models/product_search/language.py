"""Which words are likely, alone and beside others, as titles and past queries have them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from ..vocabulary import Floats, Ints, Vocabulary
from .understanding_settings import LanguageSettings
from .word_pairs import weighed_pairs

WORDS: Final = "language_words.parquet"
PAIRS: Final = "language_pairs.npz"

_ARRAYS: Final = ("prior", "starts", "neighbours", "shares", "sold")
_LAST: Final = "\U0010ffff"


@dataclass(frozen=True)
class Language:
    """Probabilities of words: of each alone, and beside another.

    Attributes:
        vocabulary: Words in order, and in how many texts (of products, of queries) each is.
        prior: Probability of each word; (words,).
        starts: Where each word's neighbours begin, and where the last one's end; (words + 1,).
        neighbours: Numbers of words seen near it, in order; int32.
        shares: Probability of each neighbour, of all words near it; float32.
        sold: Whether a product has it, or past queries alone; (words,).
        context: Share of a word's probability that the words around it decide.
    """

    vocabulary: Vocabulary
    prior: Floats
    starts: Ints
    neighbours: npt.NDArray[np.int32]
    shares: npt.NDArray[np.float32]
    sold: npt.NDArray[np.bool_]
    context: float

    @classmethod
    def fit(
        cls,
        titles: Sequence[str],
        others: Sequence[str],
        queries: Sequence[str],
        weights: Floats,
        settings: LanguageSettings,
    ) -> Language:
        """Count words and pairs of spelt texts.

        Args:
            titles: Of products.
            others: Their other texts, of which words are counted, pairs are not.
            queries: What was asked for.
            weights: How often each query was; (queries,).
            settings: What counts how much.
        """
        asked = float(weights.sum())
        trust = settings.query_trust * asked / (asked + settings.query_prior)
        of_query = weights * (trust * max(len(titles), 1) / asked) if asked > 0 else weights
        texts = [*titles, *others, *queries]
        # How often a word was seen says whether it is one; what it weighs says how likely somebody means it.
        seen = np.concatenate([np.ones(len(titles) + len(others)), weights])
        vocabulary = Vocabulary.of(texts, seen)
        weighed = np.concatenate([np.ones(len(titles)), np.full(len(others), settings.other_weight), of_query])
        rows = vocabulary.rows(texts).distinct()
        mass = np.bincount(rows.ids, weighed[rows.rows()], minlength=len(vocabulary))
        of_products = np.bincount(rows.ids, rows.rows() < len(titles) + len(others), minlength=len(vocabulary))
        near = vocabulary.rows([*titles, *queries])
        keys, counts = weighed_pairs(near, np.concatenate([np.ones(len(titles)), of_query]), len(vocabulary), settings)
        first = keys // max(len(vocabulary), 1)
        total = np.bincount(first, counts, minlength=len(vocabulary))
        return cls(
            vocabulary,
            mass / max(mass.sum(), 1e-12),
            np.searchsorted(first, np.arange(len(vocabulary) + 1)).astype(np.int64),
            (keys % max(len(vocabulary), 1)).astype(np.int32),
            (counts / total[first]).astype(np.float32),
            of_products > 0,
            settings.context,
        )

    def begins(self, prefix: str) -> tuple[int, int]:
        """Numbers of the words that begin so: from the first, up to but without the second."""
        words = self.vocabulary.words
        return bisect_left(words, prefix), bisect_left(words, prefix + _LAST)

    def is_sold(self, words: Sequence[str]) -> bool:
        """Whether each of these words is one that a product has."""
        numbers = self.vocabulary.numbers(words)
        return bool(numbers.min() >= 0 and self.sold[numbers].all())

    def chances(self, words: Ints, around: Sequence[int]) -> Floats:
        """Probability of each of these words beside others; (words,)."""
        near = [word for word in around if word >= 0]
        out = self.prior[words] * (1.0 - self.context if near else 1.0)
        for word in near:
            row = self.neighbours[self.starts[word] : self.starts[word + 1]]
            if not len(row):
                continue
            at = np.minimum(np.searchsorted(row, words), len(row) - 1)
            share = self.shares[self.starts[word] : self.starts[word + 1]][at]
            out = out + np.where(row[at] == words, share, 0.0) * (self.context / len(near))
        return np.asarray(out, dtype=np.float64)

    def expansions(self, prefix: str, around: Sequence[int], most: int) -> tuple[Ints, Floats]:
        """The likeliest words that begin so, and their probabilities among all that do; the likeliest first."""
        first, end = self.begins(prefix)
        out = self.prior[first:end].copy()
        near = [word for word in around if word >= 0]
        if near:
            out *= 1.0 - self.context
        for word in near:
            row = self.neighbours[self.starts[word] : self.starts[word + 1]]
            low, high = np.searchsorted(row, (first, end))
            share = self.shares[self.starts[word] + low : self.starts[word] + high]
            out[row[low:high] - first] += share * (self.context / len(near))
        best = np.argpartition(-out, most - 1)[:most] if len(out) > most else np.arange(len(out))
        best = best[np.argsort(-out[best], kind="stable")]
        return first + best.astype(np.int64), out[best] / max(float(out.sum()), 1e-300)

    def save(self, directory: Path) -> None:
        """Write it into a directory."""
        self.vocabulary.save(directory / WORDS)
        arrays = {name: getattr(self, name) for name in _ARRAYS}
        np.savez(directory / PAIRS, context=np.array(self.context), **arrays)

    @classmethod
    def load(cls, directory: Path) -> Language:
        """Read what `save` wrote."""
        with np.load(directory / PAIRS, allow_pickle=False) as arrays:
            prior, starts, neighbours, shares, sold = (arrays[name] for name in _ARRAYS)
            words = Vocabulary.load(directory / WORDS)
            return cls(words, prior, starts, neighbours, shares, sold, float(arrays["context"]))
