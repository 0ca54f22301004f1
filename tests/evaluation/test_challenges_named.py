"""Each challenge of each use case has measures, and the evaluation makes them."""

from __future__ import annotations

from typing import Final

import pytest

from evaluation.gate_policy import is_known, measured_names
from tasks import rooms

# What the marketplace asks of each system; a use case that is added names its own.
ASKED: Final = {
    "recommendation": {"scale", "personalised", "real time", "cold-start customers", "cold-start products"},
    "demand_forecasting": {"scale", "new products", "seasonality", "demand spikes and the weeks after", "regions"},
    "product_classification": {
        "scale",
        "fuzzy classes",
        "several labels",
        "missing fields",
        "product vs accessory",
        "mislabelled and scarce training data",
    },
    "product_matching": {"scale", "high precision", "missing fields", "variations (size, colour, pack)"},
    "product_search": {"partial and misspelt queries", "personal, regional, current results", "latency"},
    "ad_click": {"rare clicks, calibrated", "bidding latency", "explore and exploit"},
    "review_extraction": {"diverse attributes", "informal style", "short text"},
    "visual_search": {"finding the product in the picture", "wide variety", "millions of images"},
    "speech_recognition": {"real time", "noise", "adapting to a speaker", "unseen speakers", "word error rate"},
    "deal_ranking": {"personal", "deals that end soon", "new deals"},
    "question_answering": {
        "open-ended questions",
        "choosing the source",
        "high precision and recall",
        "answers that differ by customer",
    },
}


@pytest.mark.parametrize("use_case", rooms.USE_CASES)
def test_every_challenge_is_named(use_case: str) -> None:
    named = set(rooms.module("evaluation", use_case).CHALLENGES)
    assert named
    assert ASKED.get(use_case, named) == named


@pytest.mark.parametrize("use_case", rooms.USE_CASES)
def test_every_challenge_has_measures_that_the_evaluation_makes(use_case: str) -> None:
    room = rooms.module("evaluation", use_case)
    known = measured_names(room)
    for challenge, measures in room.CHALLENGES.items():
        assert measures, f"{challenge} is a hole: nothing measures it"
        strange = [name for name in measures if not is_known(name, known)]
        assert not strange, f"{challenge} names what is not measured"
