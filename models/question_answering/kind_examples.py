"""The example questions from which kinds are learned, and what words tell, as the package carries them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from .kind_names import KINDS, is_account
from .question_text import plain, words_of

FILE: Final = "kind_questions.txt"
_FILLERS, _OTHERS = "filler", "others"
_PLACES: Final = ("product", "task")  # sections of names, and in braces where they are put
_PLACE: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class KindExamples:
    """Questions of which the kind is known.

    Attributes:
        texts: Spelt as `question_text.plain` does.
        kinds: Place of each one's kind in `KINDS`.
        lines: Number of the written question that each was made of; with several names of products it is several.
    """

    texts: list[str]
    kinds: list[int]
    lines: list[int]


def kind_examples(names: int, seed: int) -> KindExamples:
    """All questions of the file, those with a place for a name asked with several.

    Args:
        names: Of products or tasks that such a question is asked with.
        seed: Of their choice.

    Raises:
        ValueError: The file names a kind that is none; the package was altered.
    """
    sections = _sections()
    draw = np.random.default_rng(seed)
    found = KindExamples([], [], [])
    line = 0
    for (kind, language), questions in sections.items():
        if kind not in KINDS:
            continue
        for question in questions:
            place = _PLACE.search(question)
            known = sections[place[1], language] if place else [""]
            chosen = draw.choice(known, min(names, len(known)), replace=False).tolist()
            found.texts.extend(plain(_PLACE.sub(name, question)) for name in chosen)
            found.kinds.extend([KINDS.index(kind)] * len(chosen))
            found.lines.extend([line] * len(chosen))
            line += 1
    return found


@cache
def account_words() -> frozenset[str]:
    """Words with which people ask about their account, names of products left out."""
    lines = [line for (kind, _), found in _sections().items() if is_account(kind) for line in found]
    return frozenset(word for line in lines for word in words_of(_PLACE.sub(" ", line)))


@cache
def filler_words() -> frozenset[str]:
    """Words that may stand in any question and name nothing."""
    return _words(_FILLERS)


@cache
def words_of_others() -> frozenset[str]:
    """Words that ask for what is somebody else's."""
    return _words(_OTHERS)


def _words(section: str) -> frozenset[str]:
    lines = [line for (kind, _), found in _sections().items() if kind == section for line in found]
    return frozenset(word for line in lines for word in line.split())


@cache
def _sections() -> dict[tuple[str, str], list[str]]:
    """Lines by kind and language."""
    out: dict[tuple[str, str], list[str]] = defaultdict(list)
    section = ("", "")
    for line in (Path(__file__).parent / FILE).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kind, language = line.strip("[]").split()
            section = (kind, language)
            if kind not in (*KINDS, *_PLACES, _FILLERS, _OTHERS):
                raise ValueError(f"{FILE} has a section of the kind {kind}, which is none.")
        elif line and not line.startswith("#"):
            out[section].append(line)
    return dict(out)
