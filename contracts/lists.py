"""Cells that hold a JSON list: of ids that another table has, of boxes in a picture."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from contracts.contract import RowRule

Verdict = npt.NDArray[np.bool_]

_SIDES: Final = 4
_TOLERANCE: Final = 1  # pixel: some count the last pixel of a box, some what follows it


def keeps_list(rule: RowRule, frame: pd.DataFrame) -> Verdict:
    """Whether each row's first column holds a list of the rule's members; a missing cell does.

    With a second column the list has as many members as that one's; where that one is missing, one at most.
    """
    column, *beside = rule.columns
    is_member = {"ids": _is_id, "boxes": _is_box}[str(rule.options["members"])]
    lists = _lists(frame[column])
    like = _lists(frame[beside[0]]) if beside else lists
    return _verdict(
        cell is None or (isinstance(cell, list) and all(map(is_member, cell)) and _as_many(cell, other))
        for cell, other in zip(lists, like, strict=True)
    )


def keeps_members(rule: RowRule, frame: pd.DataFrame, other: pd.Series) -> Verdict:
    """Whether each member of a row's list occurs in a column of another table; what is no list does."""
    known = set(other.dropna())
    return _verdict(
        not isinstance(cell, list) or all(not _is_id(one) or _name(one) in known for one in cell)
        for cell in _lists(frame[rule.columns[0]])
    )


def keeps_boxes(rule: RowRule, frame: pd.DataFrame, sizes: Mapping[str, tuple[float, ...]]) -> Verdict:
    """Whether each row's boxes lie in its picture; one that is none, or of a picture that cannot be read, does.

    Args:
        rule: Its columns are the picture's name and the boxes.
        frame: n rows.
        sizes: Width and height by the picture's name.
    """
    image, boxes = rule.columns
    return _verdict(
        not isinstance(cell, list) or name not in sizes or all(_inside(box, *sizes[name]) for box in cell)
        for name, cell in zip(frame[image], _lists(frame[boxes]), strict=True)
    )


def _lists(column: pd.Series) -> list[Any]:
    """Each cell as JSON has it; None where it is missing, False where it is no JSON."""
    return [_read(cell) if isinstance(cell, str) else None for cell in column]


def _read(cell: str) -> Any:
    try:
        read = json.loads(cell)
    except (ValueError, RecursionError):
        return False
    return False if read is None else read


def _as_many(cell: list[Any], other: Any) -> bool:
    """What is no list breaks a rule of its own."""
    if other is None:
        return len(cell) <= 1
    return not isinstance(other, list) or len(cell) == len(other)


def _is_id(one: Any) -> bool:
    return (isinstance(one, str) and bool(one.strip())) or (isinstance(one, int) and not isinstance(one, bool))


def _name(one: Any) -> str:
    return str(one).strip()


def _is_box(one: Any) -> bool:
    if one is None:
        return True
    if not isinstance(one, list) or len(one) != _SIDES or not all(map(_is_number, one)):
        return False
    left, top, right, bottom = one
    return bool(-_TOLERANCE <= left < right and -_TOLERANCE <= top < bottom)


def _is_number(one: Any) -> bool:
    if isinstance(one, bool) or not isinstance(one, int | float):
        return False
    try:
        return math.isfinite(one)
    except OverflowError:  # a whole number of hundreds of digits
        return False


def _inside(box: Any, width: float, height: float) -> bool:
    return box is None or not _is_box(box) or (box[2] <= width + _TOLERANCE and box[3] <= height + _TOLERANCE)


def _verdict(flags: Any) -> Verdict:
    return np.fromiter(flags, dtype=bool)
