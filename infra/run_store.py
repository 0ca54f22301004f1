"""The content-addressed run store: what a step wrote, found again by what went into it."""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from infra import digests, environment

REFERENCE = "reference.json"
CONTENT = "content"
DRAFTS = ".drafts"
LOCK = ".lock"


@dataclass(frozen=True)
class Reference:
    """What passes between steps: where a step's files lie and the sha256 over them."""

    step: str
    key: str
    path: str
    sha256: str
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def directory(self) -> Path:
        return Path(self.path)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Reference:
        return cls(**value)


class RunStore:
    """Directories under `root/step/key`, each written whole or not at all.

    Args:
        root: A local directory.
        remote: Any fsspec URL; finished steps are copied there and fetched from there when absent here, so that
            another machine resumes a run. `BAZAAR_REMOTE_STORE` sets it for the whole installation.
    """

    def __init__(self, root: Path | None = None, remote: str | None = None) -> None:
        self.root = root or environment.store_directory()
        self.remote = remote if remote is not None else os.environ.get("BAZAAR_REMOTE_STORE", "")

    def find(self, step: str, key: str) -> Reference | None:
        """The finished step under this key, or None when it is absent or its bytes have changed."""
        place = self.place(step, key)
        if not (place / REFERENCE).is_file():
            self._fetch(step, key)
        if not self._claim(place):
            return None
        try:
            stored = json.loads((place / REFERENCE).read_text(encoding="utf-8"))
            sha256, facts = str(stored["sha256"]), dict(stored["facts"])
        except (ValueError, KeyError, TypeError):
            # Altered, or cut off by a full disk; the bytes beside it cannot be vouched for.
            return None
        if digests.of_directory(place / CONTENT) != sha256:
            return None
        return Reference(step, key, str(place / CONTENT), sha256, facts)

    def write(self, step: str, key: str, produce: Callable[[Path], dict[str, Any] | None]) -> Reference:
        """Let `produce` fill a directory, then move it into place in one rename.

        Whatever stood there before (an altered copy) is replaced. A failure leaves nothing behind.
        """
        place = self.place(step, key)
        draft = self.root / DRAFTS / f"{step}-{uuid.uuid4().hex}"
        (draft / CONTENT).mkdir(parents=True)
        try:
            facts = produce(draft / CONTENT) or {}
            sha256 = digests.of_directory(draft / CONTENT)
            text = json.dumps({"sha256": sha256, "facts": facts}, indent=2, sort_keys=True, allow_nan=False)
            (draft / REFERENCE).write_text(text + "\n", encoding="utf-8")
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(place, ignore_errors=True)
            try:
                draft.rename(place)
            except OSError:
                # Another run finished the same step in between; same key, so its content serves.
                finished = self.find(step, key)
                if finished is None:
                    raise
                return finished
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        self._send(step, key)
        return Reference(step, key, str(place / CONTENT), sha256, facts)

    def place(self, step: str, key: str) -> Path:
        """Where a step of this key lies, or would lie."""
        return self.root / step / key[:32]

    def used(self, place: Path) -> float:
        """When the step at a place was last made or found, seconds since the epoch; 0 where there is none."""
        for path in (place / REFERENCE, place):
            if path.exists():
                return path.stat().st_mtime
        return 0.0

    def discard(self, place: Path, *, unused_since: float) -> bool:
        """Remove the step at a place, unless somebody made or found it after that time.

        Returns:
            Whether it was removed.
        """
        aside = self.root / DRAFTS / f"discarded-{uuid.uuid4().hex}"
        aside.parent.mkdir(parents=True, exist_ok=True)
        with self._locked():
            if not place.exists() or self.used(place) > unused_since:
                return False
            place.rename(aside)
        shutil.rmtree(aside)
        return True

    def _claim(self, place: Path) -> bool:
        """Note that the step at this place is in use, so that it is not discarded under its reader."""
        if not (place / REFERENCE).is_file():
            return False
        with self._locked():
            if not (place / REFERENCE).is_file():
                return False
            os.utime(place / REFERENCE)
        return True

    def _locked(self) -> AbstractContextManager[object]:
        from filelock import FileLock

        return FileLock(self.root / LOCK)

    def _remote_place(self, step: str, key: str) -> tuple[Any, str]:
        import fsspec

        filesystem, base = fsspec.core.url_to_fs(self.remote)
        return filesystem, f"{base.rstrip('/')}/{step}/{key[:32]}"

    def _send(self, step: str, key: str) -> None:
        if not self.remote:
            return
        filesystem, target = self._remote_place(step, key)
        place = self.place(step, key)
        filesystem.makedirs(target, exist_ok=True)
        filesystem.put(str(place / CONTENT) + "/", f"{target}/{CONTENT}/", recursive=True)
        # The reference goes last: a copy that was cut off is not taken for a finished step.
        filesystem.put_file(str(place / REFERENCE), f"{target}/{REFERENCE}")

    def _fetch(self, step: str, key: str) -> None:
        if not self.remote:
            return
        filesystem, source = self._remote_place(step, key)
        if not filesystem.exists(f"{source}/{REFERENCE}"):
            return
        draft = self.root / DRAFTS / f"{step}-{uuid.uuid4().hex}"
        draft.mkdir(parents=True)
        filesystem.get(f"{source}/{CONTENT}/", str(draft / CONTENT) + "/", recursive=True)
        filesystem.get_file(f"{source}/{REFERENCE}", str(draft / REFERENCE))
        place = self.place(step, key)
        place.parent.mkdir(parents=True, exist_ok=True)
        draft.rename(place)
