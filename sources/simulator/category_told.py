"""What a listing's texts tell of its leaf: more than that nobody can know from them alone."""

from __future__ import annotations

from functools import cache

import pyarrow as pa

from sources.simulator.category_tree import is_accessory, refinements
from sources.simulator.taxonomy import leaves
from sources.simulator.vocabulary.phrases import LANGUAGES
from sources.simulator.words import Index

TOLD = ("leaf", "kind", "nothing")


def told(listings: pa.Table, language: pa.ChunkedArray, leaf: Index) -> pa.Array:
    """How much of its first leaf each listing's title and description spell out.

    `leaf`: the noun and, of products, the refinement; `kind`: the noun alone, which all refinements of the kind share;
    `nothing`: no noun, as the seller left it out or misspelt it.

    Args:
        listings: With title and description.
        language: What each listing is in, `phrases.LANGUAGES`.
        leaf: Position of each listing's first leaf, (rows,).
    """
    rows = zip(
        listings.column("title").to_pylist(),
        listings.column("description").to_pylist(),
        language.to_pylist(),
        leaf.tolist(),
        strict=True,
    )
    return pa.array(
        [_told(f"{title or ''} {description or ''}", spoken, one) for title, description, spoken, one in rows]
    )


def _told(text: str, language: str, leaf: int) -> str:
    text = text.replace("&nbsp;", " ").lower()
    noun, refinement = _words()[leaf][LANGUAGES.index(language)]
    if noun not in text:
        return "nothing"
    return "leaf" if refinement in text else "kind"


@cache
def _words() -> tuple[tuple[tuple[str, str], ...], ...]:
    """The noun and the refinement of each leaf in each language, in small letters."""
    return tuple(
        tuple((short.lower(), "" if accessory else refinement.lower()) for _, short in leaf.nouns)
        for leaf, refinement, accessory in zip(leaves(), refinements(), is_accessory(), strict=True)
    )
