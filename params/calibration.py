"""How probabilities are calibrated."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from params.base import Section


class Calibration(Section):
    """From log odds to log odds that mean what they say."""

    method: Literal["auto", "platt", "isotonic", "none"] = Field(
        description="Platt's line, an isotonic curve, or a curve where there are positives enough for it."
    )
    isotonic_clicks: int = Field(
        ge=1, le=1_000_000_000, description="Positives (clicks, redemptions), and others, from which auto is isotonic."
    )
    overall_weight: float = Field(gt=0, le=1e9, description="Positives that weigh against the overall line's own.")
    segment_weight: float = Field(gt=0, le=1e9, description="Positives that weigh against a segment's own.")
    block_weight: float = Field(gt=0, le=1e9, description="Positives that weigh against those of an isotonic block.")
    least_slope: float = Field(gt=0, le=1, description="Smallest slope of a line.")
    limit: float = Field(ge=1, le=36, description="Calibrated log odds lie between its negative and it.")
