"""Where the parts of a bundle lie."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import numpy as np

from .answering import Answerer
from .attribute_ratings import Ratings
from .attributes import Attributes
from .doubts import Doubts
from .engines import load_engine
from .mentions import KnownMentions
from .naming import Naming
from .parameters import ReviewExtractionParameters
from .telling_words import TellingWords
from .vocabulary import Vocabulary

ENGINE: Final = "engine"
ATTRIBUTES: Final = "attributes.npz"
RATINGS: Final = "ratings.json"


def save(answerer: Answerer, directory: Path) -> None:
    """Write all that was fitted into a directory.

    Args:
        answerer: What was fitted.
        directory: Of the bundle.
    """
    answerer.engine.save(directory / ENGINE)
    attributes, telling = answerer.naming.attributes, answerer.naming.telling
    arrays: dict[str, Any] = attributes.arrays() | telling.arrays() | attributes.vocabulary.arrays()
    np.savez_compressed(directory / ATTRIBUTES, allow_pickle=False, **arrays)
    answerer.known.save(directory)
    stored = answerer.ratings.as_dict() | {"languages": list(answerer.doubts.languages)}
    text = json.dumps(stored, indent=2, sort_keys=True, allow_nan=False, ensure_ascii=False)
    (directory / RATINGS).write_text(text + "\n", encoding="utf-8")


def load(directory: Path, parameters: ReviewExtractionParameters) -> Answerer:
    """Read what `save` wrote."""
    settings = parameters.attributes
    with np.load(directory / ATTRIBUTES, allow_pickle=False) as arrays:
        vocabulary = Vocabulary.read(arrays, settings)
        naming = Naming(Attributes.read(arrays, vocabulary, settings), TellingWords.read(arrays, vocabulary, settings))
    naming.attributes.likeness.ready()
    stored = json.loads((directory / RATINGS).read_text(encoding="utf-8"))
    languages = tuple(stored.pop("languages"))
    return Answerer(
        load_engine(directory / ENGINE),
        naming,
        Ratings.read(stored, parameters.ratings),
        KnownMentions.load(directory),
        doubts_of(vocabulary, languages, parameters),
        parameters.threads,
    )


def doubts_of(vocabulary: Vocabulary, languages: tuple[str, ...], parameters: ReviewExtractionParameters) -> Doubts:
    """What is told of texts, by the settings."""
    return Doubts(vocabulary, languages, parameters.longest_text, parameters.least_words, parameters.least_known)
