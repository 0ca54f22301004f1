"""Common English words, as the packaged network knows them."""

from __future__ import annotations

from collections.abc import Container
from functools import cache
from typing import Final

from tokenizers import Tokenizer

from .. import minilm

_PIECES: Final = 16  # of a word that are read
_ENDINGS: Final = frozenset(
    (
        *("##s", "##es", "##ed", "##d", "##ing", "##er", "##ers", "##or", "##ors", "##ly", "##y", "##al", "##able"),
        *("##ness", "##less", "##ment", "##ments", "##ful", "##est", "##ies", "##ish", "##ist", "##ists"),
    )
)

_DOUBLING: Final = ("ing", "ings", "ed", "er", "ers", "est", "y")  # behind which a stem's last letter stands twice
_SHORTEST: Final = 3  # letters of a stem, and of a part of a word


def is_english(word: str) -> bool:
    """Whether the network's vocabulary has a word in small letters whole, as it has common English ones."""
    return _vocabulary().token_to_id(word) is not None


def is_formed(word: str) -> bool:
    """Whether it is an English word, or one with a usual ending: braces, dashes, graying, slippers."""
    pieces = _vocabulary().encode(word, add_special_tokens=False).tokens
    if (len(pieces) == 1 and is_english(word)) or (len(pieces) == 2 and pieces[1] in _ENDINGS):
        return True
    stems = (word.removesuffix(ending) for ending in _DOUBLING if word.endswith(ending))
    return any(len(stem) > _SHORTEST and stem[-1] == stem[-2] and is_english(stem[:-1]) for stem in stems)


def is_joined(word: str, known: Container[str]) -> bool:
    """Whether it splits into two whole words, English ones or others that are known: microusb, weatherproof.

    Args:
        word: In small letters.
        known: Words besides those of the vocabulary.
    """
    places = range(_SHORTEST, len(word) - _SHORTEST + 1)
    parts = ((word[:place], word[place:]) for place in places)
    return any(all(one in known or is_english(one) for one in pair) for pair in parts)


@cache
def _vocabulary() -> Tokenizer:
    return minilm.tokenizer(_PIECES)
