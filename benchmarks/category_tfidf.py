"""Features of scikit-learn's peers: TF-IDF of words beside that of characters within words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

WORD: Final = r"\w+"


@dataclass(frozen=True)
class Tfidf:
    """Which n-grams are counted; of each kind the most frequent."""

    characters: tuple[int, int]
    max_characters: int
    words: tuple[int, int]
    max_words: int

    def vectorizer(self) -> Any:
        """Of texts: rows of both kinds side by side, each of unit length, logarithms of counts."""
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.pipeline import make_union

        shared: dict[str, Any] = {"sublinear_tf": True, "dtype": np.float32, "lowercase": False, "min_df": 2}
        words = TfidfVectorizer(ngram_range=self.words, max_features=self.max_words, token_pattern=WORD, **shared)
        characters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=self.characters, max_features=self.max_characters, **shared
        )
        return make_union(words, characters)
