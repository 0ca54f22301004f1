"""What people are to look at is kept with an evaluation and comes back as it was."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from types import ModuleType

import pandas as pd

from evaluation.picture import Picture
from tasks import seen
from tasks.questions import Questions

NOTHING = Questions(pd.DataFrame(), lambda table: table, None)


def room(*pictures: Picture) -> ModuleType:
    made = ModuleType("a_room")
    made.pictures = lambda *_: list(pictures)  # type: ignore[attr-defined]
    return made


def test_pictures_are_kept_as_files_and_read_back(tmp_path: Path) -> None:
    shots = [Picture("Contact sheet, right", b"\x89PNG 1", "what"), Picture("Contact sheet, wrong", b"\x89PNG 2", "")]
    seen.keep(room(*shots), tmp_path, NOTHING, pd.DataFrame(), {}, tmp_path)
    assert (tmp_path / "plots" / "contact_sheet_right.png").read_bytes() == b"\x89PNG 1"
    kept = seen.kept(tmp_path)
    assert [(one.name, one.note, base64.b64decode(one.png)) for one in kept] == [
        (one.name, one.note, one.data) for one in shots
    ]


def test_a_room_that_shows_nothing_leaves_an_empty_list(tmp_path: Path) -> None:
    seen.keep(ModuleType("a_room"), tmp_path, NOTHING, pd.DataFrame(), {}, tmp_path)
    assert json.loads((tmp_path / "pictures.json").read_text(encoding="utf-8")) == []
    assert seen.kept(tmp_path) == []
