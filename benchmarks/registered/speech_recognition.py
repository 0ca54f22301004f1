"""Speech recognition: what is measured, what was asked, and what shows each challenge."""

from __future__ import annotations

from typing import Any, Final

from benchmarks.readings import Reader, Reading, at, made, read, row, walked
from benchmarks.registered_goals import Goal
from benchmarks.registry import Bench, Beside, Shown
from benchmarks.speech_targets import (
    COMMANDS,
    DIGITS,
    ENROLLED,
    FIT,
    LATE,
    LATENCY,
    MEANT,
    NOISY_ORDERS,
    ORDERS,
    REAL_TIME,
    TIMES,
    WORDS,
)

BENCHMARKS: Final = (
    *(
        Bench(
            source,
            "speech_recognition",
            says,
            "real",
            ("--source", source),
            (source,),
            peers=("pocketsphinx", "scikit-learn"),
        )
        for source, says in (
            ("fsdd", "digits of five speakers, each left out in turn"),
            ("dspspeech20", "eight words of speakers never heard"),
            ("speech-commands-subset", "thirty words of speakers never heard, and three of them"),
            ("alphanumeric-accents", "letters and digits in many accents, by the ready engine"),
        )
    ),
    Bench("simulated", "speech_simulated", "spoken orders in noise and rooms, voices never heard", "simulated"),
    Bench("scale", "speech_scale", "real-time factor, delay of words, training by hours of sound", "scale"),
)
OURS: Final = "speech recognition"
LEFT_OUT, NEVER_HEARD, THREE_WORDS = "each speaker left out", "speakers never heard", "bed, cat or happy"
_ORDERS: Final = ("engines", "ctc", "noisy")


def _accuracy(part: str) -> Reader:
    return at("parts", part, "methods", OURS, "accuracy")


def _at(decibels: float | None, name: str) -> Reader:
    return row(_ORDERS, lambda one: one["decibels"] == decibels, "measures", name)


def _times(found: Any) -> float | None:
    clean, noisy = (one(found) for one in (_at(None, "wer"), _at(5.0, "wer")))
    return None if clean is None or noisy is None or not clean.value else noisy.value / clean.value


def _of_ctc(*path: str) -> Reader:
    """At the largest scale."""
    return row(("sizes",), lambda one: one["engine"] == "ctc", *path)


def _enrolled(found: Any) -> Reading | None:
    rows = walked(found, ("parts", LEFT_OUT, "enrolment")) or []
    told = [one for one in rows if one["seconds"] == 10.0 and one["told"]]
    return read(told[-1]["measures"]["removed"]) if told else None


TARGETS: Final = (
    Goal.of(DIGITS, "fsdd", _accuracy(LEFT_OUT)),
    Goal.of(ENROLLED, "fsdd", _enrolled),
    Goal.of(WORDS, "dspspeech20", _accuracy(NEVER_HEARD)),
    Goal.of(COMMANDS, "speech-commands-subset", _accuracy(THREE_WORDS)),
    Goal.of(ORDERS, "simulated", _at(None, "wer")),
    Goal.of(NOISY_ORDERS, "simulated", _at(5.0, "wer")),
    Goal.of(TIMES, "simulated", made(_times), what="simulated orders"),
    Goal.of(MEANT, "simulated", _at(None, "order_accuracy")),
    Goal.of(REAL_TIME, "scale", _of_ctc("speed", "factor")),
    Goal.of(LATENCY, "scale", _of_ctc("streams", "delay_p50_ms")),
    Goal.of(LATE, "scale", _of_ctc("streams", "delay_p99_ms")),
    Goal.of(FIT, "scale", _of_ctc("costs", "train", "seconds"), what="simulated orders"),
)
EVALUATIONS: Final = (
    ("simulated", ("evaluation",)),
    ("dspspeech20", ("parts", NEVER_HEARD, "evaluation")),
    ("speech-commands-subset", ("parts", THREE_WORDS, "evaluation")),
)
BESIDE: Final = tuple(
    Beside(f"accuracy, {source}", source, ("parts", part, "methods"), ("accuracy",), ours=OURS)
    for source, part in (
        ("fsdd", LEFT_OUT),
        ("dspspeech20", NEVER_HEARD),
        ("speech-commands-subset", THREE_WORDS),
    )
)
SHOWN: Final = {
    "real time": Shown(
        ("tests/models_code/test_speech_streaming.py", "tests/evaluation/test_speech_challenges.py"),
        "scale",
        {
            "real-time factor": ("scale", _of_ctc("speed", "factor")),
            "p99 ms from the end of a word": ("scale", _of_ctc("streams", "delay_p99_ms")),
        },
    ),
    "noise": Shown(
        ("tests/models_code/test_speech_changes.py", "tests/evaluation/test_speech_challenges.py"),
        "simulated",
        {"WER at 5 dB": ("simulated", _at(5.0, "wer")), "as a multiple": ("simulated", made(_times))},
    ),
    "adapting to a speaker": Shown(
        ("tests/models_code/test_speech_recogniser.py", "tests/evaluation/test_speech_challenges.py"),
        "fsdd",
        {"share of errors that 10 s of enrolment remove": ("fsdd", _enrolled)},
    ),
    "unseen speakers": Shown(
        ("tests/evaluation/test_speech_measures.py",),
        "fsdd",
        {"FSDD: accuracy of speakers left out": ("fsdd", _accuracy(LEFT_OUT))},
    ),
    "word error rate": Shown(
        ("tests/evaluation/test_speech_measures.py",), "simulated", {"clean": ("simulated", _at(None, "wer"))}
    ),
}
