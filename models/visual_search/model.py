"""The searcher as it is served: pictures in, boxes and their products out, or why there are none."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any, Final

import pandas as pd

from ..bundle import Bundle
from . import request, storage
from .answering import Answerer
from .answers import answer_frame
from .asked_how import asked_of
from .index import PictureIndex
from .parameters import VisualSearchParameters
from .updating import cleared, grown, news_of, products_of

MODEL_CLASS: Final = "visual_search:VisualSearcher"
_REQUIREMENTS: Final = (
    "faiss-cpu",
    "numpy",
    "opencv-python-headless",
    "pandas",
    "pillow",
    "pyarrow",
    "safetensors",
    "scikit-learn",
    "scipy",
    "threadpoolctl",
    "torch",
)
_OF_ENGINES: Final = {"onnx": ("onnxruntime",), "clip": ("transformers",)}


@dataclass
class VisualSearcher:
    """A loaded bundle. Any number of threads may ask it at once.

    Attributes:
        parameters: What it was trained with.
        answerer: All that was fitted.
        index: Of the catalogue by now; `update` puts another one in its place.
        facts: What the bundle says of itself: counts, timings, metrics on valid.
        lock: Held by an update from its beginning to its end.
        swap: Held while the index and what answers by it change places with others; they belong together.
    """

    parameters: VisualSearchParameters
    answerer: Answerer
    index: PictureIndex
    facts: dict[str, Any]
    lock: Lock = field(default_factory=Lock, repr=False)
    swap: Lock = field(default_factory=Lock, repr=False)

    @classmethod
    def load(cls, bundle: Bundle) -> VisualSearcher:
        parameters = VisualSearchParameters.read(bundle.parameters)
        return cls(parameters, *storage.load(bundle.directory, parameters), dict(bundle.facts))

    def signature(self) -> dict[str, Any]:
        """Inputs and outputs (name, type, required) and params (name, type, default), for the registry."""
        return dict(request.signature())

    def input_example(self) -> pd.DataFrame:
        """Two requests, of a drawn picture and of a blank one."""
        return request.input_example()

    def requirements(self) -> list[str]:
        """Packages that prediction needs."""
        return [*_REQUIREMENTS, *_OF_ENGINES.get(self.parameters.embedder.engine, ())]

    def predict(self, frame: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        """Find products in pictures.

        Args:
            frame: `image`, the bytes of a picture of any format, size, mode and orientation; `request_id`, by default
                the row's number in the call. Other columns are ignored.
            params: `k`, products of a box at most; `boxes`, "auto" or "whole" for the picture as one; `refuse`, whether
                photos and boxes that show nothing of the catalogue are told so, or answered by what is nearest;
                `without`, a JSON list of products that are not to be answered.

        Returns:
            Rows of each request, in their order, at least one: `box` from 0, the surest first; `left`, `top`, `right`,
            `bottom` in pixels of the upright picture; `box_score` of the locator, null for the whole picture; `rank`
            from 1; `product_id`; `score`, how near it is; `confidence`, the chance that it is shown there; `reason`,
            empty. Where nothing is found, one row of rank 0 without a product, whose `reason` is `nothing_like_it`, or
            `unreadable: ` and why: empty, not_a_picture, truncated, too_large, too_small, too_narrow.

        Raises:
            InputError: The request cannot be used; see `request` and `asked_how`.
        """
        asked, questions = asked_of(params), request.questions_of(frame)
        with self.swap:
            index, answerer = self.index, self.answerer
        answers = answerer.answers(questions.pictures, asked, index)
        return answer_frame(questions.ids, answers, index.products)

    def update(self, catalogue: pd.DataFrame | None = None, remove: pd.DataFrame | None = None) -> dict[str, int]:
        """Add pictures of products, and take products out, without a training and in place.

        Args:
            catalogue: `product_id` and `image`, the bytes of a picture; of products that are known or not.
            remove: `product_id`, of products that are not to be found any more; this comes first.

        Returns:
            How many `entries` and `products` there are more, how many `removed` entries fewer, and how many rows were
            `unreadable` and left out.

        Raises:
            InputError: A column is missing, or cells cannot be read; nothing is changed then.
        """
        gone = [] if remove is None else products_of(remove, "remove")
        news = None if catalogue is None else news_of(catalogue, self._entry_limits())
        with self.lock:
            before = self.index
            left = before.removed(gone) if gone else before
            after, answerer = left, self.answerer
            if news is not None:
                after, answerer = grown(left, news.lots(self.parameters.index.batch), answerer)
            cleaned = cleared(after, answerer)
            with self.swap:
                self.index, self.answerer = cleaned
        entries = len(after) - len(left)
        return {
            "entries": entries,
            "products": len(after.products) - len(before.products),
            "removed": len(before) - len(left),
            "unreadable": 0 if news is None else len(news.products) - entries,
        }

    def _entry_limits(self) -> Any:
        return replace(self.parameters.pictures, side=self.parameters.index.side)
