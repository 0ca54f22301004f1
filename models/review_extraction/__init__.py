"""Review extraction: attributes, opinions and ratings read from reviews."""

from .model import ReviewExtractor
from .train import train

__all__ = ["ReviewExtractor", "train"]
