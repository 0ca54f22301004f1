"""Deal ranking: which deals for this customer, now, by relevance or by revenue."""

from .model import DealRanker
from .train import train

__all__ = ["DealRanker", "train"]
