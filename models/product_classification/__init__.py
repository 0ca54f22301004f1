"""Product classification: which leaves of a category tree a listing belongs to."""

from .model import ProductClassifier
from .train import train

__all__ = ["ProductClassifier", "train"]
