"""The ways in which utterances are split: as the table says, by speakers, or by a hash of each."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from features.columns import UNKNOWN, Longs, Mask
from features.speech_recognition.parameters import FeaturesParameters
from features.speech_recognition.tables import Tables
from features.splits import SPLITS, check_given, split_by_hash, unit_hash

TRAIN, VALID, TEST = range(len(SPLITS))
GIVEN: Final = "as utterances.split says"
SPEAKERS: Final = "by speakers, drawn by a hash"
HASHED: Final = "by a hash of utterance_id, as no speaker is told"
CARVED: Final = ", valid carved from train by {}"
OWN: Final = "speakers"
SHARED: Final = "utterances, as few speakers are left to train"
UNTOLD: Final = "utterances, as no speaker is told"
_LEAST: Final = 0.5  # of the rows that a share is of: with fewer a further speaker is taken


def given(tables: Tables, ids: Any, parameters: FeaturesParameters) -> tuple[Longs, str]:
    """As the table says; valid is carved from train where it names none."""
    check_given(tables.given, "utterances", "speakers drawn for the test")
    if (tables.given == VALID).any():
        return tables.given.copy(), GIVEN
    of, how = carved(tables, tables.given.copy(), ids, parameters)
    return of, GIVEN + how


def by_speakers(tables: Tables, ids: Any, parameters: FeaturesParameters) -> tuple[Longs, str]:
    """Speakers of the test are drawn; of those who are left, some utterances are for the test too, and valid is carved.

    What no speaker is told of, noises and silence for the most part, is split by a hash of each.
    """
    of = split_by_hash(ids, parameters.seed, parameters.valid_share, parameters.test_share)
    told = tables.speaker != UNKNOWN
    tested = drawn(tables, told, parameters.test_share, parameters.seed + 3)
    of[told] = np.where(tested[tables.speaker[told]], TEST, TRAIN)
    _, how = carved(tables, of, ids, parameters, told)
    seen = told & (of == TRAIN) & tables.spoken & (unit_hash(ids, parameters.seed + 4) < parameters.seen_share)
    of[seen] = TEST
    return of, SPEAKERS + how


def by_utterances(ids: Any, parameters: FeaturesParameters) -> tuple[Longs, str]:
    """Each by its hash."""
    return split_by_hash(ids, parameters.seed, parameters.valid_share, parameters.test_share), HASHED


def carved(
    tables: Tables, of: Longs, ids: Any, parameters: FeaturesParameters, among: Mask | None = None
) -> tuple[Longs, str]:
    """Move a share of train to valid: speakers where enough are left, else utterances; changes `of`.

    Args:
        tables: n utterances.
        of: (n,) position in `SPLITS`.
        ids: (n,) their ids.
        parameters: Settings.
        among: (n,) which may be moved; all where None.
    """
    train = of == TRAIN if among is None else (of == TRAIN) & among
    told = train & (tables.speaker != UNKNOWN)
    count = len(np.unique(tables.speaker[told & tables.spoken]))
    by_hash = unit_hash(ids, parameters.seed + 2) < parameters.valid_share
    if count < parameters.own_valid_from:
        of[train & by_hash] = VALID
        return of, CARVED.format(SHARED if count else UNTOLD)
    tuned = drawn(tables, told, parameters.valid_share, parameters.seed + 2)
    of[told & tuned[tables.speaker]] = VALID
    of[train & ~told & by_hash] = VALID
    return of, CARVED.format(OWN)


def drawn(tables: Tables, among: Mask, share: float, seed: int) -> Mask:
    """(s + 1,) speakers drawn by a hash that have about a share of the spoken utterances together, and never all.

    One after another is taken by whom they come nearer to the share; where they have not even half of it, the speaker
    of the fewest of the others is taken too. The last place is for what no speaker is told of, and is never drawn.

    Args:
        tables: n utterances, of s speakers.
        among: (n,) those that count; all have a speaker.
        share: Of their number.
        seed: Of the hash.
    """
    sizes = np.bincount(tables.speaker[among & tables.spoken], minlength=len(tables.speakers))
    names = pd.Series(tables.speakers.to_pandas(), dtype="str")
    order = [one for one in np.argsort(unit_hash(names, seed), kind="stable").tolist() if sizes[one]]
    taken = np.zeros(len(tables.speakers) + 1, dtype=bool)
    wanted = share * sizes.sum()
    room = wanted
    for one in order[:-1]:
        if sizes[one] / 2 <= room:
            taken[one] = True
            room -= sizes[one]
    rest = [one for one in order if not taken[one]]
    if wanted - room < _LEAST * wanted and len(rest) > 1:
        taken[min(rest, key=lambda one: sizes[one])] = True
    return taken
