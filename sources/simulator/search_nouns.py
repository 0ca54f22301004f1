"""What customers call kinds of products: in full or shortly, one or many, and in other words than shops."""

from __future__ import annotations

from functools import cache

from sources.simulator.taxonomy import Leaf, leaves, plural
from sources.simulator.vocabulary.phrases import LANGUAGES
from sources.simulator.vocabulary.search_words import SYNONYMS
from sources.simulator.words import PhraseTable, entries

NOUN_FORMS = 4  # each of a leaf, then as many of its type
_SPOKEN = ("en", "de", "es")
_FOR = "for"


@cache
def synonyms() -> dict[str, dict[str, list[str]]]:
    """Other words for types, by their English name in lower case and language; languages without any are left out."""
    found: dict[str, dict[str, list[str]]] = {}
    for name, rest in entries(SYNONYMS):
        told = zip(_SPOKEN, (part.strip() for part in rest.split(" / ")), strict=True)
        found[name] = {language: words.split(", ") for language, words in told if words != "-"}
    return found


@cache
def noun_table() -> PhraseTable:
    """By leaf, language and form: `NOUN_FORMS` forms for the leaf, then as many for its type; all in lower case."""
    return PhraseTable([[_forms(leaf, language) for language in LANGUAGES] for leaf in leaves()])


def _forms(leaf: Leaf, language: str) -> list[str | None]:
    full, short = (noun.lower() for noun in leaf.nouns[LANGUAGES.index(language)])
    if leaf.accessory_of:
        return _of_accessory(leaf, language, full, short)
    others = synonyms().get(leaf.nouns[0][1].lower(), {}).get(language, [short])
    refinement = leaf.nouns[0][0].lower().removesuffix(leaf.nouns[0][1].lower()).strip()
    many = plural(short) if language == "en" else short
    if language == "en":
        of_leaf = [full, plural(full), f"{refinement} {others[0]}", f"{many} {refinement}"]
    else:
        of_leaf = [full, f"{refinement} {short}", f"{refinement} {others[0]}", full]
    return [*of_leaf, short, many, others[0], others[-1]]


def _of_accessory(leaf: Leaf, language: str, full: str, short: str) -> list[str | None]:
    """`wall mount for television`, `headphone case`, `case for headphones`."""
    main = leaves()[leaf.accessory_of[0]].nouns[LANGUAGES.index(language)][1].lower()
    if language != "en":
        return [full, short, f"{main} {short}", full] * 2
    first, _, rest = short.partition(" ")
    turned = f"{rest} {_FOR} {main}" if rest and main.startswith(first) else f"{short} {_FOR} {main}"
    return [full, short, turned, plural(short)] * 2
