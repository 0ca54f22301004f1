"""Pruning on disk: steps of the run store, drafts, Prefect's results, logs, pages, what killed runs left."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import psutil

from infra import environment, run_notes, scratch
from infra.run_store import DRAFTS, RunStore
from tasks.prune_items import Item, size_of

KEY_WIDTH = 32
PAGES = {"report": "reports/*/*", "backfill": "backfills/*"}

# Step and key.
Steps = set[tuple[str, str]]


def steps_named(steps: Steps, kept: Steps, kept_now: Callable[[], Steps], cutoff: float) -> Iterator[Item]:
    """Of these steps, those that no kept version records and nobody has used since.

    Args:
        kept: By versions that stay, as planned.
        kept_now: By versions that are there when the first step goes.
    """
    store = RunStore()
    for place in sorted(_places(store, steps) - _places(store, kept)):
        yield from _step(store, place, kept_now, cutoff)


def all_steps(kept: Steps, kept_now: Callable[[], Steps], cutoff: float) -> Iterator[Item]:
    """Every step that no kept version records and nobody has used since."""
    store = RunStore()
    for place in sorted(_present(store) - _places(store, kept)):
        yield from _step(store, place, kept_now, cutoff)


def rest(cutoff: float) -> Iterator[Item]:
    """What no step of the run store stands for: drafts, results, logs, scratch, drafts of notes, copies of pages."""
    store = RunStore()
    yield from _paths("draft", (store.root / DRAFTS).glob("*"), cutoff)
    yield from _paths("scratch", scratch.root().glob("*"), cutoff)
    yield from _paths("draft", run_notes.directory().glob("*.draft"), cutoff)
    for kind, pattern in PAGES.items():
        # MLflow keeps the same with the run.
        yield from _paths(kind, environment.state_directory().glob(pattern), cutoff)
    known = {place.name for place in _present(store)}
    results = (path for path in environment.results_directory().rglob("*") if path.is_file())
    yield from _paths("Prefect result", (path for path in results if path.name[:KEY_WIDTH] not in known), cutoff)
    logs = [path for path in (environment.state_directory() / "logs").glob("*") if path.is_file()]
    written = _being_written() if logs else set()
    yield from _paths("log", (path for path in logs if path.resolve() not in written), cutoff)


def _step(store: RunStore, place: Path, kept_now: Callable[[], Steps], cutoff: float) -> Iterator[Item]:
    if place.is_dir() and store.used(place) <= cutoff:
        remove = functools.partial(_remove_step, store, place, kept_now, cutoff)
        yield Item("step", f"{place.parent.name}/{place.name}", size_of(place), remove)


def _remove_step(store: RunStore, place: Path, kept_now: Callable[[], Steps], cutoff: float) -> bool:
    """The step, then Prefect's record that it is there; a record alone would do no harm, it is checked."""
    if place in _places(store, kept_now()) or not store.discard(place, unused_since=cutoff):
        return False
    for record in environment.results_directory().glob(f"{place.name}*"):
        record.unlink(missing_ok=True)
    return True


def _paths(kind: str, paths: Iterable[Path], cutoff: float) -> Iterator[Item]:
    for path in sorted(paths):
        if _last_change(path) <= cutoff:
            yield Item(kind, path.name, size_of(path), functools.partial(_remove_path, path, cutoff))


def _remove_path(path: Path, cutoff: float) -> bool:
    if not path.exists() or _last_change(path) > cutoff:
        return False
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    return True


def _last_change(path: Path) -> float:
    """Of a directory: of anything in it."""
    times = []
    for file in (path, *(path.rglob("*") if path.is_dir() else ())):
        try:
            times.append(file.lstat().st_mtime)
        except FileNotFoundError:
            continue
    # What goes by itself meanwhile is somebody's.
    return max(times, default=float("inf"))


def _places(store: RunStore, steps: Steps) -> set[Path]:
    return {store.place(step, key) for step, key in steps}


def _present(store: RunStore) -> set[Path]:
    return {place for place in store.root.glob("*/*") if place.is_dir() and place.parent.name != DRAFTS}


def _being_written() -> set[Path]:
    """Files that a process of ours has open: a server may be silent for longer than any age."""
    found: set[Path] = set()
    for process in psutil.process_iter():
        try:
            found |= {Path(file.path) for file in process.open_files()}
        except (psutil.AccessDenied, psutil.NoSuchProcess):
            continue
    return found
