"""How a benchmark is run from the command line: measured once, printed, and written to a file where one is named."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from infra import environment
from infra.errors import UserError


def measured_and_shown(measured: Callable[[], Any], report: str, file: Path | None) -> int:
    """Measure, print what a report makes of it, and write it.

    Args:
        measured: Gives JSON values.
        report: Module whose `shown` makes something printable of them; imported when all is measured.
        file: Where they are written to; None for nowhere.

    Returns:
        The exit code: that of a refusal, which is told, or 0.
    """
    environment.prepare()
    environment.make_directories()
    try:
        found = measured()
    except UserError as refused:
        print(f"error: {refused}", file=sys.stderr)
        return refused.exit_code
    from benchmarks.report_tables import out

    out.print(import_module(report).shown(found))
    if file:
        file.write_text(json.dumps(found, indent=2, allow_nan=False) + "\n", encoding="utf-8")
    return 0
