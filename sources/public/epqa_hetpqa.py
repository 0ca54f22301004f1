"""Turns ePQA into contract tables, with what hetPQA's train file answers as further questions to learn from."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from sources.public.epqa import SPLITS, judged_of, titles_of
from sources.public.fetch import obtain
from sources.public.hetpqa import evidence_rows
from sources.public.qa_tables import write_tables
from sources.public.source import Source


def write(source: Source, out: Path, cache: Path) -> None:
    """Write the tables of `qa_tables.write_tables`; the source's last file is hetPQA's, those before are ePQA's."""
    judged = judged_of(source.files[: len(SPLITS)], cache)
    further = evidence_rows(obtain(source.files[-1], cache), "train")
    whole = pd.concat([judged, strangers(further, judged)], ignore_index=True)
    write_tables(whole, titles_of(judged), out)


def strangers(further: pd.DataFrame, judged: pd.DataFrame) -> pd.DataFrame:
    """Rows about other products that ask in other words than any judged question of any split."""
    asked = set(_folded(judged["question"]))
    known = further["product_id"].isin(judged["product_id"]) | _folded(further["question"]).isin(asked)
    kept = further[~known]
    return kept.assign(question_id="hetpqa-" + kept["question_id"])


def _folded(questions: pd.Series[str]) -> pd.Series[str]:
    return questions.str.casefold().str.replace(r"\W+", " ", regex=True).str.strip()
