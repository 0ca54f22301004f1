"""The features of candidates: what retrieval, words, product and log say of them, one row a candidate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from . import behaviour_features, pair_features, profiles, regional
from .asked_words import AskedWords
from .candidates import Candidates
from .catalogue import NONE, Catalogue
from .history import History, Moments
from .meant import Meant
from .product_words import ProductWords

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_DAY: Final = 86_400.0
_RETRIEVAL: Final = (
    "lexical_score",
    "lexical_share",
    "lexical_place",
    "dense_place",
    "fused",
    "cosine",
    "cosine_share",
    "corrected",
    "unfinished",
)
_PRODUCT: Final = ("log_price", "relative_price", "age_days", "language_agrees")
OF_QUERY: Final = (*_RETRIEVAL, *pair_features.NAMES)
OF_MOMENT: Final = (*_PRODUCT, *behaviour_features.NAMES, *regional.NAMES, *profiles.NAMES)
NAMES: Final = (*OF_QUERY, *OF_MOMENT)


@dataclass(frozen=True)
class Tables:
    """What features are looked up in.

    Attributes:
        catalogue: Of all products.
        words: Of all products.
        history: The log; for training as of any moment, when served as of its end.
        smoothing: Of shares that are read from the log.
    """

    catalogue: Catalogue
    words: ProductWords
    history: History
    smoothing: float

    def of_query(self, asked: AskedWords, candidates: Candidates, corrected: bool, unfinished: bool) -> Floats:
        """What depends on the query alone; (candidates, `OF_QUERY`)."""
        count = len(candidates.positions)
        retrieval = [
            candidates.lexical_score,
            _share(candidates.lexical_score),
            candidates.lexical_place,
            candidates.dense_place,
            candidates.fused,
            candidates.cosine,
            _share(candidates.cosine),
            np.full(count, corrected),
            np.full(count, unfinished),
        ]
        pair = pair_features.pair_features(asked, candidates.positions, self.words, self.catalogue)
        return np.column_stack([*retrieval, pair]).astype(np.float32)

    def of_moments(self, moments: Moments, meant: Meant, seen_at: npt.NDArray[np.float64], language: Ints) -> Floats:
        """What depends on customer, region and time; (n, `OF_MOMENT`).

        Args:
            moments: One row a candidate, at the search's time.
            meant: What its search may mean; one row a candidate.
            seen_at: The time up to which the log is read, seconds since 1970; (n,).
            language: Of the search, as the catalogue numbers it, -1 where not known; (n,).
        """
        product = moments.values["product"]
        relative = self.catalogue.relative_price[product]
        own = self.catalogue.codes["language"][product]
        age = (moments.times - self.catalogue.launched[product]) / _DAY
        agrees = np.where((own == NONE) | (language == NONE), np.nan, own == language)
        shown = np.column_stack([self.catalogue.log_price[product], relative, np.maximum(age, 0.0), agrees])
        past = Moments(moments.values, seen_at)
        behaviour = behaviour_features.behaviour_features(self.history, past, meant, self.smoothing)
        region = regional.regional_features(self.history, past, self.smoothing)
        profile = profiles.profile_features(self.history, past, relative, self.smoothing)
        return np.column_stack([shown, behaviour, region, profile]).astype(np.float32)


def _share(score: Floats) -> Floats:
    """Of the best candidate's score."""
    best = np.nanmax(score, initial=0.0) if len(score) else 0.0
    return score / best if best > 0 else np.full(len(score), np.nan, dtype=np.float32)
