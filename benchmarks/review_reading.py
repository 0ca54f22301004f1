"""How fast a model reads reviews that it never saw: in one batch on threads, and in processes side by side."""

from __future__ import annotations

import multiprocessing
import re
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.synchronize import Barrier
from pathlib import Path
from queue import Empty
from typing import Any, Final

import pandas as pd

Json = dict[str, Any]
Read = Callable[[Path, list[str], list[str], Barrier, Any], None]

MOST: Final = 2_000  # reviews that are timed
WARM_UP: Final = 200  # others that are read before
_LONG: Final = re.compile(r"[^\W\d_]{5,}")
_PATIENCE: Final = 600  # seconds until a process has to be there


def unseen(examples: Path, most: int = MOST + WARM_UP) -> list[str]:
    """Texts of held-out reviews that nobody annotated; of others without annotations where these do not suffice.

    Args:
        examples: What `build` wrote.
        most: Texts.
    """
    parts = [pd.read_parquet(examples / f"{name}.parquet", columns=["text"]) for name in ("starred", "unlabelled")]
    found: list[str] = pd.concat(parts)["text"].astype("str").tolist()
    return found[:most]


def timed(model: Any, texts: list[str]) -> Json:
    """Read all of them but the last, which are read before anything is timed: what is loaded when it is first needed is
    there then.

    Returns:
        `reviews`, `seconds`, and `cpu_seconds` of all threads, which other work on the machine changes less.
    """
    warm = min(WARM_UP, len(texts) // 2)
    model.predict(_asked(warmed(texts[-warm:])))
    asked = _asked(texts[: len(texts) - warm])
    start, own = time.perf_counter(), time.process_time()
    model.predict(asked)
    return {"reviews": len(asked), "seconds": time.perf_counter() - start, "cpu_seconds": time.process_time() - own}


def on_threads(model: Any, threads: int) -> Any:
    """The same model, whose batches are read on so many threads."""
    return replace(model, answerer=replace(model.answerer, threads=threads))


def in_processes(bundle: Path, texts: list[str], processes: int, read: Read | None = None) -> Json:
    """Let processes of one thread each read a share of the texts, all at once, as a shop with so many cores would.

    Args:
        bundle: Of the model; each process loads it.
        texts: As of `unseen`; the last are read before.
        processes: How many.
        read: What each does, `_read` unless told.

    Returns:
        `reviews`, `processes`, `seconds` from when all had loaded it and were warm until the last was done.

    Raises:
        RuntimeError: A process failed.
    """
    context = multiprocessing.get_context("spawn")
    warm = min(WARM_UP, len(texts) // 2)
    asked, ready, told = texts[: len(texts) - warm], context.Barrier(processes), context.Queue()
    workers = [
        context.Process(target=read or _read, args=(bundle, texts[-warm:], asked[number::processes], ready, told))
        for number in range(processes)
    ]
    for worker in workers:
        worker.start()
    spans: list[tuple[float, float]] = []
    try:
        while len(spans) < processes:
            try:
                spans.append(told.get(timeout=1))
            except Empty:
                if any(worker.exitcode for worker in workers):
                    raise RuntimeError("A process that was to read reviews failed.") from None
    finally:
        for worker in workers:
            worker.join(timeout=1)
            worker.kill()
    seconds = max(span[1] for span in spans) - min(span[0] for span in spans)
    return {"reviews": len(asked), "processes": processes, "seconds": seconds}


def _read(bundle: Path, warm: list[str], texts: list[str], ready: Barrier, told: Any) -> None:
    from models.bundle import open_checked
    from models.review_extraction import ReviewExtractor

    model = on_threads(ReviewExtractor.load(open_checked(bundle)), 1)
    model.predict(_asked(warmed(warm)))
    asked = _asked(texts)
    ready.wait(_PATIENCE)
    # the clock of the system, which all processes share
    start = time.time()
    model.predict(asked)
    told.put((start, time.time()))


def warmed(texts: list[str]) -> list[str]:
    """Texts, and the same with long words spelled backwards: what a model loads for words that it never met, too."""
    return [*texts, *(_LONG.sub(lambda word: word.group()[::-1], text) for text in texts)]


def _asked(texts: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"text": pd.Series(texts, dtype="str")})
