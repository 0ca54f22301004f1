"""Rows of train, of valid, and of both, each with what was known at its time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..steps import Told
from .examples import Examples
from .lessons import Lessons
from .log import Log
from .outlook_settings import OutlookSettings
from .tables import Tables
from .teacher import Teacher

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


def _silent(share: float) -> None:
    """Nobody is told."""
    del share


def teacher_of(data: Examples, settings: OutlookSettings) -> Teacher:
    """Makes rows of examples; see `Teacher`."""
    tables = Tables.of(data, settings)
    return Teacher.of(tables, Log.of(data, tables.deals, tables.products), data, settings.seed)


def lessons_of_train(teacher: Teacher, *, spoilt: bool = True, told: Told = _silent) -> Lessons:
    """Rows of train with what was redeemed of them before valid began."""
    early = np.flatnonzero(~teacher.data.rows_of("valid"))
    cuts = _cuts(teacher.asked[early], teacher.tables.chosen.memory.cuts)
    return teacher.lessons(early, cuts, _border(teacher), spoilt=spoilt, told=told)


def lessons_of_valid(teacher: Teacher, *, told: Told = _silent) -> Lessons:
    """Rows of valid with the memory of train's end, as a model that serves from then on has it."""
    late = np.flatnonzero(teacher.data.rows_of("valid"))
    return teacher.lessons(late, np.array([_border(teacher)]), teacher.log.until, spoilt=False, told=told)


def lessons_of_both(teacher: Teacher, train: Lessons | None = None, *, told: Told = _silent) -> Lessons:
    """Rows of train and valid with what was redeemed of them before the test began.

    Args:
        teacher: Makes rows.
        train: Those of `lessons_of_train`, where they are made already: they look the same, but more is known of them.
        told: Of the share that is done.
    """
    train = lessons_of_train(teacher) if train is None else train
    is_late, until = teacher.data.rows_of("valid"), teacher.log.until
    early, late = np.flatnonzero(~is_late), np.flatnonzero(is_late)
    label, revenue = teacher.data.redeemed_before(until, early)
    train = replace(train, label=label, revenue=revenue)
    cuts = _cuts(teacher.asked[late], teacher.tables.chosen.memory.cuts)
    return train.followed_by(teacher.lessons(late, cuts, until, spoilt=True, told=told))


def _cuts(asked: Numbers, most: int) -> Numbers:
    """Moments, evenly over the rows in the order of time; every moment of a row where those are few."""
    moments = np.unique(asked)
    if len(moments) <= most:
        return moments
    return np.unique(np.quantile(asked, np.arange(most) / most, method="lower"))


def _border(teacher: Teacher) -> float:
    """When valid begins, seconds; without valid, when what is known ends."""
    told, late = teacher.data.facts.get("valid_from"), teacher.data.rows_of("valid")
    if told is not None:
        return float(pd.Timestamp(told).timestamp())
    return float(teacher.asked[late].min()) if late.any() else float("inf")
