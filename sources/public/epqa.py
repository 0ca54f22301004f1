"""Turns ePQA into contract tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pandas as pd

from infra.errors import DataError
from sources.public.declared import PublicFile
from sources.public.fetch import obtain
from sources.public.qa_tables import write_tables
from sources.public.source import Source
from sources.public.text_tables import REMEDY, read_text

SPLITS: Final = {"train": "train", "valid": "test"}  # by file; valid is carved from train
COLUMNS: Final = ("qid", "question", "ASIN", "candidate", "source", "title", "label", "answer")
_SOURCES: Final = {"cqa": "community", **{name: name for name in ("attribute", "bullet", "description", "review")}}


def write(source: Source, out: Path, cache: Path) -> None:
    """Write the tables of `qa_tables.write_tables`."""
    whole = judged_of(source.files, cache)
    write_tables(whole, titles_of(whole), out)


def judged_of(files: Sequence[PublicFile], cache: Path) -> pd.DataFrame:
    """Rows of both files, see `judged_rows`."""
    parts = [
        judged_rows(read_text(obtain(file, cache), COLUMNS), split)
        for file, split in zip(files, SPLITS.values(), strict=True)
    ]
    return pd.concat(parts, ignore_index=True)


def titles_of(judged: pd.DataFrame) -> pd.Series[str]:
    """By product_id."""
    titles: pd.Series[str] = judged.drop_duplicates("product_id").set_index("product_id")["title"]
    return titles


def judged_rows(table: pd.DataFrame, split: str) -> pd.DataFrame:
    """Rows of a file with the columns of `qa_tables.QA`, and title; candidates that a question has twice once.

    Raises:
        DataError: A source or a label is none of those that are known.
    """
    for column, known in (("source", set(_SOURCES)), ("label", {"0", "1", "2"})):
        strange = sorted(set(table[column]) - known)
        if strange:
            raise DataError(f"The column {column} has {strange[0]!r}, which is none of {sorted(known)}.", REMEDY)
    rows = pd.DataFrame(
        {
            "question_id": table["qid"],
            "question": table["question"],
            "product_id": table["ASIN"],
            "candidate": table["candidate"],
            "source": table["source"].map(_SOURCES),
            "grade": table["label"].astype("int64"),
            "answer": table["answer"].where(table["answer"] != "", None),
            "title": table["title"],
            "split": split,
        }
    )
    return rows.drop_duplicates(["question_id", "candidate", "source"])
