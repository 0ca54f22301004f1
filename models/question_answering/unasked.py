"""Why a text is no question."""

from __future__ import annotations

from typing import Final

from .question_text import is_blank

_EMPTY: Final = "the question is empty"
_WORDLESS: Final = "the question has no word"
_LETTER: Final = "the question is no more than a letter"


def why_nothing(text: str, told: str | None) -> str:
    """Why a question that says nothing is none; see `question_text.says_nothing`.

    Args:
        text: Without markup.
        told: As it came.
    """
    if not (told or "").strip():
        return _EMPTY
    return _WORDLESS if is_blank(text) else _LETTER
