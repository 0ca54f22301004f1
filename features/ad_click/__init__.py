"""Impressions as examples, split by time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import numpy as np

from features.ad_click.examples import Columns, write_examples
from features.ad_click.leaks import Judge, Told
from features.ad_click.parameters import FeaturesParameters
from features.ad_click.refusals import refuse_leaks, refuse_missing_times
from features.ad_click.splits import Split, iso, split_of
from features.ad_click.table import AMOUNTS, FLAGS, NAME, NAMED, Impressions, Longs, Mask
from features.ad_click.target import TARGETS, Target, target_of
from infra.errors import DataError

__all__ = ["TARGETS", "FeaturesParameters", "build"]

TABLE: Final = f"{NAME}.parquet"


def build(tables: Path, out: Path, parameters: FeaturesParameters) -> dict[str, Any]:
    """Write examples for training, validation and test.

    The table is read column by column, names as codes, and written in blocks of rows; no frame of it is ever made.

    Args:
        tables: Folder of the clean contract table impressions.parquet; columns that the contract does not name are
            used as what they are, text or numbers.
        out: Folder for {train,valid,test}.parquet and facts.json.
        parameters: Settings.

    Returns:
        Counts, columns, the ends of the splits, and how well each column alone tells the target.

    Raises:
        DataError: One class alone, too few of a class in a split, no column to learn from, the target's outcome is not
            there, or a column leaks it.
    """
    impressions = Impressions(tables / TABLE)
    columns = Columns(impressions.ids(), impressions.times())
    target = target_of(impressions, parameters.target)
    refuse_missing_times(columns.times, target.label, target.used, parameters)
    split = split_of(columns.ids, columns.times, target, parameters)
    train = split.rows["train"]
    judge = Judge(target.label[train], _halves(len(train), split.timed), parameters.min_positives)
    told = _read_features(impressions, columns, train, judge)
    _refuse_no_column(columns, impressions)
    refuse_leaks(told, len(train), parameters)
    columns.flags = {name: flag for name in FLAGS if (flag := impressions.flag(name)) is not None}
    columns.paid = {name: paid for name in AMOUNTS if (paid := impressions.amounts(name)) is not None}
    out.mkdir(parents=True, exist_ok=True)
    write_examples(columns, target, split, out)
    facts = _facts(impressions, columns, target, split, told, parameters)
    (out / "facts.json").write_text(json.dumps(facts, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return facts


def _halves(rows: int, timed: bool) -> Mask:
    """Earlier and later rows where they are in time order, else every other: as the splits are made."""
    place = np.arange(rows)
    return place < rows // 2 if timed else place % 2 == 0


def _read_features(impressions: Impressions, columns: Columns, train: Longs, judge: Judge) -> dict[str, Told]:
    """Put the columns that have a value into `columns`, and tell how well each alone tells the target."""
    names, amounts = impressions.declared()
    told: dict[str, Told] = {}
    for name in (*NAMED, *names):
        coded = impressions.coded(name)
        if coded is not None:
            columns.named[name] = coded
            told[name] = judge.of_codes(coded.codes[train], marks=name in names)
    for name in amounts:
        values = impressions.amounts(name)
        if values is not None:
            columns.amounts[name] = values
            told[name] = judge.of_amounts(values[train], marks=True)
    return told


def _refuse_no_column(columns: Columns, impressions: Impressions) -> None:
    if columns.named or columns.amounts:
        return
    raise DataError(
        f"{NAME} has no column to learn from: in {impressions.rows:,} rows none of {', '.join(NAMED)} has a value, and "
        "no further column is declared.",
        "Give some of these, or declare columns of your own: --set 'contract.categorical=[...]' for names and ids, "
        "--set 'contract.numeric=[...]' for amounts.",
    )


def _facts(
    impressions: Impressions,
    columns: Columns,
    target: Target,
    split: Split,
    told: dict[str, Told],
    parameters: FeaturesParameters,
) -> dict[str, Any]:
    names, amounts = impressions.declared()
    return {
        "target": parameters.target,
        "timed": split.timed,
        "columns": {"categorical": list(columns.named), "numeric": list(columns.amounts)},
        "columns_without_a_value": [
            name for name in (*names, *amounts) if name not in columns.named and name not in columns.amounts
        ],
        **{name: {"rows": len(rows), "positives": int(target.label[rows].sum())} for name, rows in split.rows.items()},
        "train_end": iso(split.train_end),
        "valid_end": iso(split.valid_end),
        "rows": impressions.rows,
        "rows_used": int(target.used.sum()),
        "rows_with_unknown_conversion": target.unknown,
        "unclicked_rows_without_conversion_taken_as_none": target.taken_as_none,
        "rows_out_of_order": split.out_of_order,
        "rows_without_time": split.without_time,
        "distinct_times": split.distinct_times,
        "test_rows_left_out": split.thinned,
        "distinct": {name: len(column.names) for name, column in columns.named.items()},
        "auc_of_a_column_alone": {name: round(found.auc, 4) for name, found in told.items()},
    }
