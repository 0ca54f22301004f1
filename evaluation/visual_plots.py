"""Curves of visual search: what size in the picture costs, whether confidences hold, and what a threshold refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from evaluation.curves import MOST_POINTS, Line, Plot, reliability
from evaluation.visual_statistics import ACCEPTED


def plots(table: pd.DataFrame) -> list[Plot]:
    """Curves of the outcomes; those that they do not allow are left out."""
    return [*_reliability(table), *_refused(table)]


def measured_plots(measures: Mapping[str, Mapping[str, Any]]) -> list[Plot]:
    """Curves of measures, by name as JSON; those that lack one are left out."""
    return [*_by_share(measures), *_by_entries(measures)]


def _reliability(table: pd.DataFrame) -> Iterator[Plot]:
    rows = table[~table["unreadable"].to_numpy(dtype=bool)]
    if len(rows):
        words = {"x_label": "confidence of the surest product", "y_label": "share that the photo shows"}
        note = f"{len(rows):,} test photos, in bins of about equally many, with exact 95 % intervals."
        yield reliability(rows["score"], rows["label"]).model_copy(update=words | {"note": note})


def _refused(table: pd.DataFrame) -> Iterator[Plot]:
    """Over all thresholds on confidence."""
    score = table["score"].to_numpy(np.float64)
    shows, stranger = (np.sort(score[table[name].to_numpy(dtype=bool)]) for name in ("shows", "stranger"))
    if not len(shows) or not len(stranger):
        return
    cuts = np.unique(np.quantile(shows, np.linspace(0, 1, MOST_POINTS), method="lower"))[::-1]
    accepted = 1 - np.searchsorted(shows, cuts) / len(shows)
    refused = np.searchsorted(stranger, cuts) / len(stranger)
    yield Plot(
        name="Accepted and refused",
        x_label="share of the photos of a product that are answered",
        y_label="share refused, of photos of nothing",
        x=accepted.tolist(),
        y=refused.tolist(),
        lines={f"{ACCEPTED:.0%} answered": Line(x=[ACCEPTED] * 2, y=[0.0, 1.0])},
        x_range=(0.0, 1.0),
        y_range=(0.0, 1.0),
        note=f"{len(shows):,} test photos of a product of the catalogue and {len(stranger):,} of nothing of it, over "
        "all thresholds on confidence.",
    )


def _by_share(measures: Mapping[str, Mapping[str, Any]]) -> Iterator[Plot]:
    drawn = _numbered(measures, "top_1_at_")
    whole = _numbered(measures, "top_1_whole_at_")
    if len(drawn) > 1:
        yield Plot(
            name="Product at a share of the picture",
            x_label="share of the picture that the product takes, %",
            y_label="top_1",
            x=[at for at, _ in drawn],
            y=[one["value"] for _, one in drawn],
            low=[one["low"] for _, one in drawn],
            high=[one["high"] for _, one in drawn],
            lines={"the whole picture alone": Line(x=[at for at, _ in whole], y=[one["value"] for _, one in whole])},
            y_range=(0.0, 1.0),
            note=f"{drawn[0][1]['n']:,} test photos of one product, shrunk and laid among other things.",
        )


def _by_entries(measures: Mapping[str, Mapping[str, Any]]) -> Iterator[Plot]:
    first = _numbered(measures, "entry_top_1_among_")
    within = _numbered(measures, "entry_recall_10_among_")
    if len(first) > 1:
        yield Plot(
            name="Found among distractors",
            x_label="entries that are right for no photo, power of ten",
            y_label="share with a right nearest entry",
            x=[float(np.log10(at)) for at, _ in first],
            y=[one["value"] for _, one in first],
            low=[one["low"] for _, one in first],
            high=[one["high"] for _, one in first],
            lines={
                "right among the ten nearest": Line(
                    x=[float(np.log10(at)) for at, _ in within], y=[one["value"] for _, one in within]
                )
            },
            y_range=(0.0, 1.0),
            note="Photos' crops among vectors of distractors' pictures, and made up ones where these do not suffice.",
        )


def _numbered(measures: Mapping[str, Mapping[str, Any]], prefix: str) -> list[tuple[float, Mapping[str, Any]]]:
    """Measures whose names end in a number, by it, rising; those without a value or an interval are left out."""
    named = ((re.fullmatch(rf"{prefix}([\d.]+)", name), one) for name, one in measures.items())
    found = [(float(match[1]), one) for match, one in named if match is not None]
    whole = [(at, one) for at, one in found if not any(one[end] is None for end in ("value", "low", "high"))]
    return sorted(whole, key=lambda pair: pair[0])
