"""Pictures of a model's answers that people are to look at: kept with the evaluation, shown in the report."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pandas as pd

from evaluation import report_facts
from evaluation.picture import Picture
from tasks.questions import Questions

FILE: Final = "pictures.json"  # names the files, which lie among the plots
_FOLDER: Final = "plots"


def keep(
    room: ModuleType,
    examples: Path,
    questions: Questions,
    answers: pd.DataFrame,
    settings: Mapping[str, Any],
    out: Path,
) -> None:
    """Write what a room gives to look at, where it gives something.

    Args:
        room: The use case's evaluation room; its `pictures` takes examples, table, answers and settings.
        examples: What `build` wrote.
        questions: That were put to the model.
        answers: To these.
        settings: Of the evaluation.
        out: Of the evaluation.
    """
    made: list[Picture] = []
    if hasattr(room, "pictures"):
        made = room.pictures(examples, questions.table, answers, settings)
    (out / _FOLDER).mkdir(exist_ok=True)
    told = [{"name": one.name, "file": f"{_FOLDER}/{one.file_name}.png", "note": one.note} for one in made]
    for one, where in zip(made, told, strict=True):
        (out / where["file"]).write_bytes(one.data)
    (out / FILE).write_text(json.dumps(told, allow_nan=False), encoding="utf-8")


def kept(evaluation: Path) -> list[report_facts.Picture]:
    """What `keep` wrote, as a report shows it."""
    told = json.loads((evaluation / FILE).read_text(encoding="utf-8"))
    return [
        report_facts.Picture(
            name=one["name"],
            note=one["note"],
            png=base64.b64encode((evaluation / one["file"]).read_bytes()).decode("ascii"),
        )
        for one in told
    ]
