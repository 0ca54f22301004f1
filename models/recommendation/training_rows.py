"""Candidates of many requests with their features and what each is worth."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .asks import Asks
from .candidates import SOURCES, Sources
from .pair_features import NAMES, features_of
from .pool import Pool, Standing
from .sums import Sums
from .tables import Tables
from .valid_metrics import Wanted

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]
Ask = Callable[[Ints], tuple[Asks, Sums]]
Progress = Callable[[float], None]


@dataclass(frozen=True)
class TrainingRows:
    """Candidates of requests, sorted by request.

    Attributes:
        request: Of each; (rows,).
        position: Of each candidate's product; (rows,).
        standing: What the sources say of each.
        features: Of each; (rows, features).
        labels: What each is worth; (rows,).
        wanted: What the requests wanted, found or not.
    """

    request: Ints
    position: Ints
    standing: Standing
    features: Floats
    labels: Numbers
    wanted: Wanted

    def __len__(self) -> int:
        return len(self.request)

    def of_requests(self, some: Truths) -> TrainingRows:
        """Those of some requests, which keep their numbers; (requests,)."""
        rows, wanted = some[self.request], some[self.wanted.request]
        return TrainingRows(
            self.request[rows],
            self.position[rows],
            self.standing.take(np.flatnonzero(rows)),
            self.features[rows],
            self.labels[rows],
            Wanted(self.wanted.request[wanted], self.wanted.gain[wanted], self.wanted.requests),
        )


@dataclass(frozen=True)
class Finder:
    """What candidates are found and described with.

    Attributes:
        sources: They find them.
        tables: Features are looked up there.
        chunk: Requests at once.
        threads: Chunks at once.
    """

    sources: Sources
    tables: Tables
    chunk: int
    threads: int

    def found(self, ask: Ask, count: int, others: int | None, seed: int, progress: Progress) -> TrainingRows:
        """Candidates of requests.

        Args:
            ask: Makes requests of their numbers, and tells the worth of products by request and product.
            count: Requests.
            others: Candidates a request that were not wanted and are drawn, beside all that were; requests of which
                nothing that was wanted is found are left out. None keeps every candidate of every request.
            seed: Of the draw.
            progress: Called with the share of the requests that are done.
        """
        starts = range(0, count, self.chunk)
        out: list[TrainingRows] = []
        with ThreadPoolExecutor(self.threads) as pool:
            told = pool.map(lambda at: self._chunk(ask, at, min(at + self.chunk, count), others, seed), starts)
            for at, found in zip(starts, told, strict=True):
                out.append(found)
                progress(min(at + self.chunk, count) / count)
        return _together(out, self.chunk, count)

    def _chunk(self, ask: Ask, start: int, end: int, others: int | None, seed: int) -> TrainingRows:
        asks, worth = ask(np.arange(start, end))
        pool = Pool.of(asks, self.sources)
        standing, labels = pool.standing(), worth.at(pool.request, pool.position)
        kept = np.arange(len(pool))
        if others is not None:
            kept = np.flatnonzero(_drawn(pool.request, labels > 0, others, seed + start))
        request, position, standing = pool.request[kept], pool.position[kept], standing.take(kept)
        features = features_of(asks, request, position, standing, self.tables)
        wanted = Wanted(worth.keys // worth.size, worth.values, len(asks))
        return TrainingRows(request, position, standing, features, labels[kept], wanted)


def _drawn(request: Ints, wanted: Truths, most: int, seed: int) -> Truths:
    """All wanted rows and at most so many others of each request; none of requests without a wanted one."""
    lot = np.where(wanted, np.inf, np.random.default_rng(seed).random(len(request)))
    order = np.lexsort((lot, request))
    place = np.empty(len(request), dtype=np.int64)
    place[order] = np.arange(len(request)) - np.searchsorted(request, request)
    good = np.bincount(request[wanted], minlength=int(request.max(initial=-1)) + 1) > 0
    return good[request] & (wanted | (place < most))


def _together(parts: list[TrainingRows], chunk: int, count: int) -> TrainingRows:
    """One of several, requests numbered on."""
    if not parts:
        nothing, none = np.zeros(0, dtype=np.int64), np.zeros((0, len(SOURCES)), dtype=np.float32)
        wanted = Wanted(nothing, nothing.astype(np.float64), 0)
        features = np.zeros((0, len(NAMES)), dtype=np.float32)
        return TrainingRows(nothing, nothing, Standing(none, none, none), features, nothing.astype(np.float64), wanted)
    wanted = Wanted(
        np.concatenate([one.wanted.request + number * chunk for number, one in enumerate(parts)]),
        np.concatenate([one.wanted.gain for one in parts]),
        count,
    )
    standing = Standing(
        np.concatenate([one.standing.scores for one in parts]),
        np.concatenate([one.standing.shares for one in parts]),
        np.concatenate([one.standing.ranks for one in parts]),
    )
    return TrainingRows(
        np.concatenate([one.request + number * chunk for number, one in enumerate(parts)]),
        np.concatenate([one.position for one in parts]),
        standing,
        np.concatenate([one.features for one in parts]),
        np.concatenate([one.labels for one in parts]),
        wanted,
    )
