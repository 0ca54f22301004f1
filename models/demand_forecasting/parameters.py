"""What training can be told."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..settings import TrainingParameters
from .backtests import CalibrationSettings
from .core_settings import CoreSettings
from .daily import DailySettings
from .launch import ColdStartSettings
from .level_weights import ReconciliationSettings


@dataclass(frozen=True)
class DemandParameters(TrainingParameters):
    """All of it."""

    valid_origin_step: int = 4  # weeks between the origins in valid on which quantiles and shares of levels are learnt
    backtest_series: int = 40_000  # series that are forecast from those; of more, whole products are drawn
    cached_megabytes: int = 1_000  # forecasts of origins other than the default one that a loaded model keeps
    core: CoreSettings = field(default_factory=CoreSettings)
    cold_start: ColdStartSettings = field(default_factory=ColdStartSettings)
    reconciliation: ReconciliationSettings = field(default_factory=ReconciliationSettings)
    calibration: CalibrationSettings = field(default_factory=CalibrationSettings)
    daily: DailySettings = field(default_factory=DailySettings)
