"""What params.yaml says of the noise pass and of decisions is what the model expects, and its bounds hold."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from models.product_classification.decision_settings import DecisionSettings
from models.product_classification.noise_settings import NoiseSettings
from params.product_classification.decisions import Decision, Noise

FILE = Path(__file__).resolve().parents[2] / "params.yaml"
MODELS = yaml.safe_load(FILE.read_text(encoding="utf-8"))["product_classification"]["shared"]["models"]


def test_every_setting_is_a_parameter_and_says_what_the_model_was_tuned_to() -> None:
    assert Noise(**MODELS["noise"]).model_dump() == asdict(NoiseSettings())
    assert Decision(**MODELS["decision"]).model_dump() == asdict(DecisionSettings())


@pytest.mark.parametrize(
    ("name", "value"),
    [("down_weight", 0.95), ("set_aside", 0.4), ("most_lost", 1.0), ("scatter", -1.0), ("leaf_labels", 0.0)],
)
def test_a_noise_pass_that_would_empty_leaves_is_refused(name: str, value: float) -> None:
    with pytest.raises(ValidationError, match=name):
        Noise(**MODELS["noise"] | {name: value})


@pytest.mark.parametrize("name", ["prior_rows", "leaf_labels"])
def test_decisions_are_never_without_a_prior(name: str) -> None:
    with pytest.raises(ValidationError, match=name):
        Decision(**MODELS["decision"] | {name: 0})
