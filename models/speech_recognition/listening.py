"""A stream that is answered: utterance by utterance, as each is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .answers import Answer
from .heard import Heard
from .recogniser import Recogniser
from .speakers import Known
from .streaming import Ended, Listener


@dataclass(frozen=True)
class Utterance:
    """An utterance of a stream, and what is told of it.

    Attributes:
        answer: With times that count from the start of the stream.
        start: Second of the stream at which listening for it began.
        end: Second at which it was over.
        cut: Whether something was still being said then.
    """

    answer: Answer
    start: float
    end: float
    cut: bool


class AnsweringListener:
    """Answers one stream. Of one thread.

    Args:
        recogniser: That answers.
        rate: Samples a second of the stream.
        form: Of its samples, one channel: `int16` or `float32`, little-endian.
        known: What is known of the one who speaks.
        refuse: Whether what is no phrase, or unsure, is refused.

    Raises:
        InputError: The rate or the form is none that can be read.
    """

    def __init__(
        self, recogniser: Recogniser, *, rate: int, form: str, known: Known | None = None, refuse: bool = True
    ) -> None:
        self._recogniser, self._refuse = recogniser, refuse
        self._told = known.told if known else ""
        adaptation = known.adaptation if known else None
        settings = recogniser.parameters.streaming
        self._listener = Listener(recogniser.engine, settings, rate=rate, form=form, adaptation=adaptation)

    @property
    def strange(self) -> int:
        """Samples so far that were no finite numbers, read as zero."""
        return self._listener.strange

    def feed(self, chunk: bytes) -> list[Utterance]:
        """Hear on; the utterances that are over with it, mostly none."""
        return self._answered(self._listener.feed(chunk))

    def so_far(self) -> Heard:
        """The words of the utterance that is being said; later sound may change the last of them."""
        return self._listener.so_far()

    def finish(self) -> list[Utterance]:
        """End the stream, in the middle of a word if need be; nothing is to be fed afterwards."""
        return self._answered(self._listener.finish())

    def _answered(self, ended: Sequence[Ended]) -> list[Utterance]:
        answers = [self._recogniser.judged(one.heard, refuse=self._refuse) for one in ended]
        return [
            Utterance(replace(answer, adapted=self._told), one.start, one.end, one.cut)
            for answer, one in zip(answers, ended, strict=True)
        ]
