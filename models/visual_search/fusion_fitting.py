"""What the parts of a fusion see in pictures of train and valid, by which their weights are chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from .described import Described, dimensions_of, measures
from .drawn_together import DrawnTogether
from .embedder_settings import EmbedderSettings
from .engines import Engine
from .examples import Crops

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

ENGINE = "engine"
Parts = dict[str, tuple[Floats, Floats]]


def parts_of(
    engine: Engine, queries: Crops, entries: Crops, learnt: Bools, settings: EmbedderSettings, seed: int
) -> tuple[Parts, dict[str, Described]]:
    """Vectors of every part, and the descriptors as they were fitted to entries that may be learnt from.

    Pictures are decoded a batch at a time: what is in memory are vectors.

    Args:
        engine: Trained.
        queries: Photos that are looked for.
        entries: What they are looked for in.
        learnt: Which of these may be learnt from, at least one; (entries,).
        settings: Of the whole.
        seed: Of all that is drawn.

    Returns:
        By name of a part, unit-length vectors of queries and of entries, (n, dimensions) and (m, dimensions); by name
        of a descriptor, that.
    """
    rng = np.random.default_rng(seed)
    rows = rng.permutation(np.flatnonzero(learnt))[: settings.local_colours.pictures]
    measured = measures([entries.pixels(int(row)) for row in rows], settings, seed)
    every = {ENGINE: engine.embed, **measured}
    seen: list[dict[str, list[Floats]]] = [{name: [] for name in every} for _ in (queries, entries)]
    for crops, found in zip((queries, entries), seen, strict=True):
        for lot in _lots(crops, settings.views.batch):
            for name, measure in every.items():
                found[name].append(measure(lot))
    of_queries, of_entries = ({name: np.concatenate(lots) for name, lots in one.items()} for one in seen)
    parts: Parts = {ENGINE: (of_queries[ENGINE], of_entries[ENGINE])}
    described: dict[str, Described] = {}
    for name, measure in measured.items():
        drawn = DrawnTogether.fit(of_entries[name][learnt], dimensions_of(name, settings), seed)
        described[name] = Described(measure, drawn)
        parts[name] = drawn(of_queries[name]), drawn(of_entries[name])
    return parts, described


def _lots(crops: Crops, size: int) -> Iterator[Sequence[Pixels]]:
    """Their pictures, so many at a time; without any crop one lot of none, so that vectors have a width."""
    for begin in range(0, max(len(crops), 1), size):
        yield [crops.pixels(row) for row in range(begin, min(begin + size, len(crops)))]
