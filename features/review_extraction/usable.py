"""Which reviews are used at all: those of the languages and categories that are wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from features.columns import Mask, trimmed
from features.review_extraction.parameters import FeaturesParameters
from features.review_extraction.strangers import strange
from features.review_extraction.tables import Tables
from infra.errors import DataError


@dataclass(frozen=True)
class Usable:
    """What is used of n reviews.

    Attributes:
        used: (n,) those of a language and a category that is wanted.
        held: (n,) those of the category that is kept from training.
        other_language: Reviews that are left out for it.
        strange: Likewise, of those that do not say it: nobody annotated them, and their words tell.
        other_category: Likewise, of those that are left.
    """

    used: Mask
    held: Mask
    other_language: int
    strange: int
    other_category: int


def usable(tables: Tables, parameters: FeaturesParameters) -> Usable:
    """Find the reviews that are used.

    Raises:
        DataError: None that is annotated is, or a category is asked for that no annotated review has.
    """
    language = _language(tables.column("language"))
    category = _folded(tables.column("category"))
    held = _among(category, [parameters.holdout_category] if parameters.holdout_category else [], tables)
    wanted = _among(category, list(parameters.categories), tables) | held
    spoken = _is_in(language, _language(pa.array(parameters.languages, language.type)).drop_null())
    silent = np.array(pc.is_null(language), dtype=bool)
    spoken |= silent
    if not parameters.languages:
        spoken[:], silent[:] = True, False
    if not parameters.categories:
        wanted[:] = True
    used = spoken & wanted
    if not (used & tables.annotated).any():
        found = ", ".join(map(repr, language.filter(pa.array(tables.annotated)).unique().to_pylist()[:5]))
        raise DataError(
            f"None of the {int(tables.annotated.sum()):,} annotated reviews is in one of the languages "
            f"{', '.join(parameters.languages)} and of a category that is wanted; their languages are {found}.",
            "Set features.languages to those that are to be read; [] takes all.",
        )
    foreign = strange(tables.column("text"), used & silent & ~tables.annotated, spoken & tables.annotated, parameters)
    used &= ~foreign
    left_out = (int(rows.sum()) for rows in (~spoken, foreign, spoken & ~wanted))
    return Usable(used, held & used, *left_out)


def _language(codes: Any) -> Any:
    """Without a region: `en` of `en-GB`."""
    return _folded(pc.replace_substring_regex(codes, "[-_].*", ""))


def _folded(texts: Any) -> Any:
    return trimmed(pc.utf8_lower(pc.utf8_normalize(texts, "NFKC")))


def _is_in(values: Any, names: pa.Array) -> Mask:
    return np.array(pc.is_in(values, value_set=names), dtype=bool)


def _among(category: Any, names: list[str], tables: Tables) -> Mask:
    """(n,) whether a review is of one of these categories."""
    found = np.zeros(len(tables), dtype=bool)
    for name in names:
        of = _is_in(category, _folded(pa.array([name], category.type)).drop_null())
        if not (of & tables.annotated).any():
            known = tables.column("category").filter(pa.array(tables.annotated)).drop_null().unique().to_pylist()
            shown = f"those of annotated reviews are {', '.join(sorted(known)[:20])}: name one of them"
            raise DataError(
                f"No annotated review is of the category {name!r}" + ("." if known else "; none has a category."),
                f"In features.holdout_category or features.categories, {shown}."
                if known
                else "Give reviews.category, or leave features.holdout_category and features.categories empty.",
            )
        found |= of
    return found
