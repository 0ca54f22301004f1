"""The probability that an ad is clicked, and which ad to explore."""

from .model import AdClickModel
from .train import train

__all__ = ["AdClickModel", "train"]
