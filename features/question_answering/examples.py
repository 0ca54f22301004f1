"""The files of examples: questions by split, their candidates, and what answers are taken from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from features.columns import TEXT, UNKNOWN, Mask
from features.question_answering.maker import merged
from features.question_answering.opinions import counted
from features.question_answering.parameters import FeaturesParameters
from features.question_answering.questions import Questions
from features.question_answering.runs import place_in_run
from features.question_answering.splits import Split
from features.question_answering.tables import Tables
from features.splits import SPLITS

_ROW_GROUP: Final = 65_536


def write_examples(
    tables: Tables,
    questions: Questions,
    split: Split,
    slices: dict[str, Mask],
    passages: pa.Table,
    parameters: FeaturesParameters,
    out: Path,
) -> None:
    """Write all files of `build` but the facts to a folder, as parquet."""
    for place, name in enumerate(SPLITS):
        rows = np.flatnonzero(split.of == place)
        own: dict[str, Any] = {"example_id": questions.column("question_id").take(pa.array(rows))}
        for column in ("question", "product_id", "customer_id"):
            own[column] = questions.column(column).take(pa.array(rows))
        own["answerable"] = pa.array(questions.answerable[rows])
        for column in ("kind", "rewording_of"):
            own[column] = questions.column(column).take(pa.array(rows))
        own |= {what: pa.array(holds[rows]) for what, holds in slices.items()}
        _write(pa.table(own), out / f"{name}.parquet")
    _write(_candidates(questions, split), out / "candidates.parquet")
    _write(_products(tables), out / "products.parquet")
    _write(passages, out / "texts.parquet")
    for name, table in tables.accounts.items():
        _write(table.sort_by("customer_id"), out / f"{name}.parquet")
    if tables.opinions is not None:
        _write(counted(tables.opinions, parameters), out / "opinions.parquet")


def _candidates(questions: Questions, split: Split) -> pa.Table:
    of = split.of[questions.of]
    rows = np.flatnonzero(of != UNKNOWN)
    question = questions.of[rows]
    place = place_in_run(question)
    own = questions.candidates.take(pa.array(rows))
    return pa.table(
        {
            "example_id": questions.column("question_id").take(pa.array(question)),
            "split": pa.array(SPLITS, TEXT).take(pa.array(of[rows])),
            "place": pa.array(place.astype(np.int32)),
            **{name: own.column(name) for name in ("text", "source", "grade", "answer")},
        }
    )


def _products(tables: Tables) -> pa.Table:
    """Products with all attributes as JSON; null where there is none."""
    told = (json.dumps(one, ensure_ascii=False) if one else None for one in merged(tables.products, tables.declared))
    kept = tables.products.select(["product_id", "title", "category", "brand"])
    return kept.append_column("attributes", pa.array(list(told), TEXT))


def _write(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path, compression="zstd", row_group_size=_ROW_GROUP)
