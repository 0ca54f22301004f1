"""What outcomes of methods come to: rates with intervals, by speaker and kind, and how far one is ahead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from benchmarks import speech_enrolments
from benchmarks.search_statistics import gains, measured
from evaluation.bootstrap import Statistic
from evaluation.ratios import of_sums

Json = dict[str, Any]

# Of recordings with words; what is refused counts by the words that were heard.
STATISTICS: Final[dict[str, Statistic]] = {
    "accuracy": of_sums("exact", "spoken"),
    "wer": of_sums("spoken_errors", "words"),
    "answered": of_sums("answered"),
}
COMPARED: Final = ("accuracy", "wer")
BY: Final = ("speaker", "kind", "accent")
_MOST: Final = 40  # values of a column, beyond which a table says nothing


def of_methods(outcomes: Mapping[str, pd.DataFrame], ours: str, resampling: Json) -> Json:
    """Measures of each method and of ours by part, and how far ours is ahead.

    Args:
        outcomes: By method; see `evaluation.speech_outcomes`.
        ours: Name of the method that the others are beside.
        resampling: `resamples`, `confidence` and `seed`.

    Returns:
        `methods`, by method by name of the measure; `by`, by method and column of `BY`, by value; `ahead`, by other
        method `accuracy` and `wer` as `search_statistics.gains` gives them; `rows` and `speakers`.
    """
    own = outcomes[ours]
    return {
        "methods": {name: measured(rows, STATISTICS, resampling) for name, rows in outcomes.items()},
        "by": {name: {column: _by(rows, column, resampling) for column in BY} for name, rows in outcomes.items()},
        "ahead": {
            name: gains(own, rows, {one: STATISTICS[one] for one in COMPARED}, resampling)
            for name, rows in outcomes.items()
            if name != ours
        },
        "rows": len(own),
        "speakers": int(own["speaker"].nunique()),
    }


def of_enrolments(outcomes: Mapping[str, pd.DataFrame], resampling: Json) -> list[Json]:
    """By seconds of enrolment: `seconds`, `told` (whether what is said was told), `rows`, and of each statistic of
    `speech_enrolments.STATISTICS` `value`, `low` and `high`.
    """
    found = []
    for name in sorted(outcomes, key=lambda one: (one.split()[1], float(one.split()[0]))):
        seconds, how = name.split()
        rows = outcomes[name]
        measures = measured(rows, speech_enrolments.STATISTICS, resampling)
        found.append({"seconds": float(seconds), "told": how == "told", "rows": len(rows), "measures": measures})
    return found


def _by(rows: pd.DataFrame, column: str, resampling: Json) -> Json:
    known = rows[rows[column].notna().to_numpy(dtype=bool)]
    if not 1 < known[column].nunique() <= _MOST:
        return {}
    return {
        str(value): {"recordings": len(part), **measured(part, STATISTICS, resampling)}
        for value, part in known.groupby(column, sort=True)
    }
