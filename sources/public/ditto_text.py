"""Reads pair files in the text form of Ditto: `COL a VAL x COL b VAL y<TAB>COL a VAL ...<TAB>0|1`.

The form is that of Li et al., "Deep Entity Matching with Pre-Trained Language Models", VLDB 2021.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from infra.errors import DataError


def read_pairs(path: Path) -> pd.DataFrame:
    """Read the pairs of one file, records still as text.

    Returns:
        Columns `left`, `right` (record text without outer blanks) and `label` (bool), one row a line.

    Raises:
        DataError: The file is not UTF-8, is empty, or a line is not two records and a 0 or 1.
    """
    try:
        # Only a line feed ends a row: titles from the web hold carriage returns and Unicode separators.
        lines = [line for line in path.read_bytes().decode("utf-8").split("\n") if line.strip()]
    except UnicodeDecodeError as strange:
        raise DataError(f"{path.name}: byte {strange.start:,} is not UTF-8.", "Fetch the file again.") from strange
    if not lines:
        raise DataError(f"{path.name}: holds no pair.", "Fetch the file again.")
    cells = [line.split("\t") for line in lines]
    broken = [number for number, row in enumerate(cells, 1) if len(row) != 3 or row[2].strip() not in ("0", "1")]
    if broken:
        raise DataError(
            f"{path.name}: {len(broken):,} of {len(lines):,} lines are not `record TAB record TAB 0|1`, "
            f"the first is line {broken[0]:,}.",
            "Fetch the file again.",
        )
    pairs = pd.DataFrame(cells, columns=["left", "right", "label"], dtype="str")
    return pd.DataFrame(
        {
            "left": pairs["left"].str.strip(),
            "right": pairs["right"].str.strip(),
            "label": pairs["label"].str.strip() == "1",
        }
    )


def parse_records(texts: pd.Series[str], fields: Sequence[str]) -> pd.DataFrame:
    """Split record texts into their fields.

    The fields and their order are given, so a value may itself contain the words COL and VAL.

    Args:
        texts: Record texts of n listings.
        fields: Names after `COL`, in the order in which every record has them.

    Returns:
        n rows under the index of `texts`, one text column a field; an empty value is missing.

    Raises:
        DataError: A record lacks a field or has them in another order.
    """
    pattern = r"\s".join(rf"COL {re.escape(name)} VAL(?P<{name}>(?:\s.*?)?)" for name in fields)
    records: pd.DataFrame = texts.str.extract(rf"\A{pattern}\Z", flags=re.DOTALL)
    unread = records[fields[0]].isna()
    if unread.any():
        raise DataError(
            f"{int(unread.sum()):,} of {len(texts):,} records lack one of fields {', '.join(fields)} in that order.",
            "Fetch the file again.",
        )
    values = pd.DataFrame({name: records[name].str.strip() for name in fields}, index=texts.index)
    return values.mask(values == "")
