"""How question answering is measured: the right source, promises that hold, and accounts that stay apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from evaluation import qa_challenges, qa_measures
from evaluation.baseline import Baseline
from evaluation.qa_card import CARD as CARD
from evaluation.qa_challenges import challenges as challenges
from evaluation.qa_measures import measures as measures
from evaluation.qa_outcomes import outcomes as outcomes
from evaluation.qa_plots import measured_plots as measured_plots
from evaluation.qa_plots import plots as plots
from evaluation.qa_requests import request_columns as request_columns
from evaluation.qa_requests import requests as requests
from evaluation.qa_slices import SLICES as SLICES
from evaluation.qa_slices import slices as slices
from evaluation.qa_statistics import LOWER_IS_BETTER as LOWER_IS_BETTER
from evaluation.qa_statistics import STATISTICS as STATISTICS

MEASURES = (*qa_measures.OF_OUTCOMES, *qa_challenges.MEASURES)
# What the primary metric is held against.
BASELINE: Final = Baseline("p_at_1_every_source", "p_at_1_best_source", "the best source alone")
# What makes the use case hard, and by what it is measured, the telling one first; `benchmarks.registered` says more.
CHALLENGES: Final[Mapping[str, tuple[str, ...]]] = {
    "open-ended questions": ("p_at_1", "same_answer_reworded", "p_at_1_kind_*", "p_at_1_long_question"),
    "choosing the source": (
        "source_accuracy",
        "gain_over_best_source",
        "p_at_1_answered_by_review",
        "contradicted_still_right",
    ),
    "high precision and recall": (
        "coverage_at_precision_90",
        "precision_promised_90",
        "coverage_promised_90",
        "false_answers",
    ),
    "answers that differ by customer": ("personal_right", "answers_from_others", "own_rows_told_for_others"),
}
