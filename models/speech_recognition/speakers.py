"""Those who speak, as far as they are known: a few seconds of each, learned once and kept ready."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock
from typing import Final, NamedTuple

import numpy as np

from ..audio import AudioLimits, UnreadableSound, read_audio
from ..words import normalised
from .adaptation import Adaptation
from .alphabet import UnknownWord
from .command_engine import CommandEngine
from .command_enrolment import CommandEnrolment
from .ctc_engine import CtcEngine
from .engines import Samples
from .enrolment import Enrolment
from .letter_engine import LetterEngine
from .mel import RATE
from .recogniser import Recogniser
from .streaming import Listener, float32_bytes

YES, NO_GAIN, UNREADABLE, UNKNOWN_WORD = "yes", "no_gain", "unreadable: ", "unknown_word: "
NOT_BY_THIS_ENGINE: Final = "not_by_this_engine"


class Known(NamedTuple):
    """What is known of a speaker.

    Attributes:
        adaptation: To him; None where it is of no use.
        told: `YES`; `NO_GAIN` where what he said was no likelier for it; `UNREADABLE` or `UNKNOWN_WORD` and what;
            `NOT_BY_THIS_ENGINE`.
    """

    adaptation: Adaptation | None
    told: str


@dataclass
class Speakers:
    """Learns speakers, and keeps the last of them. Any number of threads may ask at once.

    Attributes:
        recogniser: That is to know them.
        kept: Speakers that are kept.
    """

    recogniser: Recogniser
    kept: int
    _known: OrderedDict[bytes, Known] = field(default_factory=OrderedDict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def known_by(self, recording: bytes, text: str | None = None) -> Known:
        """What a recording of a speaker tells; the same one is listened to once.

        Args:
            recording: Bytes of its file.
            text: What is said in it; None: what is heard is taken for it, utterance by utterance.
        """
        key = sha256(recording + b"\0" + (text or "").encode()).digest()
        with self._lock:
            if (found := self._known.get(key)) is not None:
                self._known.move_to_end(key)
                return found
        found = self._learned(recording, text)
        with self._lock:
            self._known[key] = found
            while len(self._known) > self.kept:
                self._known.popitem(last=False)
        return found

    def learned(self, sounds: Sequence[Samples], texts: Sequence[str] | None = None) -> Known:
        """What recordings of a speaker tell.

        Args:
            sounds: float32 [n] each at 16 kHz.
            texts: What is said in each; None: what is heard is taken for it.

        Raises:
            UnknownWord: A text has letters that the engine does not know.
        """
        engine, settings = self.recogniser.engine, self.recogniser.parameters.enrolment
        if isinstance(engine, CommandEngine):
            told = None if texts is None else normalised(texts)
            adaptation = CommandEnrolment.of(engine, sounds, told, settings.most_seconds)
        elif isinstance(engine, LetterEngine) and isinstance(engine.acoustic, CtcEngine):
            adaptation = Enrolment.of(engine.acoustic, sounds, texts, settings, engine.read)
        else:
            return Known(None, NOT_BY_THIS_ENGINE)
        helped = (adaptation.facts or {}).get("helped", float(adaptation.level is not None))
        return Known(adaptation, YES) if helped else Known(None, NO_GAIN)

    def _learned(self, recording: bytes, text: str | None) -> Known:
        limits: AudioLimits = self.recogniser.parameters.audio
        try:
            samples = read_audio(recording, limits).at(RATE)
        except UnreadableSound as error:
            return Known(None, UNREADABLE + error.reason)
        if self.recogniser.is_silent(samples):
            return Known(None, NO_GAIN)
        try:
            return self.learned(*self._parted(samples, text))
        except UnknownWord as error:
            return Known(None, UNKNOWN_WORD + error.word)

    def _parted(self, samples: Samples, text: str | None) -> tuple[list[Samples], list[str] | None]:
        """A recording as what is learned from; a command of several is known by its place where each is a word."""
        if text is None or not isinstance(self.recogniser.engine, CommandEngine):
            return ([samples], [text]) if text else (self._utterances(samples), None)
        parts, words = self._utterances(samples), normalised([text])[0].split()
        return (parts, words) if len(parts) == len(words) else ([samples], [text])

    def _utterances(self, samples: Samples) -> list[Samples]:
        """Each by itself, as far as is listened to; all as one where there is none."""
        most = round(self.recogniser.parameters.enrolment.most_seconds * RATE)
        listener = Listener(self.recogniser.engine, self.recogniser.parameters.streaming, form="float32")
        ended = listener.feed(float32_bytes(samples[:most])) + listener.finish()
        found = [samples[round(one.start * RATE) : round(one.end * RATE)] for one in ended]
        return found or [np.ascontiguousarray(samples[:most])]
