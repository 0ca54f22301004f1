"""Where the parts of a bundle lie."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import numpy as np

from ..booster_file import booster_of
from ..stock import Availability
from .answering import Answerer
from .asking import Asker
from .behaviour import Behaviour
from .blend import Blend
from .candidates import Sources
from .catalogue import Catalogue
from .moment import Moment
from .pair_features import NAMES
from .parameters import RecommendationParameters
from .places import Places
from .profiles import Profiles
from .repeats import Repeats
from .tables import Tables, vectors_of

SOURCES: Final = "sources"
STOCK: Final = "stock.npz"
BLEND: Final = "blend.json"
RANKER: Final = "ranker.ubj"
MOMENT: Final = "moment.json"


def save(answerer: Answerer, directory: Path) -> None:
    """Write all that was fitted into a directory.

    Args:
        answerer: What was fitted.
        directory: Of the bundle.
    """
    answerer.sources.save(directory / SOURCES)
    answerer.tables.catalogue.save(directory)
    answerer.tables.behaviour.save(directory)
    answerer.tables.repeats.save(directory)
    answerer.asker.availability.save(directory / STOCK)
    answerer.asker.places.save(directory)
    answerer.asker.profiles.save(directory)
    _write(answerer.blend.as_dict(), directory / BLEND)
    if answerer.moment is not None:
        _write(answerer.moment.as_dict(), directory / MOMENT)
    if answerer.booster is not None:
        answerer.booster.save_model(directory / RANKER)


def load(directory: Path, parameters: RecommendationParameters) -> Answerer:
    """Read what `save` wrote."""
    catalogue = Catalogue.load(directory)
    sources = Sources.load(directory / SOURCES, parameters.candidates)
    repeats = Repeats.load(directory)
    worth = sources.worth(np.arange(3, dtype=np.int8))
    behaviour = Behaviour.load(directory)
    tables = Tables(
        catalogue, behaviour, repeats, vectors_of(sources.content, len(catalogue)), worth, parameters.features
    )
    asker = Asker(
        catalogue,
        Availability.load(directory / STOCK, parameters.masks_kept),
        Places.load(directory),
        Profiles.load(directory),
        repeats.repeated,
        parameters.history_events,
    )
    blend = Blend.read(json.loads((directory / BLEND).read_text(encoding="utf-8")))
    told = directory / MOMENT
    moment = Moment.read(json.loads(told.read_text(encoding="utf-8"))) if told.is_file() else None
    return Answerer(asker, sources, tables, blend, booster_of(directory / RANKER, NAMES), moment, parameters)


def _write(weights: dict[str, float], path: Path) -> None:
    text = json.dumps(weights, indent=2, sort_keys=True, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")
