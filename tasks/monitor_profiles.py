"""Profiles of the tables, and of the answers, that one version was made from or one window holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from contracts.contract import Contract, Table
from evaluation import profile
from evaluation.profile import Column, Limits
from params.monitor import MonitorSettings
from tasks.monitor_sample import sampled


@dataclass(frozen=True)
class Profiled:
    """A table: all its rows, how many of them were looked at, and its columns."""

    rows: int
    looked_at: int
    columns: Mapping[str, Column]


Profiles = Mapping[str, Profiled]
# How the answers are called where tables are called by their names.
ANSWERS = "answers"


def limits(settings: MonitorSettings) -> Limits:
    """How much of a column is kept."""
    return Limits(settings.max_values, settings.frequent, settings.vocabulary)


def of_tables(
    contract: Contract, clean: Path, settings: MonitorSettings, like: Profiles | None = None
) -> dict[str, Profiled]:
    """Profiles of the clean tables that are there.

    Args:
        contract: Names their columns and kinds.
        clean: What `validate` wrote.
        settings: Bounds, and which columns are ignored.
        like: The reference they will be compared with.
    """
    return {
        table.name: _of_table(table, path, settings, (like or {}).get(table.name))
        for table in contract.tables
        if (path := clean / f"{table.name}.parquet").exists()
    }


def _of_table(table: Table, path: Path, settings: MonitorSettings, like: Profiled | None) -> Profiled:
    wanted = {
        column.name: column.kind.value
        for column in table.columns
        if f"{table.name}.{column.name}" not in settings.ignore
    }
    frame, rows = sampled(path, list(wanted), table.key, settings.max_rows)
    columns = {}
    for name in frame.columns:
        # One column after another: words of a text column take more memory than its text.
        columns[str(name)] = profile.profile(
            frame[name], wanted[str(name)], limits(settings), None if like is None else like.columns.get(str(name))
        )
    return Profiled(rows, len(frame), columns)


def of_answers(answers: pd.DataFrame, settings: MonitorSettings, like: Profiled | None = None) -> Profiled:
    """Profile of a model's answers: numbers, flags, texts of few values; no ids, explanations, ignored columns."""
    columns = {}
    for name in answers.columns:
        if f"{ANSWERS}.{name}" in settings.ignore:
            continue
        known = None if like is None else like.columns.get(str(name))
        if like is not None and known is None:
            continue
        kind = _kind(answers[name]) if known is None else known.kind
        found = None if kind is None else profile.profile(answers[name], kind, limits(settings), known)
        if found is not None and (kind != "text" or "value" in found.signals):
            columns[str(name)] = found
    return Profiled(len(answers), len(answers), columns)


def _kind(values: pd.Series[Any]) -> str | None:
    if pd.api.types.is_bool_dtype(values.dtype):
        return "flag"
    if pd.api.types.is_numeric_dtype(values.dtype):
        return "number"
    return "text" if isinstance(values.dtype, pd.StringDtype) else None
