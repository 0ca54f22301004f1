"""Recordings of rooms, telephones and bad microphones, and what that costs."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
import soxr

from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.ratios import of_sums
from evaluation.speech_asking import RATE, Asking, Change, Samples
from evaluation.speech_surroundings import rooms_of
from models.speech_recognition.changes import clipped, in_room

TELEPHONE: Final = 8_000  # samples a second
WAYS: Final = ("in_rooms", "clipped", "at_8_khz", "offset", "quiet")
MEASURES: Final = tuple(f"{what}_{way}" for way in WAYS for what in ("wer", "wer_more"))


def measures(asking: Asking, sample: pd.DataFrame, plain: pd.DataFrame) -> dict[str, Measure]:
    """Word error rate of the same recordings in each way, and how much that is more.

    Args:
        asking: `room_seconds`, `clipped`, `offset` and `quiet` say how much.
        sample: Rows of `speech_requests.requests` with their files.
        plain: Outcomes of them as they are.
    """
    found: dict[str, Measure] = {}
    for way, (change, rate, says) in changes(asking).items():
        after = asking.outcomes(asking.changed(sample, change, rate))
        found |= asking.wer(f"wer_{way}", f"word error rate of recordings {says}", after)
        found |= _more(asking, f"wer_more_{way}", f"word error rate that recordings {says} have more", plain, after)
    return found


def changes(asking: Asking) -> dict[str, tuple[Change, int, str]]:
    """What is done to a recording, the rate of its file, and how it is told, by name of `WAYS`."""
    settings = asking.settings
    cut, offset, quiet = (float(settings[way]) for way in ("clipped", "offset", "quiet"))
    rooms, own = rooms_of(asking.examples, int(settings["seed"]), float(settings["room_seconds"]))
    unit = [(one / np.sqrt(np.square(one, dtype=np.float64).sum())).astype(np.float32) for one in rooms]

    def echo(samples: Samples, place: int, _rng: np.random.Generator) -> Samples:
        return in_room(samples, unit[place % len(unit)])

    def cut_off(samples: Samples, _place: int, _rng: np.random.Generator) -> Samples:
        return clipped(samples, cut)

    def narrow(samples: Samples, _place: int, _rng: np.random.Generator) -> Samples:
        return np.asarray(soxr.resample(samples, RATE, TELEPHONE), dtype=np.float32)

    def shift(samples: Samples, _place: int, _rng: np.random.Generator) -> Samples:
        return np.asarray(np.clip(samples + np.float32(offset), -1, 1), np.float32)

    def soften(samples: Samples, _place: int, _rng: np.random.Generator) -> Samples:
        return samples * np.float32(quiet)

    return {
        "in_rooms": (echo, RATE, f"in {'rooms of the test' if own else 'made rooms'}"),
        "clipped": (cut_off, RATE, f"cut off at {cut:.0%} of their highest sample"),
        "at_8_khz": (narrow, TELEPHONE, "of 8 kHz"),
        "offset": (shift, RATE, f"with an offset of {offset:.0%} of full scale"),
        "quiet": (soften, RATE, f"at {quiet:.0%} of their loudness"),
    }


def _more(asking: Asking, name: str, says: str, before: pd.DataFrame, after: pd.DataFrame) -> dict[str, Measure]:
    if not before["expected_words"].any():
        return {}
    more = after["expected_errors"].to_numpy() - before["expected_errors"].to_numpy()
    rows = before[["group", "expected_words"]].assign(more=more)
    return measured(rows, {name: of_sums("more", "expected_words")}, {name: says}, asking.settings, (name,))
