"""BM25 by bm25s (Lù, 2024), its constants, fields and words to be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final, Self

import bm25s
import pandas as pd
import tantivy

from benchmarks.search_peers import TRIED, Ints, Mask, Setting, best, spelt, texts_of

K1: Final = (0.6, 0.9, 1.2, 1.5, 2.0)
B: Final = (0.2, 0.4, 0.6, 0.75, 0.9, 1.0)
OWN: Final = "bm25s"
SPELT: Final = "ours"
STEMS: Final = "ours, stems"
PLAIN: Final[Setting] = {"fields": "title", "words": SPELT, "k1": 1.5, "b": 0.75}  # constants as bm25s has them
_STOPWORDS: Final = {"en": "en", "es": "es"}
_STEMMERS: Final = {"en": "english", "es": "spanish"}  # bm25s has none of its own


@dataclass(frozen=True)
class Bm25s:
    """An index in memory.

    Attributes:
        index: Of bm25s.
        words: Who parts texts into words.
        language: Whose stop words bm25s leaves out.
    """

    index: Any
    words: str
    language: str

    @classmethod
    def settings(cls, language: str) -> list[Setting]:
        stems = [STEMS] if language in _STEMMERS else []
        grid = product(TRIED, (SPELT, *stems, OWN), K1, B)
        return [
            {"fields": fields, "words": words, "k1": k1, "b": b, "language": language} for fields, words, k1, b in grid
        ]

    @classmethod
    def build(cls, products: pd.DataFrame, setting: Setting, *, threads: int) -> Self:  # noqa: ARG003 - as every peer
        index = bm25s.BM25(k1=setting["k1"], b=setting["b"])
        language = setting.get("language", "")
        corpus = words_of(texts_of(products, setting["fields"]), setting["words"], language)
        index.index(corpus, show_progress=False)
        return cls(index, setting["words"], language)

    def search(self, queries: list[str], k: int, allowed: Sequence[Mask] | None = None) -> list[Ints]:
        known = self.index.vocab_dict
        out = []
        for place, words in enumerate(words_of(queries, self.words, self.language)):
            held = [word for word in words if word in known]
            scores = self.index.get_scores(held) if held else _nothing(self.index)
            out.append(best(scores, k, None if allowed is None else allowed[place]))
        return out


def words_of(texts: list[str], words: str, language: str) -> list[list[str]]:
    """Words of texts: parted by bm25s itself, as our own index spells them, or the stems of these (by Snowball)."""
    if words == SPELT:
        return spelt(texts)
    if words == STEMS:
        analyzer = _analyzer(language)
        return [analyzer.analyze(" ".join(each)) for each in spelt(texts)]
    found: list[list[str]] = bm25s.tokenize(
        texts, stopwords=_STOPWORDS.get(language, []), return_ids=False, show_progress=False
    )
    return found


def _analyzer(language: str) -> Any:
    stemmer = tantivy.Filter.stemmer(_STEMMERS[language])
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).filter(stemmer).build()


def _nothing(index: Any) -> Any:
    import numpy as np

    return np.zeros(index.scores["num_docs"], dtype=np.float32)
