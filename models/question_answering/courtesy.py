"""Questions without the greetings, requests to be told and thanks around them, which ask nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Final

from .question_text import is_blank, sentences_of, words_of

FILE: Final = "courtesy_words.txt"
_PHRASES: Final = "phrase"
_CLAUSE: Final = re.compile(r"[,;:!.…]+\s+|\s+[-–—]+\s+|\s*\n\s*")  # noqa: RUF001
_LAST: Final = re.compile(r"[,;]\s+[^,;]*$")
_MARKS: Final = re.compile(r"^[\s,;:.!-]+")
_OPENING: Final = "¿¡ "
_CLOSING: Final = "?!."


def without_courtesy(text: str) -> str:
    """The text without sentences and clauses that are mere courtesy, so that it is asked alike with and without.

    Args:
        text: Of `question_text.unmarked`.

    Returns:
        What is left; the text itself where that is nothing.

    Examples:
        >>> without_courtesy("Hello! Could you please tell me: how heavy is it? Thank you very much!")
        'how heavy is it?'
        >>> without_courtesy("Ich möchte wissen, wie schwer das ist, danke")
        'wie schwer das ist'
    """
    sentences = [one.strip() for one in sentences_of(text) if one.strip()]
    asking = [one for one in sentences if not _courteous(one)]
    kept = " ".join(filter(None, map(_opened, map(_ended, asking))))
    return text if is_blank(kept) else kept


def _courteous(part: str) -> bool:
    return all(word in _words() for word in words_of(part))


def _opened(sentence: str) -> str:
    """Without clauses and phrases of courtesy at its beginning."""
    while True:
        clause = _CLAUSE.search(sentence)
        if clause and words_of(sentence[: clause.start()]) and _courteous(sentence[: clause.start()]):
            rest = sentence[clause.end() :]
        else:
            opened = sentence.lstrip(_OPENING)
            phrase = _phrases().match(opened)
            rest = _MARKS.sub("", opened[phrase.end() :]) if phrase else sentence
        if rest == sentence or is_blank(rest):
            return sentence
        sentence = rest


def _ended(sentence: str) -> str:
    """Without a clause of courtesy at its end."""
    last = _LAST.search(sentence)
    if last is None or not _courteous(last[0]) or is_blank(sentence[: last.start()]):
        return sentence
    mark = sentence[-1] if sentence[-1] in _CLOSING else ""
    return f"{sentence[: last.start()]}{mark}"


@cache
def _words() -> frozenset[str]:
    lines = [line for section, found in _sections().items() if section != _PHRASES for line in found]
    return frozenset(word for line in lines for word in line.split())


@cache
def _phrases() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_sections()[_PHRASES])})\b(?:,?\s+(?:if|whether|ob|si)\b)?", re.IGNORECASE)


@cache
def _sections() -> dict[str, list[str]]:
    out: dict[str, list[str]] = defaultdict(list)
    section = ""
    for line in (Path(__file__).parent / FILE).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            out[section].append(line)
    return dict(out)
