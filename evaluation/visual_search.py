"""How visual search is measured: the right product, in the right place, at any size, or an honest nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from evaluation import visual_challenges, visual_measures
from evaluation.baseline import Baseline
from evaluation.visual_card import CARD as CARD
from evaluation.visual_challenges import challenges as challenges
from evaluation.visual_measures import measures as measures
from evaluation.visual_outcomes import outcomes as outcomes
from evaluation.visual_plots import measured_plots as measured_plots
from evaluation.visual_plots import plots as plots
from evaluation.visual_requests import ASKED_AT_ONCE as ASKED_AT_ONCE
from evaluation.visual_requests import easier_params as easier_params
from evaluation.visual_requests import request_columns as request_columns
from evaluation.visual_requests import request_params as request_params
from evaluation.visual_requests import requests as requests
from evaluation.visual_sheet import pictures as pictures
from evaluation.visual_slices import SLICES as SLICES
from evaluation.visual_slices import slices as slices
from evaluation.visual_statistics import LOWER_IS_BETTER as LOWER_IS_BETTER
from evaluation.visual_statistics import STATISTICS as STATISTICS

MEASURES = (*visual_measures.OF_OUTCOMES, *visual_challenges.MEASURES)
# What the primary metric is held against.
BASELINE: Final = Baseline("top_1_located", "top_1_whole", "the whole picture, nothing located")
# What makes the use case hard, and by what it is measured, the telling one first; `benchmarks.registered` says more.
CHALLENGES: Final[Mapping[str, tuple[str, ...]]] = {
    "finding the product in the picture": ("locator_recall", "locating_gain", "top_1_at_*", "box_right"),
    "wide variety": (
        "added_top_1",
        "refused_at_95",
        "top_1_lost_turned",
        "top_1_lost_dark",
        "top_1_lost_blurred",
        "top_1_lost_occluded",
    ),
    "millions of images": (
        "entry_top_1_among_*",
        "index_recall_10_among_*",
        "index_p99_ms_among_*",
        "index_mb_among_*",
    ),
}
