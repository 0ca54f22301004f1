"""Visual search: products of the catalogue, found in any photo."""

from .model import VisualSearcher
from .train import train

__all__ = ["VisualSearcher", "train"]
