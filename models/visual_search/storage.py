"""Where the parts of a bundle lie."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from .answering import Answerer
from .confidence import Confidence
from .fusion import Fusion
from .head import Head
from .index import PictureIndex
from .locator import Locator
from .parameters import VisualSearchParameters

LOCATOR: Final = "locator"
EMBEDDER: Final = "embedder"
INDEX: Final = "index"
HEAD: Final = "head"  # there where looking closer pays
SURENESS: Final = "confidence.json"


def save(answerer: Answerer, index: PictureIndex, directory: Path) -> None:
    """Write all that was fitted into a directory, that of the bundle."""
    for name in (LOCATOR, EMBEDDER, INDEX):
        (directory / name).mkdir()
    answerer.locator.save(directory / LOCATOR)
    answerer.embedder.save(directory / EMBEDDER)
    index.save(directory / INDEX)
    if answerer.head is not None:
        answerer.head.save(directory / HEAD)
    sureness = answerer.confidence.as_dict() | {"softness": answerer.softness}
    text = json.dumps(sureness, indent=2, allow_nan=False)
    (directory / SURENESS).write_text(text + "\n", encoding="utf-8")


def load(directory: Path, parameters: VisualSearchParameters) -> tuple[Answerer, PictureIndex]:
    """Read what `save` wrote."""
    sureness = json.loads((directory / SURENESS).read_text(encoding="utf-8"))
    answerer = Answerer(
        Locator.load(directory / LOCATOR),
        Fusion.load(directory / EMBEDDER, parameters.threads),
        Head.load(directory / HEAD) if (directory / HEAD).is_dir() else None,
        Confidence.read(sureness),
        float(sureness["softness"]),
        parameters,
    )
    return answerer, PictureIndex.load(directory / INDEX, parameters.index)
