"""Recommendation: which products for this customer, here, now."""

from .model import Recommender
from .train import train

__all__ = ["Recommender", "train"]
