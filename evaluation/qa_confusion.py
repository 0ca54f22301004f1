"""Which source a question was answered from, by the source that answers it."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from evaluation.curves import Plot
from evaluation.measure import Measure
from evaluation.proportion import clopper_pearson_of, share
from evaluation.qa_judged import SOURCES

NOWHERE: Final = "nowhere"
_FOUND, _WRONGLY = "found_in", "wrongly_from"
MEASURES: Final = tuple(f"{what}_{source}" for what in (_FOUND, _WRONGLY) for source in SOURCES)


def measures(table: pd.DataFrame) -> dict[str, Measure]:
    """Per source, how often it is found where it alone answers, and how often it is taken where it does not answer.

    Args:
        table: Outcomes; sources that no question has to itself, or that is first nowhere, are left out.
    """
    found: dict[str, Measure] = {}
    for right, told in confusion(table).iterrows():
        says = f"of questions that only {right} answers, those whose first comes from it"
        found[f"{_FOUND}_{right}"] = share(int(told[str(right)]), int(told.sum()), meaning=says)
    rows = table[table["answerable"].to_numpy(dtype=bool) & table["source"].notna().to_numpy(dtype=bool)]
    wrong = ~rows["source_right"].to_numpy(dtype=bool)
    for source in [one for one in SOURCES if (rows["source"] == one).any()]:
        own = (rows["source"] == source).to_numpy(dtype=bool)
        says = f"of answerable questions whose first comes from {source}, those that it does not answer"
        name = f"{_WRONGLY}_{source}"
        found[name] = share(int((own & wrong).sum()), int(own.sum()), higher_is_better=False, meaning=says)
    return found


def plot(table: pd.DataFrame) -> list[Plot]:
    """How often each source is found, with the whole table in words; none of outcomes without such questions."""
    counts = confusion(table)
    if len(counts) == 0:
        return []
    every = counts.sum(axis=1).to_numpy(np.int64)
    right = np.array([counts.loc[source, source] for source in counts.index], dtype=np.int64)
    low, high = clopper_pearson_of(right, every)
    rows = [
        f"{place} {source} ({told.sum()}): {', '.join(f'{count} {name}' for name, count in told[told > 0].items())}"
        for place, (source, told) in enumerate(_by_count(counts), 1)
    ]
    return [
        Plot(
            name="Source of the first by the source that answers",
            x_label="source that alone answers, as numbered below",
            y_label="share whose first comes from it",
            x=[float(place) for place in range(1, len(counts) + 1)],
            y=(right / every).tolist(),
            low=low.tolist(),
            high=high.tolist(),
            y_range=(0.0, 1.0),
            points=True,
            note="Questions that one source alone answers, and where their first comes from, with exact 95 % "
            f"intervals. {'; '.join(rows)}.",
        )
    ]


def confusion(table: pd.DataFrame) -> pd.DataFrame:
    """Counts of questions, one row a source that alone answers some and one column a source that was told."""
    rows = table[table["right_sources"].isin(SOURCES)]
    told = rows["source"].where(rows["source"].isin(SOURCES), NOWHERE)
    counts = pd.crosstab(rows["right_sources"].to_numpy(object), told.to_numpy(object)) if len(rows) else pd.DataFrame()
    right = [one for one in SOURCES if one in counts.index]
    return counts.reindex(index=right, columns=[*SOURCES, NOWHERE], fill_value=0).astype(np.int64)


def _by_count(counts: pd.DataFrame) -> list[tuple[str, pd.Series]]:
    return [(str(source), told.sort_values(ascending=False, kind="stable")) for source, told in counts.iterrows()]
