"""The process in which the champion answers what a window's labels allow to ask."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from infra import environment, processes


def work(request: dict[str, Any], report: Callable[[str, float], None]) -> None:
    """Ask the champion about the window's examples, and measure its answers with the evaluation room."""
    environment.prepare()
    from infra import registry, tracking
    from tasks import rooms
    from tasks.questions import Questions

    room = rooms.module("evaluation", request["use_case"])
    questions = Questions.of(room, Path(request["examples"]), request["most"])
    report("loading the champion", 0.1)
    model = registry.load(tracking.open_client(), registry.model_name(request["use_case"]), request["version"])
    report("asking the champion", 0.3)
    answers = questions.put_to_champion(model)
    answers.to_parquet(Path(request["out"]) / "answers.parquet", index=False)
    report("measuring", 0.8)
    measures = room.measures(room.outcomes(questions.table, answers), **request["resampling"])
    facts = {
        "measures": {name: measure.to_json() for name, measure in measures.items()},
        "examples": len(questions.table),
    }
    Path(request["result"]).write_text(json.dumps(facts, allow_nan=False), encoding="utf-8")


if __name__ == "__main__":
    processes.serve_request(work)
