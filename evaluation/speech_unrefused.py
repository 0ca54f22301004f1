"""What would be understood if nothing were refused."""

from __future__ import annotations

from typing import Final

import pandas as pd

from evaluation.measure import Measure
from evaluation.speech_asking import Asking

MEASURES: Final = ("command_accuracy_unrefused", "order_accuracy_unrefused")


def measures(asking: Asking, sample: pd.DataFrame) -> dict[str, Measure]:
    """Of some recordings of phrases, what is understood where the model must answer all of them."""
    told = asking.outcomes(sample, refuse=False)
    says = "of recordings of phrases, those answered with what was meant, where nothing is refused"
    found = asking.share("command_accuracy_unrefused", says, told, "understood", "expected")
    says = "of recordings that have an intent, those answered with it and all slots, where nothing is refused"
    return found | asking.share("order_accuracy_unrefused", says, told, "order_right", "intended")
