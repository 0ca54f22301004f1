"""Demand forecasting: units per product and region, week by week, up to a year ahead, with quantiles."""

from .forecaster import DemandForecaster
from .train import train

__all__ = ["DemandForecaster", "train"]
