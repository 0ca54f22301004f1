"""What features are looked up in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .behaviour import Behaviour
from .catalogue import Catalogue
from .content import Content
from .feature_settings import FeatureSettings
from .repeats import Repeats

Floats = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]


@dataclass(frozen=True)
class Tables:
    """Of p products.

    Attributes:
        catalogue: What is known of them.
        behaviour: How they have sold.
        repeats: Which are bought again.
        vectors: What is written of them, of unit length or zero, in half precision; (p, dimensions).
        worth: Of a view, a product put into the cart, and a purchase; (3,).
        settings: Of the features.
    """

    catalogue: Catalogue
    behaviour: Behaviour
    repeats: Repeats
    vectors: Halves
    worth: Floats
    settings: FeatureSettings


def vectors_of(content: Content | None, products: int) -> Halves:
    """Vectors of products; of no dimension where nothing is written of them; (products, dimensions)."""
    return np.zeros((products, 0), dtype=np.float16) if content is None else content.vectors
