"""Curves of speech recognition: what noise costs, what enrolment gains, whether confidences hold, what is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation.curves import MOST_POINTS, Line, Plot, reliability

Measures = Mapping[str, Mapping[str, Any]]

TARGET: Final = 2.0  # times the errors of clean speech that the errors at 5 dB are to be at most


def plots(table: pd.DataFrame) -> list[Plot]:
    """Curves of the outcomes; those that they do not allow are left out."""
    return [*_reliability(table), *_coverage(table)]


def measured_plots(measures: Measures) -> list[Plot]:
    """Curves of measures, by name as JSON; those that lack one are left out."""
    return [*_by_noise(measures), *_by_enrolment(measures)]


def _reliability(table: pd.DataFrame) -> Iterator[Plot]:
    rows = table[~table["unreadable"].to_numpy(dtype=bool)]
    if len(rows):
        words = {"x_label": "confidence of the words", "y_label": "share heard right"}
        note = f"{len(rows):,} test recordings, in bins of about equally many, with exact 95 % intervals."
        yield reliability(rows["score"], rows["label"]).model_copy(update=words | {"note": note})


def _coverage(table: pd.DataFrame) -> Iterator[Plot]:
    """Errors over the share that is answered, the surest first (risk and coverage: El-Yaniv and Wiener, 2010, JMLR)."""
    rows = table[table["expected"].to_numpy(dtype=bool)].sort_values("score", ascending=False, kind="stable")
    if len(rows) < 2:
        return
    last_of_tie = rows["score"].ne(rows["score"].shift(-1)).to_numpy(dtype=bool)
    wrong, answered = (~rows["exact"].to_numpy(dtype=bool)).cumsum(), np.arange(1, len(rows) + 1)
    at = np.flatnonzero(last_of_tie)
    at = at[np.unique(np.linspace(0, len(at) - 1, min(MOST_POINTS, len(at)), dtype=int))]
    yield Plot(
        name="Wrong among answered",
        x_label="share of the recordings of phrases that is answered",
        y_label="share of these heard wrong",
        x=(answered[at] / len(rows)).tolist(),
        y=(wrong[at] / answered[at]).tolist(),
        x_range=(0.0, 1.0),
        y_range=(0.0, 1.0),
        note=f"{len(rows):,} test recordings of phrases, over all thresholds on confidence.",
    )


def _by_noise(measures: Measures) -> Iterator[Plot]:
    drawn = _numbered(measures, r"wer_at_(-?[\d.]+)_db")
    clean = measures.get("wer_clean", {}).get("value")
    if len(drawn) > 1:
        ends = [drawn[0][0], drawn[-1][0]]
        lines = {"as recorded": clean, "twice that": TARGET * clean} if clean is not None else {}
        yield Plot(
            name="Errors in noise",
            x_label="decibels of speech over noise",
            y_label="word error rate",
            x=[at for at, _ in drawn],
            y=[one["value"] for _, one in drawn],
            low=[one["low"] for _, one in drawn],
            high=[one["high"] for _, one in drawn],
            lines={name: Line(x=ends, y=[level] * 2) for name, level in lines.items()},
            note=f"{drawn[0][1]['n']:,} test recordings in noises that training never heard.",
        )


def _by_enrolment(measures: Measures) -> Iterator[Plot]:
    drawn = _numbered(measures, r"wer_enrolled_([\d.]+)_s")
    if len(drawn) > 1:
        yield Plot(
            name="Errors after enrolment",
            x_label="seconds of the speaker's voice",
            y_label="word error rate",
            x=[at for at, _ in drawn],
            y=[one["value"] for _, one in drawn],
            low=[one["low"] for _, one in drawn],
            high=[one["high"] for _, one in drawn],
            note="Other recordings of speakers that training never heard; longer enrolments may be of fewer speakers.",
        )


def _numbered(measures: Measures, pattern: str) -> list[tuple[float, Mapping[str, Any]]]:
    """Measures whose names hold a number, by it, rising; those without a value or an interval are left out."""
    named = ((re.fullmatch(pattern, name), one) for name, one in measures.items())
    found = [(float(match[1]), one) for match, one in named if match is not None]
    whole = [(at, one) for at, one in found if not any(one[end] is None for end in ("value", "low", "high"))]
    return sorted(whole, key=lambda pair: pair[0])
