"""The metric over time in the terminal: a line a date, its interval drawn on one scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from flows import console

if TYPE_CHECKING:
    from tasks.backfill import Point

STRIP = 32


def table(
    title: str, metric: str, days: Sequence[date], points: Mapping[date, Point], refused: Mapping[date, str]
) -> Table:
    """Every date of the range: measured, refused, or still to run."""
    scale = _scale(list(points.values())) if console.out.width >= console.WIDE else None
    drawn = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, expand=True)
    drawn.add_column("as of", no_wrap=True)
    drawn.add_column(metric, justify="right", no_wrap=True)
    drawn.add_column("interval", justify="right", no_wrap=True)
    if scale is not None:
        drawn.add_column(_ends(scale), no_wrap=True)
    drawn.add_column("rows", justify="right", no_wrap=True)
    drawn.add_column("version", justify="right", no_wrap=True)
    drawn.add_column("verdict", overflow="ellipsis", no_wrap=True, ratio=1)
    for day in days:
        if day in points:
            cells = _cells(points[day], scale)
        else:
            told = Text("not run yet", "dim") if day not in refused else Text(f"refused: {refused[day]}", "yellow")
            cells = [""] * (len(drawn.columns) - 2) + [told]
        drawn.add_row(day.isoformat(), *cells)
    return drawn


def line(metric: str, point: Point) -> str:
    """One finished date in a sentence."""
    bounds = console.interval({"low": point.low, "high": point.high})
    between = f" ({bounds})" if bounds else ""
    return f"{metric} {console.number(point.value)}{between}, version {point.version}, {point.verdict}"


def strip(point: Point, scale: tuple[float, float]) -> str:
    """The interval as a bar with the value on it, `STRIP` characters wide."""
    cells = [" "] * STRIP
    if point.low is not None and point.high is not None:
        start, end = _place(point.low, scale), _place(point.high, scale)
        cells[start : end + 1] = ["─"] * (end + 1 - start)
    if point.value is not None:
        cells[_place(point.value, scale)] = "●"
    return "".join(cells).rstrip()


def _cells(point: Point, scale: tuple[float, float] | None) -> list[str | Text]:
    return [
        console.number(point.value),
        console.interval({"low": point.low, "high": point.high}),
        *([] if scale is None else [strip(point, scale)]),
        f"{point.rows:,}",
        point.version,
        Text(point.verdict),
    ]


def _ends(scale: tuple[float, float]) -> str:
    low, high = (console.number(end) for end in scale)
    return low + high.rjust(STRIP - len(low))


def _scale(points: list[Point]) -> tuple[float, float] | None:
    values = [end for point in points for end in (point.low, point.value, point.high) if end is not None]
    return (min(values), max(values)) if values else None


def _place(value: float, scale: tuple[float, float]) -> int:
    low, high = scale
    return 0 if high <= low else round((value - low) / (high - low) * (STRIP - 1))
