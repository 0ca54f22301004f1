"""How sure to be, learnt on photos of valid: asked as they are, and with what they show taken out of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ..steps import Told
from .answering import Answerer
from .confidence import Confidence, Reals, columns_of
from .examples import NOBODY, Pixels, Scenes
from .index import Found, PictureIndex
from .judged import Judged, judged
from .pooling import Floats, Ranked, products_of
from .regions import Regions, regions_of

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Asked:
    """Photos of valid, looked at.

    Attributes:
        scenes: The photos.
        regions: Of all of them.
        found: Entries near to these.
        lacking: Likewise where the photo's own products are not in the catalogue.
        judged: What the regions show.
    """

    scenes: Scenes
    regions: Regions
    found: Found
    lacking: Found
    judged: Judged


def asked(scenes: Scenes, answerer: Answerer, index: PictureIndex, told: Told) -> Asked:
    """Look at photos, twice.

    Args:
        scenes: The photos.
        answerer: Whose confidence is not needed.
        index: Of the catalogue.
        told: Takes the share that is done.
    """
    parts: list[tuple[Regions, Found, Found]] = []
    step = answerer.parameters.index.batch
    for begin in range(0, len(scenes), step):
        rows = np.arange(begin, min(begin + step, len(scenes)))
        pixels = [scenes.pixels(int(row)) for row in rows]
        regions = regions_of(pixels, answerer.locator, answerer.parameters.regions, answerer.parameters.threads)
        vectors = answerer.vectors(pixels, regions)
        found = answerer.found(pixels, regions, vectors, index)
        lacking = _lacking(pixels, regions, vectors, scenes.taken(rows), answerer, index, found)
        parts.append((replace(regions, pictures=regions.pictures + begin), found, lacking))
        told((begin + len(rows)) / len(scenes))
    regions = Regions.joined([part[0] for part in parts])
    found, lacking = (Found.joined(own) for own in ([part[1] for part in parts], [part[2] for part in parts]))
    return Asked(scenes, regions, found, lacking, judged(regions, scenes, answerer.parameters.regions.matched))


def softest(asked: Asked, softnesses: tuple[float, ...]) -> float:
    """The softness under which most photos have a product of theirs first; the first of those as good."""
    rights = []
    for softness in softnesses:
        ranked = products_of(asked.found, softness)
        rights.append(sum(right for _, right in _firsts(asked, ranked)))
    return softnesses[int(np.argmax(rights))]


def calibrated(asked: Asked, answerer: Answerer) -> Confidence:
    """How sure to be of regions and products, and from where on a photo is answered."""
    settings, judgement = answerer.parameters.confidence, asked.judged
    shows = np.array([bool(products) for products in judgement.shown]) & judgement.told
    ranked, without = (products_of(found, answerer.softness) for found in (asked.found, asked.lacking))
    columns, lacking = columns_of(ranked, asked.regions), columns_of(without, asked.regions)
    showing = np.flatnonzero(shows).tolist()
    right = np.zeros((len(showing), ranked.products.shape[1]), dtype=np.bool_)
    for place, row in enumerate(showing):
        right[place] = np.isin(ranked.products[row], list(judgement.shown[row]))
    confidence = Confidence.fit(
        np.concatenate([columns[judgement.told], lacking[shows]]),
        np.concatenate([shows[judgement.told], np.zeros(int(shows.sum()), dtype=np.bool_)]),
        np.arange(int(judgement.told.sum() + shows.sum())) < judgement.told.sum(),
        ranked.scores[shows].astype(np.float64),
        right,
        settings,
    )
    known = confidence.known(columns)
    chances = known * confidence.shares(ranked.scores.astype(np.float64))[:, 0]
    labelled = np.flatnonzero([asked.scenes.products[photo] is not None for photo in asked.regions.pictures.tolist()])
    surer = confidence.with_lines(
        chances[labelled], _first_right(asked, ranked)[labelled], asked.regions.taken(labelled), settings
    )
    whole = np.where(asked.regions.whole, known, 0.0)
    threshold, threshold_whole = (_threshold(asked, of, settings.acceptance) for of in (known, whole))
    return replace(surer, threshold=threshold, threshold_whole=threshold_whole)


def _first_right(asked: Asked, ranked: Ranked) -> Bools:
    """Whether each region's first product is one that it shows, or its photo does where nobody knows of the region."""
    right = np.zeros(len(asked.regions), dtype=np.bool_)
    for row, (photo, first) in enumerate(zip(asked.regions.pictures, ranked.products[:, 0], strict=True)):
        codes = asked.scenes.products[int(photo)]
        of_photo = frozenset[int]() if codes is None else frozenset(codes[codes != NOBODY].tolist())
        right[row] = int(first) in (asked.judged.shown[row] if asked.judged.told[row] else of_photo)
    return right


def _threshold(asked: Asked, known: Reals, acceptance: float) -> float:
    """What the surest region of so large a share of the photos with a product of the catalogue reaches."""
    surest = np.zeros(len(asked.scenes))
    np.maximum.at(surest, asked.regions.pictures, known)
    shows = np.array([codes is not None and bool((codes != NOBODY).any()) for codes in asked.scenes.products])
    if not shows.any():
        return 0.0
    return float(np.quantile(surest[shows], 1 - acceptance, method="lower"))


def _firsts(asked: Asked, ranked: Ranked) -> Iterator[tuple[int, bool]]:
    """Each photo with a product of the catalogue, and whether its best region's first product is one of them."""
    bounds = np.searchsorted(asked.regions.pictures, np.arange(len(asked.scenes) + 1))
    for photo, codes in enumerate(asked.scenes.products):
        if codes is not None and bool((codes != NOBODY).any()):
            rows = np.arange(bounds[photo], bounds[photo + 1])
            best = rows[int(ranked.scores[rows, 0].argmax())]
            yield photo, bool(ranked.products[best, 0] in codes[codes != NOBODY])


def _lacking(
    pixels: list[Pixels],
    regions: Regions,
    vectors: Floats,
    scenes: Scenes,
    answerer: Answerer,
    index: PictureIndex,
    found: Found,
) -> Found:
    """Entries near to regions, were the products that their photo shows not in the catalogue."""
    parts: list[Found] = []
    for photo, codes in enumerate(scenes.products):
        rows = np.flatnonzero(regions.pictures == photo)
        own = replace(regions.taken(rows), pictures=np.zeros(len(rows), dtype=np.int64))
        shown = frozenset() if codes is None else frozenset(index.products[code] for code in codes[codes != NOBODY])
        if shown:
            parts.append(answerer.found([pixels[photo]], own, vectors[rows], index, shown))
        else:
            parts.append(found.taken(rows))
    return Found.joined(parts)
