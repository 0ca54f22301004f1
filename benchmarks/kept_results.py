"""Results of single parts of a benchmark: written one by one, and taken over by later runs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

from infra.errors import SettingsError

Json = dict[str, Any]


def keep(folder: Path, name: str, result: Json) -> None:
    """Write a result; a file is there whole or not at all.

    Args:
        folder: Made if it is not there.
        name: Of the part.
        result: With `note`: `settings` and `code`, digests of what it hangs on.
    """
    folder.mkdir(parents=True, exist_ok=True)
    draft = _place(folder, name).with_suffix(".part")
    draft.write_text(json.dumps(result, indent=2, allow_nan=False) + "\n", encoding="utf-8")
    draft.replace(_place(folder, name))


def kept(folder: Path, name: str) -> Json | None:
    """A result of an earlier run; None where there is none."""
    file = _place(folder, name)
    found: Json | None = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None
    return found


def taken(folder: Path, name: str, now: Json, *, asked: bool) -> Json | None:
    """The result of an earlier run, None where there is none that serves.

    Args:
        folder: Of results.
        name: Of the part.
        now: The note that it would have now.
        asked: Whether it is to be measured where none serves: one of other settings or other code does not then.

    Raises:
        SettingsError: It is not asked for and was measured with other settings.
    """
    found = kept(folder, name)
    if found is None or found["note"] == now:
        return found
    if asked:
        return None
    if found["note"]["settings"] != now["settings"]:
        raise SettingsError(
            f"{folder} holds {name}, measured with other settings than this run has.",
            "Name it, run with the settings of then, or name another --folder.",
        )
    print(f"{name}: taken over, though the code is another one now", file=sys.stderr)
    return found


def _place(folder: Path, name: str) -> Path:
    return folder / f"{quote(name, safe=' ,')}.json".replace(" ", "_")
