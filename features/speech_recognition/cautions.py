"""What the split cannot show, in words."""

from __future__ import annotations

import numpy as np

from features.columns import UNKNOWN
from features.speech_recognition.splits import Split
from features.speech_recognition.tables import Tables
from features.speech_recognition.ways_to_split import TEST, TRAIN, VALID


def cautions_of(tables: Tables, split: Split) -> list[str]:
    """Sentences about what is measured less surely than it might seem; none where all is well."""
    said = tables.spoken
    told = tables.speaker != UNKNOWN
    unseen = said & told & ~split.seen
    found = []
    if not (said & told).any():
        found.append(
            "No speaker is told: people of the test may be in train, and the error rate on strangers may be higher."
        )
    elif not (unseen & (split.of == TEST)).any():
        found.append("No speaker of the test is new to train: the error rate on strangers is not measured.")
    else:
        tested = len(np.unique(tables.speaker[unseen & (split.of == TEST)]))
        trained = len(np.unique(tables.speaker[said & told & (split.of == TRAIN)]))
        if min(tested, trained) == 1:
            found.append(
                f"Speakers of the test who are new: {tested}; of train: {trained}. What holds for so few voices may "
                "not for others."
            )
    if (said & told).any() and not (unseen & (split.of == VALID)).any():
        found.append("Valid has speakers of train alone: confidence is set on voices that are known, and may be high.")
    if not (~said & (split.of == TEST)).any():
        found.append(
            "The test has no recording in which nothing is said: false accepts are measured on made noise alone."
        )
    return found
