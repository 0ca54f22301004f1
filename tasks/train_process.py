"""The process in which a model is fitted."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from infra import environment, processes
from infra.errors import DataError


def work(request: dict[str, Any], report: Callable[[str, float], None]) -> None:
    """Fit the model of a use case into `out` and write its valid metrics to `result`."""
    environment.prepare()
    from models.errors import InputError
    from tasks import rooms

    module = rooms.module("models", request["use_case"])
    try:
        valid = module.train(Path(request["examples"]), request["models"], Path(request["out"]), report)
    except InputError as error:
        raise DataError(str(error)) from error
    Path(request["result"]).write_text(json.dumps(valid), encoding="utf-8")


if __name__ == "__main__":
    processes.serve_request(work)
