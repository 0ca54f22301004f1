"""Labels that do not suffice, and what helps."""

from __future__ import annotations

from dataclasses import replace

from features.columns import Longs
from features.splits import ADVISED, SPLITS
from features.visual_search.parameters import FeaturesParameters
from features.visual_search.splits import Split, split_of
from features.visual_search.tables import Tables
from features.visual_search.ways_to_split import GIVEN
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
    told = "Label more photos"
    if split.how.startswith(GIVEN):
        return f"{told}, or leave photos.split out to have the photos split."
    for share in ADVISED:
        shares = (max(share, parameters.valid_share), max(share, parameters.test_share))
        tried = replace(parameters, valid_share=shares[0], test_share=shares[1])
        if _least(tables, split_of(tables, prints, shots, visits, tried)) >= parameters.min_photos:
            return f"{told}, or set features.valid_share={shares[0]:g} and features.test_share={shares[1]:g}."
    least = _least(tables, split)
    return f"{told}, or set features.min_photos={least}." if least >= 2 else f"{told}."


def _least(tables: Tables, split: Split) -> int:
    """Photos that show a product, of the split that has the fewest."""
    return int(min((tables.labels.shows & (split.of == place)).sum() for place in range(len(SPLITS))))
