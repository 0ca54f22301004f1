"""What the building of deal ranking's examples noted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def facts(examples: Path) -> dict[str, Any]:
    """The content of facts.json."""
    found: dict[str, Any] = json.loads((examples / "facts.json").read_text(encoding="utf-8"))
    return found
