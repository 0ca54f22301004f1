"""The noise pass, calibration, thresholds and abstention."""

from __future__ import annotations

from pydantic import Field, model_validator

from params.base import Section


class Noise(Section):
    """How labels that look mistaken are found and treated."""

    enabled: bool = Field(description="Judge the labels; else every one is kept.")
    prior_labels: float = Field(
        gt=0, le=1e6, description="Right labels that weigh against the evidence that some are mistaken."
    )
    least: float = Field(
        ge=0, le=0.2, description="Share of the labels that is taken to be mistaken, of each kind, at least."
    )
    fit_labels: int = Field(
        ge=1_000, le=10_000_000, description="Labels, drawn, that the share of mistakes is estimated from."
    )
    leaf_labels: float = Field(
        gt=0, le=1e6, description="Labels that weigh against a leaf's own, for its parent's and at last for all."
    )
    set_aside: float = Field(
        gt=0.5, le=1, description="Probability of a mistake from which a label is set aside if another leaf is sure."
    )
    down_weight: float = Field(
        ge=0.5,
        le=1,
        description="Probability of a mistake from which a label is reported, and counts less if as much is believed.",
    )
    unconfirmed: float = Field(
        ge=0,
        le=1,
        description="Share of the doubt that counts where no other leaf is sure or siblings are fuzzy.",
    )
    fuzzy: float = Field(
        gt=0,
        le=1,
        description="Share of either of two siblings' labels that are surely the other's, from which they are fuzzy.",
    )
    scatter: float = Field(
        ge=0,
        le=10,
        description="Standard deviations above the mistakes expected in a leaf up to which they are believed.",
    )
    most_lost: float = Field(
        ge=0, lt=1, description="Share of a leaf's labels that is believed to be mistaken at most."
    )
    flips: int = Field(
        ge=100, le=10_000_000, description="Labels that are flipped to tell how many mistakes would be found."
    )

    @model_validator(mode="after")
    def _in_order(self) -> Noise:
        if self.down_weight > self.set_aside:
            raise ValueError(f"down_weight ({self.down_weight}) is above set_aside ({self.set_aside}).")
        return self


class Decision(Section):
    """From scores to probabilities, leaves and answers that are sure."""

    prior_rows: float = Field(gt=0, le=1e6, description="Rows that weigh against those calibration is learnt from.")
    leaf_labels: float = Field(
        gt=0, le=1e6, description="Labels that weigh against a leaf's own, for the threshold of all leaves."
    )
    precision: float = Field(
        gt=0, lt=1, description="Stated precision of a sure leaf, and of all answers below the root."
    )
    confidence: float = Field(gt=0.5, lt=1, description="Confidence of the lower bound that has to reach it.")
