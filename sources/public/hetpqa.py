"""Turns the answers of hetPQA into contract tables."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

import pandas as pd

from infra.errors import DataError
from sources.public.fetch import obtain
from sources.public.qa_tables import write_tables
from sources.public.source import Source
from sources.public.text_tables import REMEDY

SPLITS: Final = ("train", "test")  # of the two files; valid is carved from train
COLUMNS: Final = ("ASIN", "question", "candidate", "answer", "source")
_SOURCES: Final = {
    "CQA": "community",
    "Desc": "description",
    "OSP": "description",
    **{name: name for name in ("attribute", "bullet", "review")},
}
_EVIDENCE: Final = ["product_id", "candidate", "source"]


def write(source: Source, out: Path, cache: Path) -> None:
    """Write the tables of `qa_tables.write_tables`."""
    parts = [evidence_rows(obtain(file, cache), split) for file, split in zip(source.files, SPLITS, strict=True)]
    write_tables(with_others(pd.concat(parts, ignore_index=True)), None, out)


def evidence_rows(path: Path, split: str) -> pd.DataFrame:
    """Rows of a file with the columns of `qa_tables.QA`; what is asked of one product in equal words is one question.

    Raises:
        DataError: It is no table of the expected columns, parted by tabs, or has an unknown source.
    """
    try:
        table = pd.read_csv(path, sep="\t", dtype="str", keep_default_na=False, quoting=csv.QUOTE_MINIMAL)
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as unreadable:
        raise DataError(f"{path.name}: not a UTF-8 table parted by tabs ({unreadable}).", REMEDY) from unreadable
    missing = [column for column in COLUMNS if column not in table]
    if missing:
        raise DataError(f"{path.name}: lacks the columns {', '.join(missing)}.", REMEDY)
    strange = sorted(set(table["source"]) - set(_SOURCES))
    if strange:
        raise DataError(f"{path.name}: source {strange[0]!r} is none of {', '.join(_SOURCES)}.", REMEDY)
    number = table.groupby(["ASIN", "question"], sort=False).ngroup().astype("str")
    rows = pd.DataFrame(
        {
            "question_id": f"{split}-" + number,
            "question": table["question"],
            "product_id": table["ASIN"],
            "candidate": table["candidate"],
            "source": table["source"].map(_SOURCES),
            "grade": 2,
            "answer": table["answer"],
            "split": split,
        }
    )
    return rows.drop_duplicates(["question_id", "candidate", "source"])


def with_others(evidence: pd.DataFrame) -> pd.DataFrame:
    """Each question with the evidence of its product's other questions, graded 0.

    Questions of train are given that of train alone: what the test's questions are answered by is not learnt to be
    wrong.
    """
    asked = evidence.drop_duplicates("question_id")[["question_id", "question", "product_id", "split"]]
    others = []
    for split in SPLITS:
        pool = evidence[evidence["split"] == "train"] if split == "train" else evidence
        one = asked[asked["split"] == split].merge(pool[_EVIDENCE].drop_duplicates(), on="product_id")
        others.append(one.assign(grade=0, answer=None))
    whole = pd.concat([evidence, *others], ignore_index=True)
    return whole.drop_duplicates(["question_id", "candidate", "source"])
