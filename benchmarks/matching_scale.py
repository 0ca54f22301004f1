"""The curve of the million-listing road, where that benchmark is part of this installation."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from typing import Any

MODULE = "benchmarks.product_matching_scale"


def curve() -> list[dict[str, Any]]:
    """One record a size, as `curve` of the scale benchmark returns them; empty, saying so, where it is absent."""
    if importlib.util.find_spec(MODULE) is None:
        print(f"scale is not measured: there is no {MODULE}", file=sys.stderr)
        return []
    records: list[dict[str, Any]] = importlib.import_module(MODULE).curve()
    return records
