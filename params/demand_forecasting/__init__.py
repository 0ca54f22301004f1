"""Parameters of demand forecasting."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from params.base import EvaluationSettings, FlowParameters, Section
from params.demand_forecasting.core import Core
from params.demand_forecasting.features import Features
from params.demand_forecasting.launches import ColdStart
from params.demand_forecasting.levels import Calibration, Daily, Reconciliation, TopDown


class Models(Section):
    """The forecasting model and what surrounds it."""

    seed: int = Field(ge=0, le=2**31, description="Seed of training.")
    threads: int = Field(ge=1, le=64, description="Threads of training and forecasting.")
    valid_origin_step: int = Field(
        ge=1, le=26, description="Weeks between the origins in valid on which quantiles and shares are learnt."
    )
    backtest_series: int = Field(
        ge=1_000,
        le=100_000_000,
        description="Series that are forecast from those origins; of more, whole products are drawn.",
    )
    cached_megabytes: int = Field(
        ge=0, le=1_000_000, description="Forecasts of other origins that a loaded model keeps in memory."
    )
    core: Core
    cold_start: ColdStart
    top_down: TopDown
    reconciliation: Reconciliation
    calibration: Calibration
    daily: Daily

    def settings(self) -> dict[str, Any]:
        """As the room `models` takes them: seed, threads and last year's carrying forward where each part has them."""
        values = self.model_dump(mode="json")
        seed, threads, top_down = (values.pop(name) for name in ("seed", "threads", "top_down"))
        values["core"] |= {"seed": seed, "threads": threads}
        values["cold_start"]["neighbours"]["threads"] = threads
        values["cold_start"]["text"]["threads"] = threads
        values["reconciliation"]["top_down"] = top_down
        return values


class ForecastingEvaluation(EvaluationSettings):
    """What the challenges of forecasting cost to measure."""

    coherence_questions: int = Field(ge=10, le=1_000_000, description="Most questions by which sums are checked.")


class DemandForecastingParameters(FlowParameters):
    """Parameters of the flow demand-forecasting."""

    features: Features
    models: Models
    evaluation: ForecastingEvaluation


Parameters = DemandForecastingParameters
