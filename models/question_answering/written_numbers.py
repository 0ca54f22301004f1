"""Numbers as they are written: thousands, decimals and fractions."""

from __future__ import annotations

import math
import re
from typing import Final

NUMBER: Final = r"\d+(?:[.,]\d+)*(?:\s\d+/\d+|/\d+)?|\.\d+"
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def bare_number(text: str) -> float | None:
    """The number that a text is, without a unit; None where it is anything else.

    Examples:
        >>> bare_number(" 1,200. "), bare_number("4 kg"), bare_number("4-6")
        (1200.0, None, None)
    """
    told = text.strip().rstrip(".")
    number = value_of(told) if re.fullmatch(NUMBER, told) else math.inf
    return number if math.isfinite(number) else None


def value_of(text: str) -> float:
    """The value of what `NUMBER` matches; infinite where it has too many digits to be reckoned with."""
    if "/" in text:
        whole, _, fraction = text.rpartition(" ")
        above, below = fraction.split("/")
        return float(whole.replace(",", ".") or 0) + float(above.replace(",", ".")) / max(float(below), 1e-9)
    if _THOUSANDS.fullmatch(text):
        return float(text.replace(",", ""))
    whole, _, rest = text.replace(",", ".").rpartition(".")
    return float(f"{whole.replace('.', '')}.{rest}" if whole else text.replace(",", "."))
