"""Titles written in a script that training never saw."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pandas as pd
import pyarrow.parquet as pq

from evaluation.category_requests import TEXTS

# First letter and how many letters follow each other in Unicode; letters without case, kept by normalisation.
SCRIPTS: Final = {"Georgian": (0x10D0, 33), "Ethiopic": (0x1208, 64), "Thai": (0x0E01, 46), "Devanagari": (0x0905, 53)}


def unseen_script(examples: Path) -> str | None:
    """A script of which no training text has a letter; None where all that are known here were seen."""
    file = examples / "train.parquet"
    there = [name for name in TEXTS if name in pq.read_schema(file).names]
    texts = pd.read_parquet(file, columns=there)
    for script, (first, letters) in SCRIPTS.items():
        pattern = f"[{chr(first)}-{chr(first + letters - 1)}]"
        if not any(texts[name].str.contains(pattern, regex=True, na=False).any() for name in there):
            return script
    return None


def rewritten(texts: pd.Series[Any], script: str) -> pd.Series[Any]:
    """Every letter and digit exchanged for a letter of the script, the same for the same; blanks and marks stay.

    Digits too, as they tell much: of 240 x 260 cm few things are made.

    >>> rewritten(pd.Series(["ab-5 a"], dtype="str"), "Georgian").tolist()
    ['ჯჰ-ფ ჯ']
    """
    first, letters = SCRIPTS[script]
    folded = texts.astype("str").str.casefold()
    table = {ord(one): chr(first + ord(one) % letters) for one in set().union(*folded.dropna()) if one.isalnum()}
    return folded.str.translate(table)
