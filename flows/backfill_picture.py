"""The metric over time as a picture that opens without a network."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tasks.backfill import Point

Axes = Any  # matplotlib's types know nothing of dates on an axis

INK, BAND, REFUSED = "#1f4e79", "#9dc3e6", "#a33"


def draw(title: str, metric: str, points: Mapping[date, Point], refused: Iterable[date], confidence: float) -> bytes:
    """An SVG: a point a date with its interval, a line through them, and a cross below where data were refused.

    The same values give the same bytes.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context({"svg.hashsalt": title, "svg.fonttype": "none", "font.family": "sans-serif"}):
        figure = Figure(figsize=(9, 4.5), layout="constrained")
        axes = figure.add_subplot()
        _curve(axes, points, confidence)
        _crosses(axes, list(refused))
        _frame(axes, title, metric)
        buffer = io.BytesIO()
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    return buffer.getvalue()


def _curve(axes: Axes, points: Mapping[date, Point], confidence: float) -> None:
    measured = {day: point for day, point in points.items() if point.value is not None}
    values = [point.value for point in measured.values()]
    axes.plot(list(measured), values, color=INK, marker="o", markersize=4, linewidth=1.5, label="measured")
    bounded = [day for day, point in measured.items() if point.low is not None and point.high is not None]
    if bounded:
        lows, highs = [measured[day].low for day in bounded], [measured[day].high for day in bounded]
        axes.vlines(bounded, lows, highs, color=BAND, linewidth=3, zorder=1, label=f"{confidence:.0%} interval")


def _crosses(axes: Axes, refused: list[date]) -> None:
    if refused:
        axes.plot(
            refused,
            [0.02] * len(refused),
            transform=axes.get_xaxis_transform(),
            linestyle="none",
            marker="x",
            color=REFUSED,
            label="data refused",
        )


def _frame(axes: Axes, title: str, metric: str) -> None:
    from matplotlib import dates

    locator: Any = dates.AutoDateLocator()  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    axes.set(title=title, xlabel="as of", ylabel=metric)
    axes.grid(axis="y", color="#ddd", linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, loc="best", fontsize="small")
