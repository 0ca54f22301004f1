"""The manifests of public recordings as rows of utterances, and what may be said in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import pandas as pd

LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
DIGITS: Final = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
NAME_LETTERS: Final = range(5, 21)
NUMBER_DIGITS: Final = 10
SPELLED: Final = "alphanumeric-accents"
# The transcripts of these are all that can be said.
WHOLE: Final = ("fsdd", "dspspeech20", "speech-commands-subset", "an4-tiny")
Rows = Callable[[pd.DataFrame], pd.DataFrame]


def spelled() -> dict[str, pd.DataFrame]:
    """How names are spelled and numbers are told: phrases of letters, and of ten digits."""
    names = pd.DataFrame({"text": [" ".join(["{letter}"] * count) for count in NAME_LETTERS], "intent": "name"})
    number = pd.DataFrame({"text": [" ".join(["{digit}"] * NUMBER_DIGITS)], "intent": "number"})
    letters = pd.DataFrame({"slot": "letter", "value": list(LETTERS), "spoken": list(LETTERS)})
    digits = pd.DataFrame({"slot": "digit", "value": [str(at) for at in range(10)], "spoken": DIGITS})
    return {"phrases": pd.concat([names, number]), "slot_values": pd.concat([letters, digits])}


def _usual(manifest: pd.DataFrame, **more: object) -> pd.DataFrame:
    usual = {
        "utterance_id": manifest["file"].str.rsplit("/", n=1).str[-1].str.rsplit(".", n=1).str[0],
        "audio": manifest["file"],
        "speaker": manifest["speaker"],
        "language": "en",
    }
    return pd.DataFrame(usual | more)


def _digits(manifest: pd.DataFrame) -> pd.DataFrame:
    """Without the set's own split, which has all speakers on both sides."""
    return _usual(
        manifest,
        transcript=manifest["transcript"],
        take=manifest["take"],
        accent=manifest["accent"].str.rpartition("/")[2].str.capitalize(),
    )


def _words(manifest: pd.DataFrame) -> pd.DataFrame:
    return _usual(manifest, transcript=manifest["transcript"], take=manifest["take"], split=manifest["speaker_split"])


def _commands(manifest: pd.DataFrame) -> pd.DataFrame:
    """Names of files are told apart by the word, which is the folder they lie in."""
    rows = _usual(manifest, transcript=manifest["transcript"], split=manifest["official_split"])
    rows["utterance_id"] = manifest["transcript"] + "-" + rows["utterance_id"]
    return rows.assign(take=rows["utterance_id"].str.rpartition("_")[2])


def _small(manifest: pd.DataFrame) -> pd.DataFrame:
    return _usual(manifest, transcript=manifest["transcript"], split=manifest["split"])


def _spelled(manifest: pd.DataFrame) -> pd.DataFrame:
    """What was to be read is taken for what was said; digits of addresses stay digits."""
    return _usual(
        manifest,
        transcript=manifest["transcript_prompt"].str.lower(),
        kind=manifest["kind"],
        accent=manifest["native_language"],
    )


UTTERANCES: Final[Mapping[str, Rows]] = {
    "fsdd": _digits,
    "dspspeech20": _words,
    "speech-commands-subset": _commands,
    "an4-tiny": _small,
    SPELLED: _spelled,
}
