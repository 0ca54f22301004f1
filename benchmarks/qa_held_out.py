"""What promises of precision keep where their thresholds were found on other products' questions."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation.proportion import share
from models.question_answering.abstention import ACCOUNT, PRODUCT, Abstention
from models.question_answering.abstention_settings import AbstentionSettings
from models.question_answering.passages import Flags, Ints

Json = dict[str, Any]

_NOTHING: Final = np.zeros(0)


def promises(outcomes: pd.DataFrame, fold: Ints, settings: AbstentionSettings) -> list[Json]:
    """One record a level: `precision` that is asked for, `promised` (in how many parts a threshold could promise it),
    `parts`, `given` answers, `right` ones with both ends of an exact interval, and `coverage` likewise.

    Args:
        outcomes: Of questions answered by what had not learned from them: `score`, `label`.
        fold: Part of each question; the thresholds of a part are found on all others, (q,).
        settings: Of the promises.
    """
    sure, right = outcomes["score"].to_numpy(np.float64), outcomes["label"].to_numpy(bool)
    given: dict[float, Flags] = {level: np.zeros(len(sure), dtype=bool) for level in settings.levels}
    promised, parts = dict.fromkeys(settings.levels, 0), np.unique(fold).tolist()
    for held in parts:
        own = fold == held
        found = Abstention.fit(
            {PRODUCT: sure[~own], ACCOUNT: _NOTHING},
            {PRODUCT: right[~own], ACCOUNT: _NOTHING.astype(bool)},
            settings,
        )
        for precision in settings.levels:
            level = found.level(PRODUCT, precision)
            promised[precision] += level.promised
            if level.threshold is not None:
                given[precision] |= own & (sure >= level.threshold)
    return [
        {
            "precision": precision,
            "promised": promised[precision],
            "parts": len(parts),
            "given": int(rows.sum()),
            "right": _share(int(right[rows].sum()), int(rows.sum())),
            "coverage": _share(int(rows.sum()), len(rows)),
        }
        for precision, rows in given.items()
    ]


def _share(count: int, among: int) -> Json:
    one = share(count, among, meaning="").to_json()
    return {name: one[name] for name in ("value", "low", "high", "n")}
