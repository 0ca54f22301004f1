"""Small pictures of a comparison as inline SVG: training in grey, the window in colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

WIDTH, HEIGHT, LINE = 300, 84, 15
_NAMES = 120


def drawn(picture: Mapping[str, Any] | None) -> str:
    """A histogram or bars; nothing where there is no picture."""
    if picture is None:
        return ""
    return _histogram(picture) if picture["of"] == "histogram" else _bars(picture)


def strip(windows: Sequence[tuple[str, bool]]) -> str:
    """A square per window, in the order of recording; filled where it was out."""
    squares = [
        f"<rect x='{at * 18 + 1}' y='1' width='14' height='14' class='{'out' if out else 'in'}'>"
        f"<title>{escape(label)}: {'out' if out else 'in order'}</title></rect>"
        for at, (label, out) in enumerate(windows)
    ]
    return _svg(18 * len(windows) + 2, 16, "windows", squares)


def intervals(rows: Sequence[tuple[str, float | None, float | None, float | None]]) -> str:
    """A line per interval with a dot at its value, on one axis from 0 to 1 or to the largest number."""
    numbers = [number for _, *row in rows for number in row if number is not None]
    if not numbers:
        return ""
    low, high = min(0.0, *numbers), max(1.0, *numbers)

    def x(number: float) -> float:
        return round(_NAMES + (WIDTH - _NAMES - 8) * (number - low) / (high - low), 1)

    parts = [f"<line x1='{x(low)}' x2='{x(high)}' y1='{LINE * 2 * len(rows) + 4}' y2='{LINE * 2 * len(rows) + 4}'/>"]
    parts += [
        f"<text x='{x(at)}' y='{LINE * 2 * len(rows) + 17}' text-anchor='middle'>{at:g}</text>" for at in (low, high)
    ]
    for place, (name, value, start, end) in enumerate(rows):
        y = LINE * 2 * place + 14
        kind = "reference" if place == 0 else "new"
        parts.append(f"<text x='0' y='{y + 4}'>{escape(name)}</text>")
        if start is not None and end is not None:
            parts.append(f"<line class='{kind}' x1='{x(start)}' x2='{x(end)}' y1='{y}' y2='{y}'/>")
        if value is not None:
            parts.append(f"<circle class='{kind}' cx='{x(value)}' cy='{y}' r='4'><title>{value:.4g}</title></circle>")
    return _svg(WIDTH, LINE * 2 * len(rows) + 20, "performance", parts)


def _histogram(picture: Mapping[str, Any]) -> str:
    tallest = max([*picture["reference"], *picture["new"], 1e-9])
    step = WIDTH / len(picture["reference"])
    parts = []
    for kind in ("reference", "new"):
        for at, share in enumerate(picture[kind]):
            tall = round(share / tallest * HEIGHT, 1)
            parts.append(
                f"<rect class='{kind}' x='{at * step:.1f}' y='{HEIGHT - tall:.1f}' width='{step:.1f}' height='{tall}'/>"
            )
    parts.append(f"<line x1='0' x2='{WIDTH}' y1='{HEIGHT}' y2='{HEIGHT}'/>")
    before, now = map(_short, picture["medians"])
    parts += [
        f"<text x='0' y='{HEIGHT + 13}'>{_short(picture['low'])}</text>",
        f"<text x='{WIDTH / 2}' y='{HEIGHT + 13}' text-anchor='middle'>median {before}, now {now}</text>",
        f"<text x='{WIDTH}' y='{HEIGHT + 13}' text-anchor='end'>{_short(picture['high'])}</text>",
    ]
    return _svg(WIDTH, HEIGHT + 16, "histogram", parts)


def _bars(picture: Mapping[str, Any]) -> str:
    names = picture["names"]
    largest = max([*(share or 0.0 for share in picture["reference"]), *picture["new"], 1e-9])
    wide = WIDTH - _NAMES - 44
    parts = []
    for at, name in enumerate(names):
        y = at * LINE * 2
        parts.append(f"<text x='0' y='{y + 18}'>{escape(name[:18])}<title>{escape(name)}</title></text>")
        for row, kind in enumerate(("reference", "new")):
            share = picture[kind][at]
            long = round((share or 0.0) / largest * wide, 1)
            told = "rare" if share is None else f"{share:.1%}"
            top = y + row * 12 + 3
            parts.append(f"<rect class='{kind}' x='{_NAMES}' y='{top}' width='{long}' height='10'/>")
            parts.append(f"<text x='{_NAMES + long + 4}' y='{top + 9}'>{told}</text>")
    return _svg(WIDTH, max(1, len(names)) * LINE * 2, "shares", parts)


def _svg(width: float, height: float, name: str, parts: Sequence[str]) -> str:
    return (
        f"<svg role='img' aria-label='{name}' width='{width}' height='{height}' viewBox='0 0 {width} {height}'>"
        + "".join(parts)
        + "</svg>"
    )


def _short(number: float) -> str:
    return f"{number:,.0f}" if abs(number) >= 1000 else f"{number:.3g}"
