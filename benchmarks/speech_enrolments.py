"""What a few seconds of a speaker are worth: recordings asked with and without others of the same speaker before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any, Final

import numpy as np
import pandas as pd
import soundfile

from benchmarks.speech_peers import sounds_of
from evaluation.bootstrap import Statistic, Weights
from evaluation.ratios import of_sums
from features.splits import unit_hash
from models.speech_recognition.mel import RATE

_SEED: Final = 23
_PAUSE: Final = 0.1  # seconds between recordings
_QUIET: Final = 1e-3  # of full scale, what is heard in a pause
ENROLMENT, TEXT = "enrolment", "enrolment_text"


def crosswise(table: pd.DataFrame, seconds: float) -> pd.DataFrame:
    """Requests of recordings with words, each with an enrolment of other recordings of its speaker.

    A speaker's recordings are halved by hash; each half is asked with an enrolment of the other one.

    Args:
        table: Requests with `audio`, `speaker`, `said`, `example_id` and `seconds`.
        seconds: Of an enrolment, at most; at least one recording is in it.

    Returns:
        The rows with words, of speakers who have recordings in both halves, speaker by speaker; with `enrolment`,
        `enrolment_text` and `enrolled_seconds`.
    """
    spoken = table[(table["said"] != "") & table["speaker"].notna()]
    half = pd.Series(unit_hash(spoken["example_id"].astype("str"), _SEED) < 0.5, index=spoken.index)
    found = []
    for _, own in spoken.groupby("speaker", sort=True):
        for side in (False, True):
            asked, other = own[half[own.index] == side], own[half[own.index] != side]
            if len(asked) and len(other):
                order = np.argsort(unit_hash(other["example_id"].astype("str"), _SEED + 1), kind="stable")
                told = other.iloc[order]
                taken = told[(told["seconds"].cumsum() <= seconds).to_numpy() | (np.arange(len(told)) == 0)]
                found.append(asked.assign(**_enrolment(taken)))
    return pd.concat(found, ignore_index=True)


def gains(plain: pd.DataFrame, enrolled: pd.DataFrame) -> pd.DataFrame:
    """Outcomes of the same recordings side by side: `group`, `missed_before`, `missed_after`, `one`, and words' errors.

    Args:
        plain: Outcomes without an enrolment.
        enrolled: With one, in the same order.
    """
    return pd.DataFrame(
        {
            "group": plain["group"].to_numpy(object),
            "missed_before": (~plain["exact"]).to_numpy(np.float64),
            "missed_after": (~enrolled["exact"]).to_numpy(np.float64),
            "errors_before": plain["errors"].to_numpy(np.float64),
            "errors_after": enrolled["errors"].to_numpy(np.float64),
        }
    )


def removed(before: str, after: str) -> Statistic:
    """Share of what was wrong before that is right with an enrolment, less what went wrong by it."""
    left = of_sums(after, before)

    def statistic(rows: pd.DataFrame, weights: Weights) -> Any:
        return 1.0 - left(rows, weights)

    return statistic


STATISTICS: Final[dict[str, Statistic]] = {
    "error_before": of_sums("missed_before"),
    "error_after": of_sums("missed_after"),
    "removed": removed("missed_before", "missed_after"),
}


def _enrolment(taken: pd.DataFrame) -> dict[str, Any]:
    rng = np.random.default_rng(_SEED)
    parts = []
    for sound in sounds_of(taken["audio"]):
        parts += [sound, (_QUIET * rng.standard_normal(round(_PAUSE * RATE))).astype(np.float32)]
    whole, file = np.concatenate(parts), BytesIO()
    soundfile.write(file, whole, RATE, format="WAV", subtype="PCM_16")
    return {
        ENROLMENT: file.getvalue(),
        TEXT: " ".join(taken["said"]),
        "enrolled_seconds": float(taken["seconds"].sum()),
    }


def asked(
    predict: Callable[[pd.DataFrame, dict[str, Any]], pd.DataFrame], rows: pd.DataFrame, columns: Sequence[str]
) -> pd.DataFrame:
    """Answers to requests with these columns beside the recording."""
    frame = pd.DataFrame({"request_id": rows["example_id"].astype("str"), "audio": rows["audio"].astype(object)})
    return predict(frame.assign(**{name: rows[name].to_numpy(object) for name in columns}), {})
