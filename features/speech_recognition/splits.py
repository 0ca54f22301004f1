"""Which utterances are for training, tuning and testing, and whose voice of the latter was heard in training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from features.columns import UNKNOWN, Longs, Mask
from features.speech_recognition.parameters import FeaturesParameters
from features.speech_recognition.tables import Tables
from features.speech_recognition.ways_to_split import TRAIN, by_speakers, by_utterances, given
from features.splits import SPLITS, unit_hash


@dataclass(frozen=True)
class Split:
    """The split of n utterances.

    Attributes:
        of: (n,) position in `SPLITS`, `UNKNOWN` for utterances that are left out.
        seen: (n,) whether the speaker is told and is in train or an earlier split too.
        how: In words, how it was made.
        repeated: Utterances left out because a later split has the same recording.
        left_out: Utterances left out of each split because there are more than are wanted.
    """

    of: Longs
    seen: Mask
    how: str
    repeated: int
    left_out: dict[str, int]

    def sizes(self, spoken: Mask) -> list[int]:
        """Utterances of each split in which something is said."""
        return [int((spoken & (self.of == place)).sum()) for place in range(len(SPLITS))]


def split_of(tables: Tables, prints: list[bytes], parameters: FeaturesParameters) -> Split:
    """Split the utterances.

    Args:
        tables: n utterances.
        prints: (n,) digest of each recording.
        parameters: Settings.

    Raises:
        DataError: utterances.split is given only in part, or lacks train or test.
    """
    ids = pd.Series(tables.utterances.column("utterance_id").to_pandas())
    if (tables.given != UNKNOWN).any():
        of, how = given(tables, ids, parameters)
    elif (tables.speaker[tables.spoken] != UNKNOWN).any():
        of, how = by_speakers(tables, ids, parameters)
    else:
        of, how = by_utterances(ids, parameters)
    later = pd.Series(of).groupby(np.array(prints, dtype="S16")).transform("max").to_numpy(dtype=np.int64) > of
    of[later] = UNKNOWN
    left_out = _thinned(of, ids, parameters)
    return Split(of=of, seen=_seen(tables, of), how=how, repeated=int(later.sum()), left_out=left_out)


def _seen(tables: Tables, of: Longs) -> Mask:
    first = np.full(len(tables.speakers) + 1, len(SPLITS))  # the last place is for what no speaker is told of
    heard = (of != UNKNOWN) & (tables.speaker != UNKNOWN)
    np.minimum.at(first, tables.speaker[heard], of[heard])
    return np.asarray((first[tables.speaker] < of) | ((of == TRAIN) & heard), dtype=bool)


def _thinned(of: Longs, ids: Any, parameters: FeaturesParameters) -> dict[str, int]:
    """Leave out what is more than is wanted, drawn by a hash; how many of each split."""
    most = (parameters.max_train_utterances, parameters.max_valid_utterances, parameters.max_test_utterances)
    draw, left_out = unit_hash(ids, parameters.seed + 1), {}
    for place, name in enumerate(SPLITS):
        rows = np.flatnonzero(of == place)
        over = rows[np.argsort(draw[rows], kind="stable")[most[place] :]]
        left_out[name] = len(over)
        of[over] = UNKNOWN
    return left_out
