"""Curves as SVG: of one or two models on the same axes, inside a page or as a picture of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import chain
from typing import Final

from evaluation import svg
from evaluation.curves import Line, Plot
from evaluation.report_style import PICTURE_STYLE

HEIGHT: Final = 330.0
LEFT: Final = 58.0
TOP: Final = 12.0
BOTTOM: Final = 286.0
KEY_LINE: Final = 20.0
# Styles of other lines; a plot with more of them begins again.
ASIDES: Final = 3


def curves(plots: Mapping[str, Plot], label: str) -> str:
    """The same plot of one or two models on the same axes; the first is the challenger's."""
    parts, height = _drawn(list(plots.values()))
    return svg.svg(height, parts, label)


def picture(plot: Plot) -> str:
    """One plot as an SVG file that needs nothing beside it."""
    parts, height = _drawn([plot])
    drawn = svg.svg(height, [f"<style>{PICTURE_STYLE}</style>", *parts], plot.name)
    return drawn.replace("<svg ", "<svg xmlns='http://www.w3.org/2000/svg' ", 1) + "\n"


def _drawn(every: Sequence[Plot]) -> tuple[list[str], float]:
    first = every[0]
    others = list(first.lines.values())
    x_axis = _axis([plot.x_range for plot in every], _positions(every, others), LEFT, svg.WIDTH - 14)
    y_axis = _axis([plot.y_range for plot in every], _heights(every, others), BOTTOM, TOP)
    parts = [svg.line(LEFT, y_axis(tick), svg.WIDTH - 14, y_axis(tick), "grid") for tick in y_axis.ticks()]
    parts += [svg.line(x_axis(tick), TOP, x_axis(tick), BOTTOM, "grid") for tick in x_axis.ticks()]
    parts += [svg.text(LEFT - 7, y_axis(tick) + 4, svg.tick(tick), "end", "quiet") for tick in y_axis.ticks()]
    parts += [svg.text(x_axis(tick), BOTTOM + 17, svg.tick(tick), kind="quiet") for tick in x_axis.ticks()]
    if first.diagonal:
        low, high = max(x_axis.low, y_axis.low), min(x_axis.high, y_axis.high)
        parts.append(svg.line(x_axis(low), y_axis(low), x_axis(high), y_axis(high), "zero"))
    drawn = list(reversed(list(zip(("ours", "theirs"), every, strict=False))))
    parts += [_band(plot, x_axis, y_axis, kind) for kind, plot in drawn if plot.band and plot.x]
    parts += [_aside(line, x_axis, y_axis, number) for number, line in enumerate(others) if line.x]
    for kind, plot in drawn:
        parts += _curve(plot, x_axis, y_axis, kind)
    parts.append(svg.text((LEFT + svg.WIDTH) / 2, HEIGHT - 6, first.x_label))
    middle = (TOP + BOTTOM) / 2
    parts.append(
        f"<text x='13' y='{middle:g}' text-anchor='middle' transform='rotate(-90 13 {middle:g})'>"
        f"{escape(first.y_label)}</text>"
    )
    return [*parts, *_key(first.lines)], HEIGHT + KEY_LINE * len(first.lines)


def _positions(every: Sequence[Plot], others: Sequence[Line]) -> Iterable[float]:
    return chain.from_iterable([*(plot.x for plot in every), *(line.x for line in others)])


def _heights(every: Sequence[Plot], others: Sequence[Line]) -> Iterable[float]:
    return chain.from_iterable([*([*plot.y, *plot.low, *plot.high] for plot in every), *(line.y for line in others)])


def _axis(ranges: Sequence[tuple[float, float] | None], values: Iterable[float], start: float, end: float) -> svg.Scale:
    given = [bounds for bounds in ranges if bounds is not None]
    if given and given[0][0] < given[0][1]:
        return svg.Scale(*given[0], start, end)
    return svg.scale(list(values) or [0.0], start, end)


def _curve(plot: Plot, x_axis: svg.Scale, y_axis: svg.Scale, kind: str) -> list[str]:
    points = [(x_axis(x), y_axis(y)) for x, y in zip(plot.x, plot.y, strict=True)]
    if not points:
        return []
    parts = [] if plot.points else [f"<path d='{_path(points, steps=plot.steps)}' class='{kind} curve'/>"]
    if plot.band:
        return parts
    for (x, _), low, high in zip(points, plot.low, plot.high, strict=False):
        parts.append(svg.line(x, y_axis(low), x, y_axis(high), f"{kind} whisker"))
    if plot.points or plot.low:
        parts += [f"<circle cx='{x:.1f}' cy='{y:.1f}' r='3.5' class='{kind} dot'/>" for x, y in points]
    return parts


def _band(plot: Plot, x_axis: svg.Scale, y_axis: svg.Scale, kind: str) -> str:
    upper = [(x_axis(x), y_axis(high)) for x, high in zip(plot.x, plot.high, strict=True)]
    lower = [(x_axis(x), y_axis(low)) for x, low in zip(plot.x, plot.low, strict=True)]
    return f"<path d='{_path([*upper, *reversed(lower)], steps=False)} Z' class='{kind} fan'/>"


def _aside(line: Line, x_axis: svg.Scale, y_axis: svg.Scale, number: int) -> str:
    points = [(x_axis(x), y_axis(y)) for x, y in zip(line.x, line.y, strict=True)]
    return f"<path d='{_path(points, steps=False)}' class='aside{number % ASIDES}'/>"


def _key(lines: Mapping[str, Line]) -> list[str]:
    parts = []
    for number, name in enumerate(lines):
        y = HEIGHT + KEY_LINE * number + 8
        parts.append(f"<path d='M{LEFT:g} {y:g} h28' class='aside{number % ASIDES}'/>")
        parts.append(svg.text(LEFT + 36, y + 4, name, "start", "quiet"))
    return parts


def _path(points: Sequence[tuple[float, float]], *, steps: bool) -> str:
    x, y = points[0]
    words = [f"M{x:.1f} {y:.1f}"]
    words += [f"V{y:.1f} H{x:.1f}" if steps else f"L{x:.1f} {y:.1f}" for x, y in points[1:]]
    return " ".join(words)
