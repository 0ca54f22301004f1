"""Noise that no model learned through: short forms and slips of the fingers that the noise channel does not have.

The channel of the other measures of noise is of the kind that engines learn through, with the same short forms and the
same kinds of typing errors. Through this one they are heard for the first time.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from models.review_extraction.noise_runs import Runs
from models.review_extraction.noise_settings import NoiseSettings

SHORT: Final[dict[str, str]] = {
    "after": "aftr",
    "again": "agn",
    "always": "alwys",
    "beautiful": "beaut",
    "best": "bst",
    "better": "bttr",
    "bought": "bot",
    "broke": "brk",
    "cheap": "cheep",
    "day": "dy",
    "delivery": "deliv",
    "easy": "ez",
    "enough": "enuf",
    "everything": "evrything",
    "from": "frm",
    "happy": "hapy",
    "little": "lil",
    "material": "mat",
    "not": "nt",
    "perfectly": "perfly",
    "poor": "por",
    "pretty": "purty",
    "recommend": "rec",
    "screen": "scrn",
    "size": "sz",
    "small": "sml",
    "some": "sum",
    "sound": "snd",
    "using": "usin",
    "want": "wnt",
    "was": "wuz",
    "weeks": "wks",
    "well": "wel",
    "were": "wer",
    "works": "wrks",
    "years": "yrs",
}
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


def rewrite(runs: Runs, settings: NoiseSettings, rng: np.random.Generator) -> None:
    """Short forms, as many as slang has; slips, as many as typing errors, on every text.

    A slip swaps the first two letters, puts in any letter, or takes any for another, wherever it lies on the keys.
    """
    slips = rng.random(len(runs.new)) < settings.typo_words
    for place, word in enumerate(runs.old):
        short = SHORT.get(word.lower())
        if short is not None and rng.random() < settings.slang_words:
            runs.new[place] = short
        elif slips[place] and len(word) >= settings.shortest_typo and word.isalpha():
            runs.new[place] = _slipped(word, rng)


def _slipped(word: str, rng: np.random.Generator) -> str:
    kind, at = int(rng.integers(3)), int(rng.integers(1, len(word)))
    letter = _LETTERS[rng.integers(len(_LETTERS))]
    if kind == 0:
        return word[1] + word[0] + word[2:]
    return word[:at] + letter + word[at + (kind == 1) :]
