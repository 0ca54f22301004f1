"""How product classification is measured: first answers, sets of leaves, the tree between them, and when to abstain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from evaluation import category_challenges, category_measures
from evaluation.baseline import Baseline
from evaluation.category_card import CARD as CARD
from evaluation.category_challenges import challenges as challenges
from evaluation.category_measures import measures as measures
from evaluation.category_outcomes import outcomes as outcomes
from evaluation.category_plots import plots as plots
from evaluation.category_requests import request_columns as request_columns
from evaluation.category_requests import request_params as request_params
from evaluation.category_requests import requests as requests
from evaluation.category_slices import SLICES as SLICES
from evaluation.category_slices import slices as slices
from evaluation.category_statistics import LOWER_IS_BETTER as LOWER_IS_BETTER
from evaluation.category_statistics import STATISTICS as STATISTICS

MEASURES = (*category_measures.OF_OUTCOMES, *category_challenges.MEASURES)
# What the primary metric is held against.
BASELINE: Final = Baseline("top1", "top1_most_frequent", "the most frequent leaf told of all")
# What makes the use case hard, and by what it is measured, the telling one first; `benchmarks.registered` says more.
CHALLENGES: Final[Mapping[str, tuple[str, ...]]] = {
    "scale": ("titles_per_second", "train_titles_per_second", "bundle_mb", "peak_memory_mb"),
    "fuzzy classes": ("hierarchical_f1", "tree_distance", "answer_precision", "answer_coverage"),
    "several labels": ("micro_f1_several", "jaccard_several", "top1_several_leaves"),
    "missing fields": (
        "top1_without_title_lost",
        "top1_without_description_lost",
        "macro_f1_without_attributes_lost",
        "top1_no_title",
    ),
    "product vs accessory": ("accessory_confusion", "top1_accessory"),
    "mislabelled and scarce training data": ("noise_found_flips", "noise_acted_sibling_flips", "macro_f1_scarce"),
}
