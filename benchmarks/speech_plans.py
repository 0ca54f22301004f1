"""How each public set of recordings is measured: who plays the test, which words stay, and what else is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from benchmarks.speech_peers import FLOOR, STOCK, STOCK_WORDS


@dataclass(frozen=True)
class Plan:
    """A part of the measurement of a set.

    Attributes:
        name: Of the part.
        folds: Speakers are dealt into so many, each of which plays the test of a training; None: the set's own split.
        words: Transcripts that stay; None: all.
        changes: Of the parameters, `path=value` each.
        peers: That are measured beside it.
        enrolled: Whether speakers enrol with other recordings of theirs.
        evaluated: Whether the flow's own evaluation is run, challenges and all.
    """

    name: str
    folds: int | None = None
    words: tuple[str, ...] | None = None
    changes: tuple[str, ...] = ()
    peers: tuple[str, ...] = (FLOOR, STOCK, STOCK_WORDS)
    enrolled: bool = False
    evaluated: bool = False


THREE: Final = ("bed", "cat", "happy")
THREE_WORDS, ALL_WORDS = "bed, cat or happy", "thirty words"
LEFT_OUT, NEVER_HEARD, OPEN, SPELLED = "each speaker left out", "speakers never heard", "any English", "phrases"
_READY: Final = "models.engine=pocketsphinx"
_FEW: Final = "features.min_utterances=1"
PLANS: Final[dict[str, tuple[Plan, ...]]] = {
    "fsdd": (Plan(LEFT_OUT, folds=5, enrolled=True),),
    "dspspeech20": (Plan(NEVER_HEARD, enrolled=True, evaluated=True),),
    "speech-commands-subset": (Plan(THREE_WORDS, words=THREE, evaluated=True), Plan(ALL_WORDS)),
    "alphanumeric-accents": (
        Plan(OPEN, folds=3, changes=(_READY, "models.pocketsphinx.open_words=true", _FEW), peers=(STOCK,)),
        Plan(SPELLED, folds=3, changes=(_READY, _FEW), peers=()),
    ),
    "an4-tiny": (Plan(NEVER_HEARD, changes=(_FEW,), peers=(STOCK,)),),
}
