"""Text as a page may show it: without tags and what no eye can see, and within quotation marks of ours."""

from __future__ import annotations

import re
from typing import Final

from .question_text import untagged

_UNSEEN: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")
_MARKS: Final = re.compile(r"[\"\u201c\u201d\u201e\u00ab\u00bb]")


def readable(text: str) -> str:
    """Text on one line without tags, entities and control characters; its letters and signs are as they were."""
    return _UNSEEN.sub(" ", untagged(text)).strip()


def quoted(text: str) -> str:
    """Text as a quotation that ends where it does: its own marks become pairs of single ones, as inches may be."""
    inner = _MARKS.sub("''", text)
    return f'"{inner}"'
