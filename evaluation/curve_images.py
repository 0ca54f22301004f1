"""Curves as SVG: pictures need no script from the internet to be seen."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

NO_AXIS = ("low", "high", "n")
INCHES = 6.0
INCHES_A_ROW = 0.3
INCHES_A_LETTER = 0.085
SHARE_MARGIN = 0.03
RARE = 0.2  # shares up to this could not be told apart on a scale that ends at 1


def draw(curve: pd.DataFrame, title: str, path: Path) -> None:
    """Draw a table of `evaluation.curve_tables` as SVG: a line over numbers, a point with its interval over names."""
    x, y = curve.columns[:2]
    named = not pd.api.types.is_numeric_dtype(curve[x])
    height = 1.2 + INCHES_A_ROW * len(curve) if named else INCHES * 0.75
    longest = int(curve[x].astype("str").str.len().max()) if named and len(curve) else 0
    width = max(INCHES, INCHES * 0.5 + INCHES_A_LETTER * longest)
    # One set of bytes for one set of values: no date, no random ids.
    with mpl.rc_context({"svg.hashsalt": "bazaar", "axes.spines.top": False, "axes.spines.right": False}):
        figure = Figure(figsize=(width, height), layout="constrained")
        axes = figure.subplots()
        axes.set_title(title, loc="left")
        if len(curve) == 0:
            axes.text(0.5, 0.5, "undefined on these examples", ha="center", transform=axes.transAxes)
        elif named:
            _points(axes, curve, x, y)
        else:
            _line(axes, curve, x, y)
        figure.savefig(path, format="svg", metadata={"Date": None})


def _line(axes: Axes, curve: pd.DataFrame, x: str, y: str) -> None:
    axes.plot(curve[x], curve[y], marker="o" if len(curve) <= 30 else None, label=y)
    if {"low", "high"} <= set(curve):
        axes.fill_between(curve[x], curve["low"], curve["high"], alpha=0.2, linewidth=0, label="interval")
    for other in [name for name in curve.columns[2:] if name not in NO_AXIS]:
        axes.plot(curve[x], curve[other], linestyle="--", color="grey", linewidth=1, label=other)
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    values = curve.drop(columns="n", errors="ignore").to_numpy(np.float64)
    if np.nanmin(values) >= 0 and np.nanmax(values) <= 1:
        _shares(axes, values)
    axes.legend(frameon=False)


def _shares(axes: Axes, values: npt.NDArray[np.float64]) -> None:
    """Shares are drawn on the same scale in every run, so that pictures of two can be compared; rare ones from 0 on."""
    whole = (-SHARE_MARGIN, 1 + SHARE_MARGIN)
    axes.set_xlim(*(whole if np.nanmax(values[:, 0]) > RARE else (0, None)))
    axes.set_ylim(*(whole if np.nanmax(values[:, 1:]) > RARE else (0, None)))


def _points(axes: Axes, curve: pd.DataFrame, x: str, y: str) -> None:
    rows = range(len(curve))
    axes.plot(curve[y], rows, "o")
    if {"low", "high"} <= set(curve):
        axes.hlines(rows, curve["low"], curve["high"], linewidth=1.5)
    axes.set_yticks(rows, labels=list(curve[x]))
    axes.invert_yaxis()
    axes.set_xlabel(y)
    axes.grid(axis="x", linewidth=0.5, alpha=0.5)
