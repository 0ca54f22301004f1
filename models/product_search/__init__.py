"""Product search: the right products for a partial query, for this customer, here, now."""

from .model import ProductSearch
from .train import train

__all__ = ["ProductSearch", "train"]
