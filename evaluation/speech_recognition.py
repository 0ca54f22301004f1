"""How speech recognition is measured: words, what is wanted by them, and an honest nothing, from voices never heard."""

from __future__ import annotations

from evaluation import speech_challenges, speech_measures
from evaluation.speech_card import CARD as CARD
from evaluation.speech_challenges import challenges as challenges
from evaluation.speech_measures import measures as measures
from evaluation.speech_outcomes import outcomes as outcomes
from evaluation.speech_plots import measured_plots as measured_plots
from evaluation.speech_plots import plots as plots
from evaluation.speech_requests import ASKED_AT_ONCE as ASKED_AT_ONCE
from evaluation.speech_requests import easier_params as easier_params
from evaluation.speech_requests import request_columns as request_columns
from evaluation.speech_requests import request_params as request_params
from evaluation.speech_requests import requests as requests
from evaluation.speech_sheet import pictures as pictures
from evaluation.speech_slices import SLICES as SLICES
from evaluation.speech_slices import slices as slices
from evaluation.speech_statistics import LOWER_IS_BETTER as LOWER_IS_BETTER
from evaluation.speech_statistics import STATISTICS as STATISTICS

MEASURES = (*speech_measures.OF_OUTCOMES, *speech_challenges.MEASURES)
