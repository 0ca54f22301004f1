"""What is behind simulated recordings, and what becomes of them by it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks.search_statistics import measured
from evaluation.bootstrap import Statistic
from evaluation.speech_statistics import STATISTICS

Json = dict[str, Any]

NAMES: Final = ("wer", "sentence_accuracy", "order_accuracy", "answered_wrong", "refused")
MEASURED: Final[dict[str, Statistic]] = {name: STATISTICS[name] for name in NAMES}
_TOLD: Final = ("noise", "room", "form", "ratio", "rate", "clipped")
_EDGES: Final = (3.0, 8.0, 15.0, 25.1)  # decibels
_NARROW: Final = 8_000  # samples a second


def with_truth(rows: pd.DataFrame, tables: Path) -> pd.DataFrame:
    """Rows with an `example_id`, with the noise, the room, the file and the ratio of speech to noise of each."""
    behind = pd.read_parquet(tables / "truth" / "utterance_truth.parquet").drop_duplicates("utterance_id")
    own = behind.set_index("utterance_id").reindex(rows["example_id"])[list(_TOLD)].reset_index(drop=True)
    return rows.reset_index(drop=True).drop(columns=list(_TOLD), errors="ignore").join(own)


def banded(outcomes: pd.DataFrame, resampling: Json) -> dict[str, list[Json]]:
    """Measures of orders by what their recordings are.

    Args:
        outcomes: Of the test; see `with_truth`.
        resampling: `resamples`, `confidence`, `seed`.

    Returns:
        By what is told apart a list: `name`, `recordings`, `measures`, see `MEASURED`.
    """
    orders = outcomes[outcomes["expected"].to_numpy(dtype=bool)].reset_index(drop=True)
    unseen = orders["unseen_speaker"].to_numpy(dtype=bool)
    quiet, bare = orders["noise"].isna(), orders["room"].isna()
    flags: dict[str, dict[str, Any]] = {
        "voices": {"never heard": unseen, "known from training": orders["seen_speaker"]},
        "voices never heard": {
            "clean: no noise, no room": unseen & quiet & bare,
            "in a room": unseen & quiet & ~bare,
            "in noise": unseen & ~quiet & bare,
            "in noise and a room": unseen & ~quiet & ~bare,
        },
        "decibels of speech over noise": {
            f"{low:g} to {high:g}": unseen & orders["ratio"].ge(low) & orders["ratio"].lt(high)
            for low, high in pairwise(_EDGES)
        },
        "files": {
            "of 8 kHz": orders["rate"].eq(_NARROW),
            "of more": orders["rate"].gt(_NARROW),
            "clipped": orders["clipped"].eq(True),
        },
        "accents": {name: unseen & orders["accent"].eq(name) for name in sorted(orders["accent"].dropna().unique())},
    }
    return {what: _bands(orders, parts, resampling) for what, parts in flags.items()}


def _bands(orders: pd.DataFrame, parts: dict[str, Any], resampling: Json) -> list[Json]:
    found = []
    for name, flag in parts.items():
        rows = orders[np.asarray(flag, dtype=bool)]
        if len(rows):
            measures = measured(rows, MEASURED, resampling)
            found.append({"name": name, "recordings": len(rows), "measures": measures})
    return found
