"""Spans of a text that another table holds: within it, not through a word, and saying what they are told to say."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from contracts.contract import RowRule

Verdict = npt.NDArray[np.bool_]

# Scripts that put no space between words, or hang endings on them: there a span may begin after any letter.
_UNSPACED: Final = ((0x0E00, 0x109F), (0x1780, 0x17FF), (0x2E80, 0xD7FF), (0xF900, 0xFAFF), (0xFF66, 0xFFDC))
_UNSPACED_FROM: Final = 0x20000


def keeps_span(rule: RowRule, frame: pd.DataFrame, kept: pd.DataFrame) -> Verdict:
    """Whether each row's span keeps the rule; one without a start and an end keeps it, one with either alone does not.

    Args:
        rule: Its columns are the id of the text, start, end, and what the text is told to say there, where that is to
            be checked; its options name the columns of the id and the text in `kept`.
        frame: n rows.
        kept: Rows of the table that holds the texts.

    Returns:
        (n,); rows whose text is not there keep the rule: another one tells of that.
    """
    name, first, last, *said = rule.columns
    start, end = (frame[column].to_numpy(dtype=np.float64, na_value=np.nan) for column in (first, last))
    verdict: Verdict = np.isnan(start) == np.isnan(end)
    rows = np.flatnonzero(~np.isnan(start) & ~np.isnan(end))
    place = _places(frame[name].iloc[rows], kept[str(rule.options["column"])])
    rows, place = rows[place >= 0], place[place >= 0]
    texts = pa.array(kept[str(rule.options["text"])], pa.large_string(), from_pandas=True)
    length = np.asarray(pc.fill_null(pc.utf8_length(texts), 0), dtype=np.int64)[place]
    begin, stop = start[rows].astype(np.int64), end[rows].astype(np.int64)
    inside = (begin >= 0) & (begin < stop) & (stop <= length)
    verdict[rows[~inside]] = bool(said)  # of what lies outside the rule without `said` tells
    rows, begin, stop = rows[inside], begin[inside], stop[inside]
    own = texts.take(pa.array(place[inside])).to_pylist()
    if said:
        told = frame[said[0]].iloc[rows].to_list()
        holds = [_says(text[a:b], word) for text, a, b, word in zip(own, begin, stop, told, strict=True)]
    else:
        holds = [
            not (text[a:b].isspace() or _within(text, a) or _within(text, b))
            for text, a, b in zip(own, begin, stop, strict=True)
        ]
    verdict[rows] = np.array(holds, dtype=bool)
    return verdict


def _places(given: Any, known: Any) -> npt.NDArray[np.int64]:
    names = pa.array(given, pa.large_string(), from_pandas=True)
    found = pc.index_in(names, value_set=pa.array(known, pa.large_string(), from_pandas=True))
    return np.asarray(pc.fill_null(found, -1), dtype=np.int64)


def _says(found: str, told: Any) -> bool:
    return not isinstance(told, str) or found.strip().casefold() == told.strip().casefold()


def _within(text: str, place: int) -> bool:
    """Whether a place lies between two letters or digits of one word."""
    return 0 < place < len(text) and _of_word(text[place - 1]) and _of_word(text[place])


def _of_word(character: str) -> bool:
    code = ord(character)
    return character.isalnum() and code < _UNSPACED_FROM and not any(first <= code <= last for first, last in _UNSPACED)
