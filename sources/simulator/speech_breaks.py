"""How untidy the tables of speech recognition are: the share of each kind of mess, and what is written there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SpeechBreaks:
    """Rows added to utterances, as a share of the good ones; copies are rejected as such."""

    unreadable: float = 0.014  # one of speech_mess.UNREADABLE; and one of an hour
    wordless: float = 0.004  # transcripts
    broken_slots: float = 0.003
    unknown_split: float = 0.003
    broken_time: float = 0.002
    future_time: float = 0.002
    no_id: float = 0.002
    repeated: float = 0.004


@dataclass(frozen=True)
class SpeechSilence:
    """Share of the cells of a column that are empty."""

    accent: float = 0.1
    language: float = 0.1
    kind: float = 0.05
    time: float = 0.05
    slots: float = 0.03


SPEECH_BREAKS, SPEECH_SILENCE = SpeechBreaks(), SpeechSilence()
WORDLESS = ("[noise]", "<unk>", "...", "?", "yes \ufffd")
BROKEN_SLOTS = ('{"product": ', "product=shoe", "[1, 2]")
UNKNOWN_SPLITS = ("dev", "holdout")
BROKEN_PHRASES = ("add {quantity product", "find {}", "?")
BROKEN_SLOT = ("a slot", "x", "x")
