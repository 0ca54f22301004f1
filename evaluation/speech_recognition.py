"""How speech recognition is measured: words, what is wanted by them, and an honest nothing, from voices never heard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from evaluation import speech_challenges, speech_measures
from evaluation.baseline import Baseline
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
# What the primary metric is held against.
BASELINE: Final = Baseline("wer", "wer_most_frequent", "the commonest transcript told of all")
# What makes the use case hard, and by what it is measured, the telling one first; `benchmarks.registered` says more.
CHALLENGES: Final[Mapping[str, tuple[str, ...]]] = {
    "real time": ("stream_latency_p99_ms", "stream_real_time_factor", "real_time_factor", "stream_equal"),
    "noise": ("wer_times_at_*_db", "wer_at_*_db", "wer_in_noise_*", "noise_accepts_per_hour"),
    "adapting to a speaker": ("adaptation_gain_*_s", "adaptation_worse_*_s", "wer_enrolled_*_s"),
    "unseen speakers": ("wer_unseen_speaker", "worst_speaker_wer", "wer_seen_speaker"),
    "word error rate": ("wer", "wer_all", "command_accuracy"),
}
