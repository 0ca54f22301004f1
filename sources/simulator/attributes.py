"""Typed attributes of products: what each kind of product has, the values, and how sellers write them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from sources.simulator.measures import ladder_spans, measures, written
from sources.simulator.vocabulary.looks import COLOURS, MATERIALS, OPTIONS
from sources.simulator.vocabulary.phrases import LANGUAGES, PACK_FORMS
from sources.simulator.vocabulary.profiles import PACKS, PROFILES
from sources.simulator.vocabulary.units import SIZES
from sources.simulator.words import PhraseTable, capitalised, entries, translations

AXES = ("colour", "size", "capacity", "option", "pack", "model")  # by which families vary
LOOK_FORMS = 4  # plain, capital, abbreviated (English), the maker's fancy name (English)
PRINT_COLOURS = 4
_UK_SHOE_OFFSET, _US_SHOE_OFFSET = 33, 32  # EU 42 is about UK 9 and US 10
_SIZE_WORDS = {"en": "Size", "de": "Gr.", "es": "Talla", "fr": "Taille"}


@dataclass(frozen=True)
class Profile:
    """Which attributes a kind of product has.

    Attributes:
        axes: Weight of each axis by which its families may vary.
        slots: Ladder, size system, option or material set, or pack counts, by slot name.
        model: Share of its families that carry a model number.
    """

    name: str
    axes: dict[str, float]
    slots: dict[str, str] = field(default_factory=dict)
    model: float = 0.0


@cache
def profiles() -> dict[str, Profile]:
    """All profiles by name."""
    found: dict[str, Profile] = {}
    for name, rest in entries(PROFILES):
        axes_text, slots_text = rest.split("|")
        words = axes_text.split()
        axes = {axis: float(weight) for axis, weight in zip(words[::2], words[1::2], strict=True)}
        slots = dict(pair.split("=") for pair in slots_text.split())
        found[name] = Profile(name, axes, slots, float(slots.pop("model", 0)))
    return found


@cache
def _groups(text: str) -> dict[str, list[tuple[list[str], str]]]:
    """Sets of looks: name -> [(four languages, English abbreviation)]."""
    return {
        name: [
            (translations(words), short.strip()) for words, short in (item.rsplit("|", 1) for item in rest.split(";"))
        ]
        for name, rest in entries(text)
    }


def _spans(lengths: dict[str, int]) -> dict[str, tuple[int, int]]:
    spans, first = {}, 0
    for name, length in lengths.items():
        spans[name] = (first, length)
        first += length
    return spans


@cache
def slot_spans(slot: str) -> dict[str, tuple[int, int]]:
    """For each set of a slot's values: the first value's id, and how many there are."""
    if slot in ("primary", "secondary"):
        return ladder_spans()
    if slot == "size":
        return _spans({name: len(rest.split()) for name, rest in entries(SIZES)})
    if slot == "pack":
        return _spans({name: len(counts) for name, counts in PACKS.items()})
    if slot == "colour":
        return {"any": (0, len(COLOURS.strip().splitlines())), "print": (0, PRINT_COLOURS)}
    return _spans({name: len(items) for name, items in _groups(OPTIONS if slot == "option" else MATERIALS).items()})


def pack_counts() -> list[int]:
    """How many pieces each pack id holds."""
    return [count for counts in PACKS.values() for count in counts]


def _look(words: list[str], short: str, fancy: str | None = None) -> list[list[str | None]]:
    english = words[0]
    forms: list[list[str | None]] = [[english, capitalised(english), short, fancy or capitalised(english)]]
    return forms + [[word, word[:1].upper() + word[1:], word, word] for word in words[1:]]


def _size_forms(system: str, size: str, language: str) -> list[str | None]:
    labelled = f"{_SIZE_WORDS[language]} {size}"
    if system == "shoe":
        uk, us = int(size) - _UK_SHOE_OFFSET, int(size) - _US_SHOE_OFFSET
        return (
            [f"UK {uk}", f"EU {size}", f"US {us}", labelled]
            if language == "en"
            else [labelled, f"EU {size}", size, labelled]
        )
    if system == "alpha":
        other = {"XXL": "2XL", "3XL": "XXXL"}.get(size, size)
        return [size, labelled, f"({size})", other]
    if system == "jeans":
        return [
            size.replace("/", " "),
            size,
            size.replace("W", "").replace("L", ""),
            size.replace("W", "").replace("/L", "x"),
        ]
    if system == "tyre":
        return [size.replace("R", " R"), size, size.replace("/", " ").replace("R", " R "), size]
    if "x" in size:
        wide, long = size.split("x")
        inch = "x".join(f"{float(side) / 2.54:.0f}" for side in (wide, long))
        return [f"{size} cm", f"{wide} x {long} cm", f"{size}cm", f"{inch} in" if language == "en" else size]
    if system == "dioptre":
        return [size, size if language == "en" else size.replace(".", ","), f"{size} dpt", size]
    if system in ("paper", "gauge"):
        return [size, f"{size}", f"({size})", size]
    return [labelled, labelled, f"{labelled}", size]


@cache
def phrase_table(slot: str) -> PhraseTable:
    """How each value of a slot is written, by language and form."""
    if slot in ("primary", "secondary"):
        return PhraseTable([[[*written(measure, language)] for language in LANGUAGES] for measure in measures()])
    if slot == "size":
        sizes = [(system, size) for system, rest in entries(SIZES) for size in rest.split()]
        return PhraseTable([[_size_forms(*size, language) for language in LANGUAGES] for size in sizes])
    if slot == "pack":
        return PhraseTable(
            [
                [[form.format(count) for form in PACK_FORMS[language]] for language in LANGUAGES]
                for count in pack_counts()
            ]
        )
    if slot == "colour":
        rows = [line.split("|") for line in COLOURS.strip().splitlines()]
        return PhraseTable([_look(translations(words), short.strip(), fancy.strip()) for words, short, fancy in rows])
    groups = _groups(OPTIONS if slot == "option" else MATERIALS)
    return PhraseTable([_look(*item) for items in groups.values() for item in items])
