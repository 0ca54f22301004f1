"""A folder taken away while another thread may still write into it."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Final

_TRIES: Final = 50
_PAUSE: Final = 0.02  # seconds


def remove_folder(folder: Path) -> None:
    """Remove a folder, again where a file came into it meanwhile; what cannot be removed in a second stays.

    tantivy follows an index from a thread of its own, which looks once as it starts and makes a lock for that: on a
    busy machine the lock appears between the moment the folder's files are listed and the moment it is removed.
    """
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(_PAUSE)
