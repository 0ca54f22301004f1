"""The recogniser as it is served: recordings in, words with what is wanted out, or why there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import pandas as pd

from ..audio import UnreadableSound, read_audio
from ..blas_threads import one_blas_thread
from ..bundle import Bundle
from . import request, storage
from .adaptation import Adaptation
from .answers import UNREADABLE, Answer, answer_frame
from .heard import Heard
from .listening import AnsweringListener
from .mel import RATE
from .parameters import SpeechParameters
from .recogniser import Recogniser
from .speakers import Known, Speakers

MODEL_CLASS: Final = "speech_recognition:SpeechRecogniser"
_REQUIREMENTS: Final = (
    "numpy",
    "pandas",
    "pyarrow",
    "safetensors",
    "scikit-learn",
    "scipy",
    "soundfile",
    "soxr",
    "threadpoolctl",
    "torch",
)
_OF_ENGINES: Final = {storage.POCKETSPHINX: ("pocketsphinx",), storage.PRETRAINED: ("transformers",)}
_Asked = tuple[bytes, bytes | None, str | None]


@dataclass
class SpeechRecogniser:
    """A loaded bundle. Any number of threads may ask it at once.

    Attributes:
        parameters: What it was trained with.
        recogniser: All that was fitted.
        facts: What the bundle says of itself: counts, timings, metrics on valid.
        speakers: Those that it was asked about last.
    """

    parameters: SpeechParameters
    recogniser: Recogniser
    facts: dict[str, Any]
    speakers: Speakers = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.speakers = Speakers(self.recogniser, self.parameters.speakers)

    @classmethod
    def load(cls, bundle: Bundle) -> SpeechRecogniser:
        parameters = SpeechParameters.read(bundle.parameters)
        return cls(parameters, storage.load(bundle.directory, parameters), dict(bundle.facts))

    def signature(self) -> dict[str, Any]:
        """Inputs and outputs (name, type, required) and params (name, type, default), for the registry."""
        return dict(request.signature())

    def input_example(self) -> pd.DataFrame:
        """Two requests, of a hum and of a silent recording."""
        return request.input_example()

    def requirements(self) -> list[str]:
        """Packages that prediction needs."""
        return [*_REQUIREMENTS, *_OF_ENGINES.get(self.parameters.engine, ())]

    def predict(self, frame: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        """Recognise what is said in recordings.

        Args:
            frame: `audio`, the bytes of a recording of any format, rate, depth and number of channels; `request_id`,
                by default the row's number in the call; `enrolment`, the bytes of a recording of the same speaker,
                and `enrolment_text`, what is said in that one where it is known. Other columns are ignored.
            params: `refuse`, whether what is no phrase, or unsure, is told so, or answered all the same.

        Returns:
            Rows of each request, in their order, one a word: `rank` from 1, `word`, `start` and `end` in seconds, nan
            where the engine tells no times, and `sureness` of it; with each the whole `transcript`, its `confidence`,
            `intent`, `slots` as JSON, an empty `reason`, and `adapted`, what came of the enrolment (see
            `speakers.Known`). Where nothing is answered one row of rank 0, whose `reason` is `silent`, `no_speech`,
            `nothing_fits`, `unsure`, or `unreadable: ` and why: see `audio_limits.REASONS`.

        Raises:
            InputError: The request cannot be used; see `request`.
        """
        refuse, questions = request.refuses(params), request.questions_of(frame)
        found: dict[_Asked, Answer] = {}
        asked = list(zip(questions.recordings, questions.enrolments, questions.texts, strict=True))
        with one_blas_thread():
            for one in dict.fromkeys(asked):
                found[one] = self._answer(one, refuse=refuse)
        return answer_frame(questions.ids, [found[one] for one in asked])

    def listener(
        self,
        *,
        rate: int = RATE,
        form: str = "int16",
        enrolment: bytes | None = None,
        enrolment_text: str | None = None,
        refuse: bool = True,
    ) -> AnsweringListener:
        """Listen to sound that comes in bit by bit; utterances are answered as they end.

        Args:
            rate: Samples a second of the stream.
            form: Of its samples, one channel: `int16` or `float32`, little-endian.
            enrolment: Bytes of a recording of the one who speaks.
            enrolment_text: What is said in it.
            refuse: As of `predict`.

        Raises:
            InputError: The rate or the form is none that can be read.
        """
        known = None if enrolment is None else self.speakers.known_by(enrolment, enrolment_text)
        return AnsweringListener(self.recogniser, rate=rate, form=form, known=known, refuse=refuse)

    def enrol(self, recordings: Sequence[bytes], texts: Sequence[str] | None = None) -> Adaptation:
        """Learn a speaker from some recordings, for `recogniser.answer` and `recogniser.engine`.

        Args:
            recordings: Bytes of files.
            texts: What is said in each; None: what is heard is taken for it.

        Returns:
            One that changes nothing where they do not help, or where the engine cannot be adapted.

        Raises:
            UnreadableSound: A recording cannot be read.
            UnknownWord: A text has letters that the engine does not know.
        """
        sounds = [read_audio(one, self.parameters.audio).at(RATE) for one in recordings]
        return self.speakers.learned(sounds, texts).adaptation or Adaptation()

    def _answer(self, asked: _Asked, *, refuse: bool) -> Answer:
        recording, enrolment, text = asked
        known = Known(None, "") if not enrolment else self.speakers.known_by(enrolment, text)
        try:
            samples = read_audio(recording, self.parameters.audio).at(RATE)
        except UnreadableSound as error:
            return Answer(Heard(), reason=f"{UNREADABLE}{error.reason}", adapted=known.told)
        answer = self.recogniser.answer(samples, known.adaptation, refuse=refuse)
        return replace(answer, adapted=known.told)
