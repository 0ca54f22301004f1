"""Passages that requests tell, to be judged instead of the product's stored ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from ..errors import InputError
from ..request_cells import texts_of
from ..told_lists import is_untold, list_of
from .question_text import is_blank, unmarked

COLUMN: Final = "candidates"
SOURCES: Final = ("attribute", "bullet", "description", "review", "community")
_KEYS: Final = ("text", "source")


@dataclass(frozen=True)
class ToldPassages:
    """Passages of one request.

    Attributes:
        texts: As they were told.
        sources: Of each, one of `SOURCES`.
    """

    texts: tuple[str, ...]
    sources: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.texts)


def candidates_of(frame: pd.DataFrame) -> tuple[ToldPassages | None, ...]:
    """The passages of a request frame, None where the cell is missing or empty; an empty list is none to choose from.

    Passages without a word, such as those of nothing but markup, are left out.

    Raises:
        InputError: Cells are no JSON lists of passages.
    """
    cells = texts_of(frame, COLUMN)
    found = [None if cell is None or is_untold(cell) else _passages(cell) for cell in cells]
    strange = [row for row, one in enumerate(found) if isinstance(one, str)]
    if strange:
        raise InputError(
            f"the request's column {COLUMN} holds {len(strange)} cells of {len(cells)} that cannot be read, the first, "
            f"in row {strange[0]}, since {found[strange[0]]}; "
            f'write them like [{{"text": "It weighs 2 kg.", "source": "description"}}], a source '
            f"one of {', '.join(SOURCES)}; null for what is known of the product."
        )
    return tuple(None if isinstance(one, str) else one for one in found)


def _passages(cell: str) -> ToldPassages | str:
    entries = list_of(cell)
    if isinstance(entries, str):
        return entries
    texts, sources = [], []
    for entry in entries:
        wrong = _wrong(entry)
        if wrong:
            return wrong
        if is_blank(unmarked(entry["text"])):
            continue
        texts.append(entry["text"].encode("utf-8", "replace").decode("utf-8"))
        sources.append(entry["source"])
    return ToldPassages(tuple(texts), tuple(sources))


def _wrong(entry: Any) -> str:
    """What is wrong with an entry, empty where nothing is."""
    if not isinstance(entry, dict):
        return "an entry is no object"
    lost = [key for key in _KEYS if not isinstance(entry.get(key), str)]
    if lost:
        return f"an entry has no {lost[0]} that is text"
    return "" if entry["source"] in SOURCES else f"an entry's source is {entry['source']!r}"
