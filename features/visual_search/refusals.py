"""Labels that do not suffice, and what helps."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from features.columns import Longs
from features.splits import ADVISED, SPLITS
from features.visual_search.enough import least_shown
from features.visual_search.parameters import FeaturesParameters
from features.visual_search.splits import Split, split_of
from features.visual_search.tables import Tables
from features.visual_search.ways_to_split import CARVED, GIVEN
from infra.errors import DataError


def refuse_lost(tables: Tables) -> None:
    """Refuse labels none of which names a product of the catalogue.

    Raises:
        DataError: So it is.
    """
    labels = tables.labels
    if not labels.shows.any():
        raise DataError(
            f"photos.product_ids: none of the {len(labels.product):,} ids on {int(labels.known.sum()):,} labelled "
            f"photos is one of the {len(labels.products):,} products of catalogue.product_id.",
            "Write them as the catalogue writes them; rows of it that were set aside may be what is missing.",
        )


def refuse_few(
    tables: Tables,
    prints: list[bytes],
    shots: list[bytes],
    visits: Longs,
    split: Split,
    parameters: FeaturesParameters,
) -> None:
    """Refuse splits of too few photos that show a product.

    Raises:
        DataError: There is such a split; names it, what it has, and what helps. Shares are advised only where they
            were tried and help.
    """
    shows = tables.labels.shows
    for place, name in enumerate(SPLITS):
        size = int((shows & (split.of == place)).sum())
        if size < parameters.min_photos:
            raise DataError(
                f"photos: split `{name}` (made {split.how}) has {size:,} photos that show a product of the catalogue; "
                f"it needs at least {parameters.min_photos:,}. {int(shows.sum()):,} of {len(tables):,} photos do.",
                _way_out(tables, prints, shots, visits, split, parameters),
            )


def _way_out(
    tables: Tables,
    prints: list[bytes],
    shots: list[bytes],
    visits: Longs,
    split: Split,
    parameters: FeaturesParameters,
) -> str:
    def helps(**settings: Any) -> bool:
        tried = split_of(tables, prints, shots, visits, replace(parameters, **settings))
        return least_shown(tables, tried) >= parameters.min_photos

    told, is_given = "Label more photos", split.how.startswith(GIVEN)
    for share in ADVISED:
        valid, test = max(share, parameters.valid_share), max(share, parameters.test_share)
        if split.how.endswith(CARVED) and helps(valid_share=valid):
            return f"{told}, or set features.valid_share={valid:g}."
        if not is_given and helps(valid_share=valid, test_share=test):
            return f"{told}, or set features.valid_share={valid:g} and features.test_share={test:g}."
    if is_given:
        return f"{told}, or leave photos.split out to have the photos split."
    if helps(held_out_products=0.0):
        return f"{told}, or set features.held_out_products=0."
    least = least_shown(tables, split)
    return f"{told}, or set features.min_photos={least}." if least >= 2 else f"{told}."
