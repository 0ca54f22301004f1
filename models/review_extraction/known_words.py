"""What is known of words from reviews that nobody annotated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from .crf_settings import CrfSettings
from .extracted import Ints, Reviews
from .star_words import WORD, StarWords
from .word_clusters import WordClusters
from .word_repair import WordRepair


@dataclass(frozen=True)
class KnownWords:
    """Stars and clusters of words, and what strange words were meant to be."""

    stars: StarWords
    clusters: WordClusters
    repair: WordRepair

    @classmethod
    def fit(cls, train: Reviews, unlabelled: Reviews, settings: CrfSettings, seed: int, threads: int) -> Self:
        """From the texts of all reviews, and the stars of those that nobody annotated.

        Args:
            train: Annotated reviews.
            unlabelled: The others.
            settings: Of the engine.
            seed: Of the clusters.
            threads: Of the network that clusters.
        """
        counts = Counter[str]()
        for text in (*train.texts, *unlabelled.texts):
            # in the order of the text: that of a set differs from process to process, and so would the bundle
            counts.update(dict.fromkeys(WORD.findall(text.lower()), 1))
        often = [word for word, count in counts.most_common() if count >= settings.known_count and word.isalpha()]
        # an array of words is as wide as the longest
        common = [word for word in often if len(word) <= settings.longest_known]
        clusters = WordClusters.fit(sorted(common), settings, seed, threads)
        return cls(StarWords.fit(unlabelled, settings), clusters, WordRepair(common, settings.shortest_repaired))

    def looks(self, words: list[str]) -> list[Ints]:
        """Level, coarse cluster and fine cluster of lower-case words."""
        return [self.stars.levels(words), *self.clusters.of(words).T]

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """As a file of arrays holds it."""
        return {
            "star_word": self.stars.word,
            "star_level": self.stars.level,
            "cluster_word": self.clusters.word,
            "cluster_of": self.clusters.cluster,
            "known_word": self.repair.array(),
            "shortest_repaired": np.array(self.repair.shortest),
        }

    @classmethod
    def read(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> Self:
        """From what `arrays` gave."""
        stars = StarWords(arrays["star_word"], arrays["star_level"])
        repair = WordRepair(arrays["known_word"].tolist(), int(arrays["shortest_repaired"]))
        return cls(stars, WordClusters(arrays["cluster_word"], arrays["cluster_of"]), repair)
