"""What processes that read reviews do in tests; light, as each of them imports it."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def reads(_bundle: Path, warm: list[str], texts: list[str], _ready: Any, told: Any) -> None:
    """As many seconds as there are texts, after those of the warm-up."""
    told.put((float(len(warm)), float(len(warm) + len(texts))))


def fails(*_given: Any) -> None:
    """Does not come to an end."""
    raise SystemExit(3)
