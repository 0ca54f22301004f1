"""What sets reviews apart, seen from train."""

from __future__ import annotations

from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from features import folding
from features.columns import Longs, Mask
from features.review_extraction.parameters import FeaturesParameters
from features.review_extraction.parts import TRAIN
from features.review_extraction.splits import Split
from features.review_extraction.tables import IMPLIED, Tables

SLICES: Final = ("short_text", "implied_aspect", "unseen_aspect", "nothing_judged")
_WORD: Final = r"[\p{L}\p{M}\p{N}]+"


def slices_of(tables: Tables, split: Split, parameters: FeaturesParameters) -> dict[str, Mask]:
    """(n,) each of `SLICES`.

    `short_text`: it has fewer words than `short_words`; `implied_aspect`: some aspect of it is not written;
    `unseen_aspect`: some aspect of it is written as none in train is, case and signs aside; `nothing_judged`: it was
    annotated and has no triplet.
    """
    n = len(tables)
    words = np.asarray(pc.fill_null(pc.count_substring_regex(tables.column("text"), _WORD), 0))
    triplets = np.bincount(tables.review, minlength=n)
    written = np.flatnonzero(tables.span("aspect_start") != IMPLIED)
    surface = aspects(tables, written)
    of = split.of[tables.review[written]]
    known = pc.unique(surface.filter(pa.array(of == TRAIN)))
    unseen = ~np.asarray(pc.is_in(surface, value_set=known), dtype=bool)
    return {
        "short_text": words < parameters.short_words,
        "implied_aspect": _any(tables.review[tables.span("aspect_start") == IMPLIED], n),
        "unseen_aspect": _any(tables.review[written[unseen]], n),
        "nothing_judged": tables.annotated & (triplets == 0),
    }


def aspects(tables: Tables, rows: Longs) -> pa.Array:
    """The words of these triplets' aspects, folded."""
    texts = tables.column("text").take(pa.array(tables.review[rows])).to_pylist()
    begin, end = tables.span("aspect_start")[rows].tolist(), tables.span("aspect_end")[rows].tolist()
    surface = [text[a:b] for text, a, b in zip(texts, begin, end, strict=True)]
    return folding.folded(pa.array(surface, pa.large_string()))


def _any(reviews: Longs, n: int) -> Mask:
    found = np.zeros(n, dtype=bool)
    found[reviews] = True
    return found
