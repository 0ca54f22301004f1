"""Measured values as text for pages and cards."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

UNDEFINED = "undefined"


def number(value: float | None, unit: str = "") -> str:
    """Four significant digits; thousands in full."""
    if value is None:
        return UNDEFINED
    text = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return f"{text} {unit}".strip()


def interval(measure: Mapping[str, Any]) -> str:
    """Both ends, empty where there is no interval."""
    if measure.get("low") is None or measure.get("high") is None:
        return ""
    return f"{number(measure['low'])} to {number(measure['high'])}"


def moment(iso: str) -> str:
    """A moment to the minute, UTC."""
    return f"{datetime.fromisoformat(iso).astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def slug(text: str) -> str:
    """A name as part of a measure's: `United Kingdom` is `united_kingdom`."""
    return re.sub(r"\W+", "_", text.strip().casefold()).strip("_") or "unnamed"
