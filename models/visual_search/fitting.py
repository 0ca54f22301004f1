"""Everything that is fitted, from examples to what answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from ..errors import InputError
from ..pictures import PictureLimits
from ..steps import Steps, Told
from . import calibrating, valid_metrics
from .answering import Answerer
from .confidence import Confidence
from .draws import drawn
from .entries import indexed, later_entries, lots, named, photo_entries
from .examples import CATALOGUE, Bools, CatalogueRows, Crops, Ints, Scenes, catalogue_crops, catalogue_rows, scenes
from .fusion import Fusion
from .head_fitting import closer
from .index import PictureIndex
from .locator import Locator
from .parameters import VisualSearchParameters
from .updating import grown

_UNKNOWING: Final = Confidence(np.zeros(6), np.ones(6), np.zeros(6), 0.0, 1.0)


@dataclass(frozen=True)
class Material:
    """What is learnt from.

    Attributes:
        rows: Of the catalogue.
        products: Their ids, each once.
        codes: Product of each row; (rows,).
        shots: Pictures of the catalogue that are learnt from.
        held_out: Pictures of the catalogue of products that are not.
        train: Photos.
        valid: Likewise.
    """

    rows: CatalogueRows
    products: tuple[str, ...]
    codes: Ints
    shots: Crops
    held_out: Crops
    train: Scenes
    valid: Scenes


def material(examples: Path, settings: VisualSearchParameters) -> Material:
    """Read examples.

    Raises:
        InputError: The catalogue is empty, or all of its products are held out.
    """
    catalogue = examples / CATALOGUE
    rows = catalogue_rows(catalogue)
    if rows.held_out.all():
        raise InputError(
            f"of {len(rows)} pictures of the table catalogue none is of a product that may be learnt from; give more "
            "products, or hold fewer out."
        )
    products = tuple(dict.fromkeys(rows.products.tolist()))
    names = {name: code for code, name in enumerate(products)}
    codes = np.array([names[name] for name in rows.products], dtype=np.int64)

    def some(which: Bools) -> Crops:
        chosen = drawn(which, settings.most_pictures, settings.seed)
        return catalogue_crops(catalogue, chosen, codes, settings.index.batch)

    train = scenes(examples / "train.parquet", names, settings.index.batch, settings.most_photos)
    most = settings.confidence.most_photos
    valid = scenes(
        examples / "valid.parquet", names, settings.index.batch, most, PictureLimits(side=settings.pictures.side)
    )
    return Material(rows, products, codes, some(~rows.held_out), some(rows.held_out), train, valid)


def fit(
    examples: Path, settings: VisualSearchParameters, steps: Steps
) -> tuple[Answerer, PictureIndex, dict[str, Any]]:
    """Fit all parts.

    Args:
        examples: Folder of them.
        settings: Of all parts.
        steps: Told as they begin.

    Returns:
        What answers, the index, and facts on valid as `valid_metrics` takes them.

    Raises:
        InputError: There is nothing to learn from.
    """
    seed, threads = settings.seed, settings.threads
    with steps.step("reading examples", 0.0, 0.02):
        data = material(examples, settings)
    photos = data.train.crops()
    with steps.step("training the locator", 0.02, 0.3) as told:
        locator = Locator.fit(
            data.shots, data.train, settings.locator, seed=seed, threads=threads, told=told, valid=data.valid
        )
    valid = data.valid.crops()
    with steps.step("training the embedder", 0.3, 0.8) as told:
        embedder = Fusion.fit(
            data.shots.with_more(photos), valid.with_more(data.held_out), data.train, settings.embedder,
            seed=seed, threads=threads, told=told,
        )  # fmt: skip
    shown = photo_entries(photos, settings.index, seed)
    with steps.step("indexing the catalogue", 0.8, 0.88) as told:
        index = indexed(
            examples / CATALOGUE, data.codes, shown, data.products, embedder, settings.index,
            seed=seed, threads=threads, told=told,
        )  # fmt: skip
    with steps.step("looking closer", 0.88, 0.92):
        pictures = lots(examples / CATALOGUE, shown, settings.index.batch)
        head = closer(index, pictures, embedder, valid, settings)
    with steps.step("asking about photos of valid", 0.92, 0.98) as told:
        answerer = Answerer(locator, embedder, head, _UNKNOWING, 0.0, settings)
        answerer, facts = _sure(data.valid, answerer, index, told)
        # chosen and judged without them, from here on they are found too
        more = later_entries(valid, data.held_out, shown, settings.index, seed)
        index, answerer = grown(index, named(more, data.products, settings.index.batch), answerer)
    counts = {
        "products": len(data.products),
        "products_held_out": len(set(data.rows.products[data.rows.held_out].tolist())),
        "entries": len(index),
        "photo_entries": len(shown) + len(more),
        "train_photos": len(data.train),
        "valid_photos": len(data.valid),
    }
    return answerer, index, facts | counts


def _sure(valid: Scenes, answerer: Answerer, index: PictureIndex, told: Told) -> tuple[Answerer, dict[str, Any]]:
    """What answers, and knows how sure to be; and what it makes of valid."""
    if not len(valid):
        raise InputError("the split valid holds no photos, so nobody knows how sure to be; give or hold back some.")
    asked = calibrating.asked(valid, answerer, index, told)
    softest = replace(answerer, softness=calibrating.softest(asked, answerer.parameters.index.softness))
    surer = replace(softest, confidence=calibrating.calibrated(asked, softest))
    return surer, {"valid": valid_metrics.measured(asked, surer), "softness": surer.softness}
