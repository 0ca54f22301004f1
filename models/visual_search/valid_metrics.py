"""What is measured on valid: products of photos, by the surest of their regions."""

from __future__ import annotations

import numpy as np

from .answering import Answerer
from .calibrating import Asked
from .confidence import Reals, columns_of
from .examples import NOBODY
from .index import GONE, Found
from .pooling import Ints, products_of

_DEEPEST = 5


def measured(asked: Asked, answerer: Answerer) -> dict[str, float]:
    """Measures by name; of what no photo tells, none.

    Args:
        asked: Photos of valid.
        answerer: With its confidence.

    Returns:
        `top_1`, `top_5`, `mrr` over photos with a product of the catalogue; `accepted`, the share of these that are
        answered; `refused`, the share that would not be were their products not in the catalogue.
    """
    shows = [
        photo
        for photo, codes in enumerate(asked.scenes.products)
        if codes is not None and bool((codes != NOBODY).any())
    ]
    if not shows:
        return {}
    places = np.array([_place(asked, answerer, photo) for photo in shows])
    surest, lacking = (_surest(asked, found, answerer)[shows] for found in (asked.found, asked.lacking))
    threshold = answerer.confidence.threshold
    return {
        "top_1": float((places == 1).mean()),
        f"top_{_DEEPEST}": float((places <= _DEEPEST).mean()),
        "mrr": float((1 / places).mean()),
        "accepted": float((surest >= threshold).mean()),
        "refused": float((lacking < threshold).mean()),
    }


def _place(asked: Asked, answerer: Answerer, photo: int) -> float:
    """Of the first right product among all of a photo, from 1; infinite where none is found."""
    rows = np.flatnonzero(asked.regions.pictures == photo)
    looked = answerer.looked(asked.regions.taken(rows), asked.found.taken(rows))
    chances = answerer.confidence.chances(looked.known, looked.shares, looked.regions).ravel()
    products: Ints = looked.ranked.products.ravel()
    order = np.argsort(-chances, kind="stable")
    ordered = products[order]
    ordered = ordered[ordered != GONE]
    _, firsts = np.unique(ordered, return_index=True)
    names = ordered[np.sort(firsts)]
    shown = asked.scenes.products[photo]
    right = np.flatnonzero(np.isin(names, [] if shown is None else shown))
    return float(right[0] + 1) if len(right) else np.inf


def _surest(asked: Asked, found: Found, answerer: Answerer) -> Reals:
    ranked = products_of(found, answerer.softness)
    surest = np.zeros(len(asked.scenes))
    np.maximum.at(surest, asked.regions.pictures, answerer.confidence.known(columns_of(ranked, asked.regions)))
    return surest
