"""How product classification is measured: first answers, sets of leaves, the tree between them, and when to abstain."""

from __future__ import annotations

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
