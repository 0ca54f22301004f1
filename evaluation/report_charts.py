"""Charts as inline SVG. Colours come from the page's style, so that they follow its light or dark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from evaluation import svg
from evaluation.wording import number

BARS = 24


@dataclass(frozen=True)
class Gain:
    """A paired difference with the ends of its interval, None where undefined, and the bound its low end must keep."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    bound: float | None


def gains(rows: Sequence[Gain], label: str) -> str:
    """A line per paired difference: dot, interval, the line of no difference, and the bound as a triangle."""
    drawn = [value for row in rows for value in (row.value, row.low, row.high, row.bound) if value is not None]
    scale = svg.scale([0.0, *drawn], 16, svg.WIDTH - 16)
    each, top = 46, 8
    bottom = top + each * len(rows)
    parts = [svg.line(scale(tick), top, scale(tick), bottom, "grid") for tick in scale.ticks()]
    parts.append(svg.line(scale(0.0), top, scale(0.0), bottom, "zero"))
    for index, row in enumerate(rows):
        parts += _gain(row, scale, top + index * each)
    parts += [svg.text(scale(tick), bottom + 16, svg.tick(tick), kind="quiet") for tick in scale.ticks()]
    parts.append(svg.text(svg.WIDTH / 2, bottom + 34, "loss ← against the champion → gain", kind="quiet"))
    return svg.svg(bottom + 42, parts, label)


def _gain(row: Gain, scale: svg.Scale, top: float) -> list[str]:
    middle = top + 30
    words = "undefined" if row.value is None else f"{row.value:+.4f}"
    parts = [svg.text(16, top + 14, f"{row.name}: {words}", "start")]
    if row.low is not None and row.high is not None:
        parts.append(svg.line(scale(row.low), middle, scale(row.high), middle, "ours bar"))
        parts += [svg.line(scale(end), middle - 5, scale(end), middle + 5, "ours bar") for end in (row.low, row.high)]
    if row.value is not None:
        parts.append(f"<circle cx='{scale(row.value):.1f}' cy='{middle:.1f}' r='4.5' class='ours dot'/>")
    if row.bound is not None:
        x = scale(row.bound)
        parts.append(f"<path d='M{x:.1f} {middle + 4:.1f} l-5 9 h10 z' class='bound'/>")
    return parts


def histogram(values: Sequence[float], marks: Mapping[str, float], x_label: str) -> str:
    """Counts of values in equal bins, with named values marked by lines."""
    top, bottom = 34.0, 176.0
    scale = svg.scale([*values, *marks.values()], 16, svg.WIDTH - 16, padded=0.02)
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
    parts.append(svg.line(16, bottom, svg.WIDTH - 16, bottom, "axis"))
    for row, (name, value) in enumerate(marks.items()):
        x = scale(value)
        anchor = "end" if x > svg.WIDTH / 2 else "start"
        parts.append(svg.line(x, 12 + 12 * row, x, bottom, "mark"))
        parts.append(svg.text(x + (-5 if anchor == "end" else 5), 15 + 14 * row, f"{name} {number(value)}", anchor))
    parts += [svg.text(scale(tick), bottom + 17, svg.tick(tick), kind="quiet") for tick in scale.ticks()]
    parts.append(svg.text(svg.WIDTH / 2, bottom + 36, x_label))
    return svg.svg(bottom + 44, parts, f"Distribution of {x_label}")


def spans(ours: tuple[float, float, float], theirs: tuple[float, float, float] | None, label: str) -> str:
    """Two intervals above each other on one scale, for the cell of a table: value, low, high of each."""
    models = [("ours", ours)] + ([("theirs", theirs)] if theirs is not None else [])
    scale = svg.scale([value for _, span in models for value in span], 4, 116)
    parts = []
    for row, (kind, (value, low, high)) in enumerate(models):
        y = 7 + 11 * row
        parts.append(svg.line(scale(low), y, scale(high), y, f"{kind} bar"))
        parts.append(f"<circle cx='{scale(value):.1f}' cy='{y}' r='3.5' class='{kind} dot'/>")
    return (
        f"<svg class='spans' viewBox='0 0 120 {4 + 11 * len(models)}' role='img' aria-label=\"{escape(label)}\">"
        f"{''.join(parts)}</svg>"
    )
