"""What of speech recognition is measured by asking again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pandas as pd

from evaluation import (
    speech_altered,
    speech_enrolled,
    speech_frequent,
    speech_noisy,
    speech_nothing,
    speech_streamed,
    speech_unrefused,
)
from evaluation.measure import Measure
from evaluation.speech_asking import Asking, Recogniser

MEASURES: Final = (
    *speech_unrefused.MEASURES,
    *speech_noisy.MEASURES,
    *speech_altered.MEASURES,
    *speech_nothing.MEASURES,
    *speech_enrolled.MEASURES,
    *speech_streamed.MEASURES,
    *speech_frequent.MEASURES,
)


def challenges(
    model: Recogniser, examples: Path, table: pd.DataFrame, settings: Mapping[str, Any]
) -> dict[str, Measure]:
    """Measures that need the model asked again.

    Args:
        model: What is evaluated; it stays as it is.
        examples: What `build` wrote.
        table: `requests(examples)`.
        settings: See `params.speech_recognition.evaluation`.
    """
    asking = Asking(model, examples, settings)
    expected = table["expected"].to_numpy(dtype=bool)
    found = speech_nothing.measures(asking)
    if not expected.any():
        return found
    sample = asking.sample(table, expected)
    plain = asking.outcomes(sample)
    found |= speech_frequent.measures(examples, table[expected], settings)
    found |= speech_unrefused.measures(asking, sample)
    found |= speech_noisy.measures(asking, sample, plain) | speech_altered.measures(asking, sample, plain)
    found |= speech_enrolled.measures(asking, table)
    return found | speech_streamed.measures(asking, asking.sample(table, expected, "stream_utterances"))
