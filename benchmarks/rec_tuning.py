"""Peers with the settings that valid chooses, then fitted on all that the test may know."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from benchmarks.rec_log import Asked, Ints, Log, Mask, wanted
from benchmarks.rec_peers import POPULARITY, REPEATS, Peer, Setting, peer
from benchmarks.rec_ranks import listed, per_request
from tasks.progress import Event, tell

Json = dict[str, Any]

Allowed = Callable[[Ints], Mask]

BATCH: Final = 512  # requests that are scored at once


@dataclass(frozen=True)
class Part:
    """Requests of a split, with what they may be answered from and what was wanted.

    Attributes:
        allowed: Gives of some rows of the split's table what can be had, (rows, products); None: all that is listed.
    """

    log: Log
    asked: Asked
    wanted: pd.DataFrame
    allowed: Allowed | None = None

    @classmethod
    def of(cls, examples: Path, split: str, allowed: Allowed | None = None) -> Self:
        """`valid` or the `test`."""
        log = Log.of(examples, split)
        return cls(log, Asked.of(examples, split, log), wanted(examples, split), allowed)

    def rows(self, known: bool) -> Ints:
        """Requests with a history, or those without."""
        return np.flatnonzero(self.asked.known == known)


@dataclass(frozen=True)
class Chosen:
    """What valid chose.

    Attributes:
        setting: None where there was none to choose from.
        tried: Settings.
        valid: Its measure there, None where nothing was asked.
        seconds: Of all tries.
    """

    setting: Setting | None
    tried: int
    valid: float | None
    seconds: float

    def told(self) -> Json:
        """As JSON values."""
        setting = None if self.setting is None else dict(self.setting)
        return {"setting": setting, "tried": self.tried, "valid": self.valid, "seconds": self.seconds}


def choose(name: str, valid: Part, rows: Ints, measure: str, threads: int) -> Chosen:
    """The setting of a peer with the best mean of a measure on some requests of valid; the first where none is asked.

    Args:
        name: Of the peer.
        valid: Its log is fitted on.
        rows: Of its requests.
        measure: Of `rec_ranks.per_request`.
        threads: Of the peer.
    """
    method, start, scores = peer(name), time.perf_counter(), []
    settings = method.settings(valid.log)
    asked = valid.asked.some(rows)
    if not settings or not len(rows):
        return Chosen(settings[0] if settings else None, len(settings), None, 0.0)
    for place, setting in enumerate(settings):
        tell(Event(name, "advanced", f"setting {place + 1} of {len(settings)}", place / len(settings)))
        fitted = fit(method, valid.log, setting, threads)
        answers = answered(fitted, valid, asked, setting[REPEATS], threads)
        scores.append(float(per_request(asked.ids, answers, valid.wanted)[measure].mean()))
    best = int(np.argmax(scores))
    return Chosen(settings[best], len(settings), scores[best], time.perf_counter() - start)


def stand_in(valid: Part, test: Part, measure: str, threads: int) -> tuple[Chosen, pd.DataFrame]:
    """What peers say to requests without a history: what is popular, as suits such requests of valid best."""
    chosen = choose(POPULARITY, valid, valid.rows(known=False), measure, threads)
    setting = chosen.setting or {}
    fitted = fit(peer(POPULARITY), test.log, setting, threads)
    return chosen, answered(fitted, test, test.asked.some(test.rows(known=False)), setting[REPEATS], threads)


def fit(method: type[Peer], log: Log, setting: Setting, threads: int) -> Peer:
    """Learn a log, on so many threads."""
    with threadpool_limits(threads):
        return method.fit(log, setting, threads=threads)


def answered(fitted: Peer, part: Part, asked: Asked, repeats: bool, threads: int) -> pd.DataFrame:
    """`example_id`, `product_id`, `rank` and `score` of the best of all products that can be had, without the history's
    own unless they may be repeated."""
    parts, log = [], part.log
    with threadpool_limits(threads):
        for first in range(0, len(asked), BATCH):
            some = asked.some(np.arange(first, min(first + BATCH, len(asked))))
            scores = np.array(fitted.scores(some))
            scores[:, ~log.listed] = -np.inf
            if part.allowed is not None:
                scores[~part.allowed(some.place)] = -np.inf
            if not repeats:
                scores[some.request, some.product] = -np.inf
            parts.append(listed(some.ids, scores, log.products))
    empty = listed(asked.ids.iloc[:0], np.zeros((0, len(log.products))), log.products)
    return pd.concat([empty, *parts], ignore_index=True)
