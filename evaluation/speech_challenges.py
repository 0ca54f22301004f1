"""What of speech recognition is measured by asking again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pandas as pd

from evaluation import speech_unrefused
from evaluation.measure import Measure
from evaluation.speech_asking import Asking, Recogniser

MEASURES: Final = (*speech_unrefused.MEASURES,)


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
    sample = asking.sample(table, table["expected"].to_numpy(dtype=bool))
    return speech_unrefused.measures(asking, sample)
