"""One row per test recording: which words were right, what was understood, and whether it was answered at all."""

from __future__ import annotations

import json
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.ranked_answers import rows_of
from evaluation.speech_requests import FLAGS
from evaluation.speech_words import EDITS, word_edits

Column = npt.NDArray[Any]
Flags = npt.NDArray[np.bool_]

UNREADABLE: Final = "unreadable"
KINDS: Final = ("spoken", "nothing", "expected", "other")
_KEPT: Final = ("example_id", "group", "speaker", "kind", "accent", "language", "said")


def outcomes(table: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """What the answers to `speech_requests.requests` came to, in the order of the recordings.

    Columns: `example_id`, `group`, `speaker`, `kind`, `accent`, `language`, `seconds`, `said` and `heard`, the flags
    that slices are cut by and `KINDS`; `words` that were said, `substituted`, `deleted` and `inserted` ones and
    `errors`, all of these, by the words that were heard, refused or not; `expected_words` and `expected_errors`,
    likewise of `expected` recordings alone, and `spoken_errors` of those with words; `exact` (just the words that were
    said, and some were), `score` (the confidence, 0 where there is none) and `label` (`exact`); `answered`, `refused`;
    `intended` (an intent is expected), `intent_right` and `order_right` (all slots too); `understood` (answered, with
    the meaning that was meant, or where none is told with just these words), `answered_wrong`; `accepted` and `hours`
    of recordings of nothing; `unreadable`.

    Raises:
        ValueError: There is not an answer for each recording.
    """
    told = _told(table, answers)
    flags = {name: table[name].to_numpy(dtype=bool) for name in (*FLAGS, *KINDS)}
    expected, heard = flags["expected"], told["transcript"].fillna("").astype("str")
    edits = word_edits(table["said"].tolist(), heard.tolist())
    errors = edits["errors"].to_numpy(np.int64)
    exact = flags["spoken"] & (errors == 0)
    reason = told["reason"].fillna("").astype("str")
    answered = (reason == "").to_numpy(dtype=bool)
    intended = expected & table["intent"].notna().to_numpy(dtype=bool)
    intent_right, slots_right = _meant(table, told, intended)
    order_right = intent_right & slots_right & answered
    understood = np.where(intended, order_right, exact & answered & expected)
    seconds = table["seconds"].to_numpy(np.float64)
    columns: dict[str, Column] = {
        **{name: table[name].astype("str").to_numpy(object) for name in _KEPT},
        "heard": heard.to_numpy(object),
        "seconds": seconds,
        **flags,
        **{name: edits[name].to_numpy(np.int64) for name in ("words", *EDITS, "errors")},
        "expected_words": np.where(expected, edits["words"], 0),
        "expected_errors": np.where(expected, errors, 0),
        **{f"expected_{name}": np.where(expected, edits[name], 0) for name in EDITS},
        "spoken_errors": np.where(flags["spoken"], errors, 0),
        "exact": exact,
        "expected_exact": exact & expected,
        "score": told["confidence"].astype("Float64").fillna(0.0).to_numpy(np.float64),
        "label": exact.astype(np.int8),
        "answered": answered,
        **{f"refused_{name}": ~answered & flags[name] for name in ("expected", "other", "nothing")},
        "intended": intended,
        "intent_right": intent_right & answered,
        "order_right": order_right,
        "understood": understood,
        "answered_wrong": expected & answered & ~understood,
        "accepted": flags["nothing"] & answered,
        "hours": np.where(flags["nothing"], seconds, 0.0) / 3_600,
        "unreadable": reason.str.startswith(UNREADABLE).to_numpy(dtype=bool),
    }
    return pd.DataFrame(columns)


def _told(table: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """What is the same in all rows of an answer: one row a recording, in their order."""
    first = answers.assign(_row=rows_of(table, answers)).drop_duplicates("_row").sort_values("_row")
    return first.reset_index(drop=True)


def _meant(table: pd.DataFrame, told: pd.DataFrame, intended: Flags) -> tuple[Flags, Flags]:
    """Whether the intent is the right one, and all slots with it; slots that no recording tells are not asked for."""
    intents = told["intent"].astype("str").fillna("").to_numpy(object) == table["intent"].fillna("").to_numpy(object)
    slots = np.ones(len(table), dtype=bool)
    if table["slots"].notna().any():
        slots = np.array(
            [values_of(one) == values_of(other) for one, other in zip(table["slots"], told["slots"], strict=True)],
            dtype=bool,
        )
    return intended & intents.astype(bool), slots


def values_of(cell: Any) -> dict[str, str]:
    """Slots of JSON as they are compared: without case, and those without a value left out."""
    found = json.loads(cell) if isinstance(cell, str) and cell else {}
    if not isinstance(found, dict):
        return {}
    return {name: _text(value) for name, value in found.items() if value is not None and _text(value)}


def _text(value: Any) -> str:
    """Several values of one slot are told parted by blanks."""
    every = value if isinstance(value, list) else [value]
    return " ".join(f"{one:g}" if isinstance(one, float) else str(one) for one in every).strip().casefold()
