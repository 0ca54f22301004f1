"""Recordings that a model is asked again: in noise, in rooms, clipped, with an enrolment, as streams."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd
import soundfile

from evaluation.asked_again import spread
from evaluation.example_files import with_files
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.ratios import of_sums
from evaluation.speech_outcomes import outcomes
from evaluation.speech_requests import AUDIO, request_columns, request_params
from models.audio import UnreadableSound, read_audio

Flags = npt.NDArray[np.bool_]
Samples = npt.NDArray[np.float32]
# What is made of a recording: its samples at 16 kHz, and its place in the sample.
Change = Callable[[Samples, int, np.random.Generator], Samples]

RATE: Final = 16_000


class Recogniser(Protocol):
    """A model of speech recognition; see `models.speech_recognition.model`."""

    def predict(self, frame: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame: ...

    def listener(
        self,
        *,
        rate: int = RATE,
        form: str = "int16",
        enrolment: bytes | None = None,
        enrolment_text: str | None = None,
    ) -> Any: ...


@dataclass(frozen=True)
class Asking:
    """Asks a model.

    Attributes:
        model: What is evaluated.
        examples: What `build` wrote.
        settings: Of the evaluation; `resamples`, `confidence` and `seed` of intervals.
    """

    model: Recogniser
    examples: Path
    settings: Mapping[str, Any]

    def answers(self, table: pd.DataFrame, **params: Any) -> pd.DataFrame:
        """To rows of `speech_requests.requests`, perhaps with other sound or with enrolments; some for each."""
        return self.model.predict(request_columns(table), request_params(table) | params)

    def outcomes(self, table: pd.DataFrame, **params: Any) -> pd.DataFrame:
        """What is answered, held against what was said; see `speech_outcomes.outcomes`."""
        return outcomes(table, self.answers(table, **params))

    @staticmethod
    def judged(table: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
        """Answers that are there, held against what was said."""
        return outcomes(table, answers)

    def sample(self, table: pd.DataFrame, among: Flags, most: str = "challenge_utterances") -> pd.DataFrame:
        """At most so many, by a setting, of the recordings of which something holds, evenly; with their files."""
        rows = np.flatnonzero(among)
        return with_files(table.iloc[rows[spread(len(rows), int(self.settings[most]))]], AUDIO).reset_index(drop=True)

    def changed(self, table: pd.DataFrame, change: Change, rate: int = RATE) -> pd.DataFrame:
        """The same recordings with other sound, at a rate; what cannot be read stays as it is."""
        rng = np.random.default_rng(int(self.settings["seed"]))
        made = [
            data if (heard := samples_of(data)) is None else recorded(change(heard, place, rng), rate)
            for place, data in enumerate(table[AUDIO])
        ]
        return table.assign(**{AUDIO: pd.Series(made, dtype=object, index=table.index)})

    def share(
        self, name: str, says: str, table: pd.DataFrame, upper: str, *lower: str, less: bool = False
    ) -> dict[str, Measure]:
        """A share of outcomes as a measure with its interval; none where it rests on nothing.

        Args:
            name: Of the measure.
            says: What it is.
            table: Outcomes.
            upper: Column of what is counted.
            lower: Columns of what it is a share of; without them of the rows.
            less: Whether less is better.
        """
        if not len(table) or (lower and not table[list(lower)].to_numpy(np.float64).any()):
            return {}
        return measured(table, {name: of_sums(upper, *lower)}, {name: says}, self.settings, (name,) if less else ())

    def wer(self, name: str, says: str, table: pd.DataFrame) -> dict[str, Measure]:
        """Word error rate of outcomes of phrases."""
        return self.share(name, says, table, "expected_errors", "expected_words", less=True)


def samples_of(data: bytes) -> Samples | None:
    """A recording, float32 [n] at 16 kHz; None where it cannot be read."""
    try:
        return read_audio(data).at(RATE)
    except UnreadableSound:
        return None


def recorded(samples: Samples, rate: int = RATE) -> bytes:
    """Samples as a wav file of 16 bits; what is beyond full scale is brought to it all alike."""
    file = io.BytesIO()
    soundfile.write(file, samples / max(1.0, float(np.abs(samples).max(initial=0.0))), rate, "PCM_16", format="WAV")
    return file.getvalue()
