"""How visual search is measured: the right product, in the right place, at any size, or an honest nothing."""

from __future__ import annotations

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
