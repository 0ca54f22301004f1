"""Product matching: which listings are the same product."""

from .matcher import ProductMatcher
from .train import train

__all__ = ["ProductMatcher", "train"]
