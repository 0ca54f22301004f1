"""Pieces that inline charts are drawn with. Colours come from the page's style."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

WIDTH: Final = 460.0
TICKS: Final = 5


@dataclass(frozen=True)
class Scale:
    """From values to pixels."""

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


def scale(values: Sequence[float], start: float, end: float, padded: float = 0.08) -> Scale:
    low, high = min(values), max(values)
    margin = (high - low) * padded or abs(high) * padded or 1.0
    return Scale(low - margin, high + margin, start, end)


def svg(height: float, parts: Sequence[str], label: str) -> str:
    return (
        f"<svg class='chart' viewBox='0 0 {WIDTH:g} {height:g}' role='img' aria-label=\"{escape(label)}\">"
        f"<title>{escape(label)}</title>{''.join(parts)}</svg>"
    )


def text(x: float, y: float, words: str, anchor: str = "middle", kind: str = "") -> str:
    return f"<text x='{x:.1f}' y='{y:.1f}' text-anchor='{anchor}' class='{kind}'>{escape(words)}</text>"


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f"<line x1='{x1:.1f}' y1='{y1:.1f}' x2='{x2:.1f}' y2='{y2:.1f}' class='{kind}'/>"


def tick(value: float) -> str:
    return f"{value:.6g}"
