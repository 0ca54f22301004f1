"""Charts as inline SVG. Colours come from the page's style, so that they follow its light or dark."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from evaluation.curves import Plot
from evaluation.wording import number

WIDTH = 460.0
BARS = 24
TICKS = 5


@dataclass(frozen=True)
class Gain:
    """A paired difference with the ends of its interval, None where undefined, and the bound its low end must keep."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    bound: float | None


@dataclass(frozen=True)
class _Scale:
    """From values to pixels; a range of no width is widened."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.start + min(max(share, 0.0), 1.0) * (self.end - self.start)

    def ticks(self) -> list[float]:
        rough = (self.high - self.low) / TICKS
        power = 10 ** math.floor(math.log10(rough))
        step = next(power * times for times in (1, 2, 5, 10) if power * times >= rough * 0.999)
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        return [round(index * step, 12) for index in range(first, last + 1)]


def _scale(values: Sequence[float], start: float, end: float, padded: float = 0.08) -> _Scale:
    low, high = min(values), max(values)
    margin = (high - low) * padded or abs(high) * padded or 1.0
    return _Scale(low - margin, high + margin, start, end)


def _svg(height: float, parts: Sequence[str], label: str) -> str:
    return (
        f"<svg class='chart' viewBox='0 0 {WIDTH:g} {height:g}' role='img' aria-label=\"{escape(label)}\">"
        f"<title>{escape(label)}</title>{''.join(parts)}</svg>"
    )


def _text(x: float, y: float, words: str, anchor: str = "middle", kind: str = "") -> str:
    return f"<text x='{x:.1f}' y='{y:.1f}' text-anchor='{anchor}' class='{kind}'>{escape(words)}</text>"


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f"<line x1='{x1:.1f}' y1='{y1:.1f}' x2='{x2:.1f}' y2='{y2:.1f}' class='{kind}'/>"


def _tick(value: float) -> str:
    return f"{value:.6g}"


def gains(rows: Sequence[Gain], label: str) -> str:
    """A line per paired difference: dot, interval, the line of no difference, and the bound as a triangle."""
    drawn = [value for row in rows for value in (row.value, row.low, row.high, row.bound) if value is not None]
    scale = _scale([0.0, *drawn], 16, WIDTH - 16)
    each, top = 46, 8
    bottom = top + each * len(rows)
    parts = [_line(scale(tick), top, scale(tick), bottom, "grid") for tick in scale.ticks()]
    parts.append(_line(scale(0.0), top, scale(0.0), bottom, "zero"))
    for index, row in enumerate(rows):
        parts += _gain(row, scale, top + index * each)
    parts += [_text(scale(tick), bottom + 16, _tick(tick), kind="quiet") for tick in scale.ticks()]
    parts.append(_text(WIDTH / 2, bottom + 34, "loss ← against the champion → gain", kind="quiet"))
    return _svg(bottom + 42, parts, label)


def _gain(row: Gain, scale: _Scale, top: float) -> list[str]:
    middle = top + 30
    words = "undefined" if row.value is None else f"{row.value:+.4f}"
    parts = [_text(16, top + 14, f"{row.name}: {words}", "start")]
    if row.low is not None and row.high is not None:
        parts.append(_line(scale(row.low), middle, scale(row.high), middle, "ours bar"))
        parts += [_line(scale(end), middle - 5, scale(end), middle + 5, "ours bar") for end in (row.low, row.high)]
    if row.value is not None:
        parts.append(f"<circle cx='{scale(row.value):.1f}' cy='{middle:.1f}' r='4.5' class='ours dot'/>")
    if row.bound is not None:
        x = scale(row.bound)
        parts.append(f"<path d='M{x:.1f} {middle + 4:.1f} l-5 9 h10 z' class='bound'/>")
    return parts


def curves(plots: Mapping[str, Plot], label: str) -> str:
    """The same plot of one or two models on the same axes; the first is the challenger's."""
    height, left, top, bottom = 330.0, 52.0, 12.0, 286.0
    every = list(plots.values())
    x_axis = _axis([plot.x_range for plot in every], [plot.x for plot in every], left, WIDTH - 14)
    heights = [[*plot.y, *plot.low, *plot.high] for plot in every]
    y_axis = _axis([plot.y_range for plot in every], heights, bottom, top)
    parts = [_line(left, y_axis(tick), WIDTH - 14, y_axis(tick), "grid") for tick in y_axis.ticks()]
    parts += [_line(x_axis(tick), top, x_axis(tick), bottom, "grid") for tick in x_axis.ticks()]
    parts += [_text(left - 7, y_axis(tick) + 4, _tick(tick), "end", "quiet") for tick in y_axis.ticks()]
    parts += [_text(x_axis(tick), bottom + 17, _tick(tick), kind="quiet") for tick in x_axis.ticks()]
    if every[0].diagonal:
        low, high = max(x_axis.low, y_axis.low), min(x_axis.high, y_axis.high)
        parts.append(_line(x_axis(low), y_axis(low), x_axis(high), y_axis(high), "zero"))
    for kind, plot in reversed(list(zip(("ours", "theirs"), every, strict=False))):
        parts += _curve(plot, x_axis, y_axis, kind)
    parts.append(_text((left + WIDTH) / 2, height - 6, every[0].x_label))
    middle = (top + bottom) / 2
    parts.append(
        f"<text x='13' y='{middle:g}' text-anchor='middle' transform='rotate(-90 13 {middle:g})'>"
        f"{escape(every[0].y_label)}</text>"
    )
    return _svg(height, parts, label)


