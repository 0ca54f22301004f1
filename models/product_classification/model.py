"""The classifier as it is served: listings in, leaves of the category tree out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import pandas as pd

from ..bundle import Bundle
from . import request, storage
from .answers import Labels
from .parameters import ClassificationParameters
from .scoring import Scorer
from .tree import Tree

MODEL_CLASS: Final = "product_classification:ProductClassifier"
_REQUIREMENTS: Final = ("numpy", "pandas", "pyarrow", "scipy", "sparse-dot-topn", "xgboost-cpu")


@dataclass(frozen=True)
class ProductClassifier:
    """A loaded bundle. Any number of threads may ask it at once.

    Attributes:
        parameters: What it was trained with.
        scorer: All that was fitted.
        facts: What the bundle says of itself: counts, noise, timings, metrics on valid.
    """

    parameters: ClassificationParameters
    scorer: Scorer
    facts: dict[str, Any]

    @classmethod
    def load(cls, bundle: Bundle) -> ProductClassifier:
        parameters = ClassificationParameters.read(bundle.parameters)
        return cls(parameters, storage.load(bundle.directory, parameters), dict(bundle.facts))

    @property
    def tree(self) -> Tree:
        """The category tree that it answers by."""
        return self.scorer.tree

    @cached_property
    def labels(self) -> Labels:
        """What nodes and leaves are called."""
        return Labels.of(self.tree)

    def signature(self) -> dict[str, Any]:
        """Inputs and outputs (name, type, required) and params (name, type, default), for the registry."""
        return dict(request.signature())

    def input_example(self) -> pd.DataFrame:
        """Two listings, one with all that may be told and one with a title alone."""
        return request.input_example()

    def requirements(self) -> list[str]:
        """Packages that prediction needs."""
        return list(_REQUIREMENTS)

    def predict(self, frame: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        """The k best leaves of each listing, and the deepest node of the tree that is sure.

        Args:
            frame: The column `title`, null where a listing has none, and any others of the signature; more are
                ignored, missing ones are missing values.
            params: `k`, leaves a listing; fewer where the tree has fewer.

        Returns:
            k rows a listing, in the listings' order, best leaf first: `listing_id` (null where not given), `rank`,
            `leaf_id`, `path`, `probability`, `assigned` (whether the listing is filed under it); and, the same on each
            of its rows, `node_id`, `node_path`, `node_probability`, `node_level` (0 is the root) and `sure` (the node
            is a leaf). A listing without text, or with none of the n-grams that were learnt, has the most frequent
            leaves, the root, and is not sure.

        Raises:
            InputError: The request cannot be used; see `request`.
        """
        k = min(request.k_of(params), len(self.tree.leaves))
        listings, ids = request.listings_of(frame), request.ids_of(frame)
        return self.labels.frame(ids, self.scorer.answers(listings, k, self.parameters.threads))
