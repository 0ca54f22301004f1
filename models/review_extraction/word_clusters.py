"""Words that mean much the same, by vectors of the network: a word that was never annotated is no stranger then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from .. import minilm
from .crf_settings import CrfSettings
from .extracted import Ints
from .star_words import key_of


@dataclass(frozen=True)
class WordClusters:
    """Clusters of words, coarse and fine.

    Attributes:
        word: Hashes of lower-case words, ascending; (n,).
        cluster: Coarse and fine cluster of each, from 1 on; (n, 2).
    """

    word: Ints
    cluster: Ints

    @classmethod
    def none(cls) -> Self:
        """No word is known."""
        return cls(np.zeros(0, dtype=np.int64), np.zeros((0, 2), dtype=np.int64))

    @classmethod
    def fit(cls, words: list[str], settings: CrfSettings, seed: int, threads: int) -> Self:
        """Clusters by vectors of MiniLM; none where none are wanted, or more than there are words.

        Args:
            words: Distinct, lower-case.
            settings: Of the engine.
            seed: Of the clusters.
            threads: Of the network.
        """
        sizes = (settings.coarse_clusters, settings.fine_clusters)
        if not all(sizes) or len(words) <= max(sizes):
            return cls.none()
        from sklearn.cluster import MiniBatchKMeans

        vectors = minilm.encode(words, max_length=settings.clustered_pieces, threads=threads)
        found = [
            MiniBatchKMeans(size, random_state=seed, batch_size=2_048, n_init=1, max_iter=30).fit_predict(vectors) + 1
            for size in sizes
        ]
        key, first = np.unique([key_of(word) for word in words], return_index=True)
        return cls(key.astype(np.int64), np.stack(found, axis=1).astype(np.int64)[first])

    def of(self, words: list[str]) -> Ints:
        """Clusters of lower-case words, (words, 2); 0 where a word is not known."""
        key = np.array([key_of(word) for word in words], dtype=np.int64)
        if not len(self.word):
            return np.zeros((len(key), 2), dtype=np.int64)
        place = np.searchsorted(self.word, key).clip(max=len(self.word) - 1)
        return np.where((self.word[place] == key)[:, None], self.cluster[place], 0)
