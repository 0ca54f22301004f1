"""Names of an index's segments by what they hold: tantivy draws them, and two runs would differ by nothing else."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Final
from uuid import UUID

META: Final = "meta.json"
MANAGED: Final = ".managed.json"


def name_by_content(directory: Path) -> None:
    """Rename the segments of an index that nobody has open, in its files and in tantivy's lists of them.

    Args:
        directory: Of the index, without locks.
    """
    meta = json.loads((directory / META).read_text(encoding="utf-8"))
    named = {UUID(segment["segment_id"]).hex: "" for segment in meta["segments"]}
    for old in named:
        named[old] = _digest(sorted(directory.glob(f"{old}.*")))
        for file in sorted(directory.glob(f"{old}.*")):
            file.rename(directory / f"{named[old]}{file.suffix}")
    for segment in meta["segments"]:
        segment["segment_id"] = str(UUID(named[UUID(segment["segment_id"]).hex]))
    meta["segments"].sort(key=lambda segment: segment["segment_id"])
    (directory / META).write_text(json.dumps(meta, indent=2), encoding="utf-8")
    files = sorted(file.name for file in directory.iterdir() if file.name != MANAGED)
    (directory / MANAGED).write_text(json.dumps(files), encoding="utf-8")


def _digest(files: list[Path]) -> str:
    """Of a segment's files, as long as its name."""
    whole = hashlib.sha256()
    for file in files:
        with file.open("rb") as opened:
            whole.update(file.suffix.encode() + hashlib.file_digest(opened, "sha256").digest())
    return whole.hexdigest()[:32]
