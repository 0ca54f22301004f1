"""How words are pronounced, in the sounds of the CMU dictionary: as it has them, else as espeak-ng would say them."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

from ..errors import InputError

_VARIANT: Final = re.compile(r"\(\d+\)$")
_NAMED: Final = 5
# Sounds of the CMU dictionary, a line each: how espeak-ng's American voice writes them, in the International Phonetic
# Alphabet.
_TABLE: Final = Path(__file__).parent / "english_sounds.txt"
_SYNCHRONOUS, _DO_NOT_EXIT, _UTF8, _IPA = 2, 0x8000, 1, 2
_SPEAKING: Final = Lock()  # espeak-ng is one for the whole process


@dataclass(frozen=True)
class Pronunciations:
    """How words are said.

    Attributes:
        ways: Sounds parted by blanks, of each word at least one way.
        guessed: Words that the dictionary lacks.
    """

    ways: dict[str, tuple[str, ...]]
    guessed: tuple[str, ...]

    def dictionary(self) -> str:
        """As a dictionary file has it: a line a way, further ways of a word numbered from 2."""
        lines = [
            f"{word}{'' if number == 1 else f'({number})'} {way}"
            for word, ways in self.ways.items()
            for number, way in enumerate(ways, start=1)
        ]
        return "\n".join(lines) + "\n"


def pronunciations(words: Sequence[str], dictionary: Path) -> Pronunciations:
    """How words are said.

    Args:
        words: As `words.normalised` spells them, so without apostrophes: dont is found as don't.
        dictionary: In the format of the CMU dictionary.

    Raises:
        InputError: Words have no sound.
    """
    known = _known(set(words), dictionary)
    lost = [word for word in words if word not in known]
    guessed = {word: _guessed(word) for word in lost}
    silent = [word for word, way in guessed.items() if not way]
    if silent:
        raise InputError(
            f"{len(silent)} words of {len(words)} that may be said cannot be pronounced: {', '.join(silent[:_NAMED])}; "
            "write in `phrases` and `slot_values` how they are said."
        )
    return Pronunciations({word: known.get(word) or (guessed[word],) for word in words}, tuple(lost))


def _known(words: set[str], dictionary: Path) -> dict[str, tuple[str, ...]]:
    exact: dict[str, list[str]] = {}
    without: dict[str, list[str]] = {}  # an apostrophe that was dropped
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        name, _, sounds = line.partition(" ")
        name = _VARIANT.sub("", name)
        if name in words:
            exact.setdefault(name, []).append(sounds.strip())
        elif "'" in name and (short := name.replace("'", "")) in words:
            without.setdefault(short, []).append(sounds.strip())
    return {word: tuple(dict.fromkeys(ways)) for word, ways in (without | exact).items()}


def _guessed(word: str) -> str:
    """Sounds of a word as espeak-ng's American voice says it; empty where it has none."""
    with _SPEAKING:
        speaker = _speaker()
        text = ctypes.c_char_p(word.encode())
        parts = []
        while text.value:
            told = speaker.espeak_TextToPhonemes(ctypes.byref(text), _UTF8, _IPA)
            parts.append((told or b"").decode())
    sounds = _sounds()
    pattern = "|".join(sorted(map(re.escape, sounds), key=len, reverse=True))
    return " ".join(sounds[found] for found in re.findall(pattern, " ".join(parts)))


@cache
def _sounds() -> dict[str, str]:
    lines = (line.split("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines())
    return {written: sound for sound, ways in lines for written in ways.split(" ")}


@cache
def _speaker() -> Any:
    import espeakng_loader  # nobody needs it but for words that the dictionary lacks

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    library.espeak_Initialize(_SYNCHRONOUS, 0, espeakng_loader.get_data_path().encode(), _DO_NOT_EXIT)
    if library.espeak_SetVoiceByName(b"en-us"):
        raise RuntimeError("espeak-ng has no American voice; install espeakng-loader anew.")
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    return library
