"""How review extraction is measured: exact triplets, their parts, confidences, and what is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from evaluation import review_challenges, review_measures
from evaluation.baseline import Baseline
from evaluation.review_card import CARD as CARD
from evaluation.review_challenges import challenges as challenges
from evaluation.review_measures import measures as measures
from evaluation.review_outcomes import outcomes as outcomes
from evaluation.review_plots import measured_plots as measured_plots
from evaluation.review_plots import plots as plots
from evaluation.review_requests import easier_params as easier_params
from evaluation.review_requests import request_columns as request_columns
from evaluation.review_requests import request_params as request_params
from evaluation.review_requests import requests as requests
from evaluation.review_slices import SLICES as SLICES
from evaluation.review_slices import slices as slices
from evaluation.review_statistics import LOWER_IS_BETTER as LOWER_IS_BETTER
from evaluation.review_statistics import STATISTICS as STATISTICS

MEASURES = (*review_measures.OF_OUTCOMES, *review_challenges.MEASURES)
# What the primary metric is held against.
BASELINE: Final = Baseline("triplet_f1", "triplet_f1_lexicon", "words remembered from training")
# What makes the use case hard, and by what it is measured, the telling one first; `benchmarks.registered` says more.
CHALLENGES: Final[Mapping[str, tuple[str, ...]]] = {
    "diverse attributes": ("unseen_f1", "implied_f1", "attribute_f1", "triplet_f1_category_*"),
    "informal style": (
        "triplet_f1_noised_lost",
        "triplet_f1_slang_lost",
        "triplet_f1_typos_lost",
        "triplet_f1_emoji_lost",
    ),
    "short text": ("triplet_f1_short_text",),
}