def _axis(
    ranges: Sequence[tuple[float, float] | None], values: Sequence[Sequence[float]], start: float, end: float
) -> _Scale:
    given = [bounds for bounds in ranges if bounds is not None]
    if given and given[0][0] < given[0][1]:
        return _Scale(*given[0], start, end)
    return _scale([value for points in values for value in points] or [0.0], start, end)


def _curve(plot: Plot, x_axis: _Scale, y_axis: _Scale, kind: str) -> list[str]:
    points = [(x_axis(x), y_axis(y)) for x, y in zip(plot.x, plot.y, strict=True)]
    if not points:
        return []
    parts = [f"<path d='{_path(points, steps=plot.steps)}' class='{kind} curve'/>"]
    for (x, y), low, high in zip(points, plot.low, plot.high, strict=False):
        parts.append(_line(x, y_axis(low), x, y_axis(high), f"{kind} whisker"))
        parts.append(f"<circle cx='{x:.1f}' cy='{y:.1f}' r='3.5' class='{kind} dot'/>")
    return parts


def _path(points: Sequence[tuple[float, float]], *, steps: bool) -> str:
    x, y = points[0]
    words = [f"M{x:.1f} {y:.1f}"]
    words += [f"V{y:.1f} H{x:.1f}" if steps else f"L{x:.1f} {y:.1f}" for x, y in points[1:]]
    return " ".join(words)


def histogram(values: Sequence[float], marks: Mapping[str, float], x_label: str) -> str:
    """Counts of values in equal bins, with named values marked by lines."""
    top, bottom = 34.0, 176.0
    scale = _scale([*values, *marks.values()], 16, WIDTH - 16, padded=0.02)
    counts = [0] * BARS
    for value in values:
        share = (value - scale.low) / (scale.high - scale.low)
        counts[min(max(int(share * BARS), 0), BARS - 1)] += 1
    wide = (scale.end - scale.start) / BARS
    parts = [
        f"<rect x='{scale.start + index * wide + 1:.1f}' y='{bottom - (bottom - top) * count / max(counts):.1f}' "
        f"width='{wide - 2:.1f}' height='{(bottom - top) * count / max(counts):.1f}' class='ours fill'/>"
        for index, count in enumerate(counts)
        if count
    ]
    parts.append(_line(16, bottom, WIDTH - 16, bottom, "axis"))
    for row, (name, value) in enumerate(marks.items()):
        x = scale(value)
        anchor = "end" if x > WIDTH / 2 else "start"
        parts.append(_line(x, 12 + 12 * row, x, bottom, "mark"))
        parts.append(_text(x + (-5 if anchor == "end" else 5), 15 + 14 * row, f"{name} {number(value)}", anchor))
    parts += [_text(scale(tick), bottom + 17, _tick(tick), kind="quiet") for tick in scale.ticks()]
    parts.append(_text(WIDTH / 2, bottom + 36, x_label))
    return _svg(bottom + 44, parts, f"Distribution of {x_label}")


def spans(ours: tuple[float, float, float], theirs: tuple[float, float, float] | None, label: str) -> str:
    """Two intervals above each other on one scale, for the cell of a table: value, low, high of each."""
    models = [("ours", ours)] + ([("theirs", theirs)] if theirs is not None else [])
    scale = _scale([value for _, span in models for value in span], 4, 116)
    parts = []
    for row, (kind, (value, low, high)) in enumerate(models):
        y = 7 + 11 * row
        parts.append(_line(scale(low), y, scale(high), y, f"{kind} bar"))
        parts.append(f"<circle cx='{scale(value):.1f}' cy='{y}' r='3.5' class='{kind} dot'/>")
    return (
        f"<svg class='spans' viewBox='0 0 120 {4 + 11 * len(models)}' role='img' aria-label=\"{escape(label)}\">"
        f"{''.join(parts)}</svg>"
    )
