"""Questions as people type or dictate them, brought to what they ask."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Final

from .abbreviations import LONGEST, is_cut_short

_TAG: Final = re.compile(r"<(?:[a-z/!?][^<>]*)>", re.IGNORECASE)
# A second opening ends the search for the end of the first, else many openings without an end took quadratic time.
_SCRIPT: Final = re.compile(r"<(script|style)\b(?:(?!<(?:script|style)\b).)*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_LINK: Final = re.compile(r"\[([^\]\[]*)\]\([^)\s\[]*\)")
_MARKS: Final = re.compile(r"[*_`~#]{2,}|`")
_BLANK: Final = re.compile(r"[\s\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff]+")
_SENTENCE: Final = re.compile(r"[^.!?\n]*(?:\.(?=\w)[^.!?\n]*)*[.!?\n]*")
_LETTER: Final = re.compile(r"\w")
_WORDS: Final = re.compile(r"[^\W_a-z]|\w\w", re.IGNORECASE)  # a letter of other scripts may be a word
_WORD: Final = re.compile(r"\w+(?:[.,]\d+)*(?:['’]\w+)?", re.UNICODE)  # noqa: RUF001


def unmarked(text: str) -> str:
    """Text without tags, entities, Markdown and control characters, on one line."""
    text = _MARKS.sub(" ", _LINK.sub(r"\1", untagged(text)))
    return _BLANK.sub(" ", unicodedata.normalize("NFKC", text)).strip()


def untagged(text: str) -> str:
    """Text without tags, scripts and entities, those that entities hide too."""
    return _TAG.sub(" ", _SCRIPT.sub(" ", html.unescape(_TAG.sub(" ", _SCRIPT.sub(" ", text)))))


def asked_part(text: str, longest: int) -> str:
    """The part of an unmarked text that asks: all of a short one, else its last questions, else its end.

    People tell their story first and ask at last.

    Args:
        text: Of `unmarked`.
        longest: Characters of the part.
    """
    if len(text) <= longest:
        return text
    asking = [one.strip() for one in sentences_of(text) if one.rstrip().endswith("?")]
    kept: list[str] = []
    for sentence in reversed(asking):
        if sum(map(len, kept)) + len(kept) + len(sentence) > longest:
            break
        kept.append(sentence)
    return " ".join(reversed(kept)) or text[-longest:].split(" ", 1)[-1].strip()


def sentences_of(text: str) -> list[str]:
    """Its sentences in order, with their marks; a point within a word, or behind one that is cut short, ends none."""
    out, start = [], 0
    for found in _SENTENCE.finditer(text):
        end = found.end()
        alone = found[0].endswith(".") and not found[0].endswith("..")
        if alone and is_cut_short(text[max(start, end - LONGEST - 1) : end - 1], text[end : end + LONGEST]):
            continue
        out.append(text[start:end])
        start = end
    return out


def is_blank(text: str) -> bool:
    """Whether there is no letter and no digit in it."""
    return _LETTER.search(text) is None


def says_nothing(text: str) -> bool:
    """Whether there is no word in it, a single letter not counted."""
    return _WORDS.search(text) is None


def plain(text: str) -> str:
    """Lower case without punctuation at the ends of words, as kinds are learned and read."""
    return " ".join(words_of(text))


def words_of(text: str) -> list[str]:
    """Words in lower case; a decimal number is one, and so is a word with its apostrophe."""
    return [word.replace("’", "'") for word in _WORD.findall(text.lower())]  # noqa: RUF001
