"""Rows of judged candidates gathered into questions."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from features.columns import TEXT, UNKNOWN, Longs, coded, trimmed
from features.question_answering.plain import one_line
from features.question_answering.questions import ONCE, Questions
from features.question_answering.tables import ANSWERS, OF_ACCOUNTS
from features.splits import unit_hash
from infra.errors import DataError

_FREE: Final = ("kind", "rewording_of")  # are measured by alone: where rows differ, one of them will do


def questions_of(qa: pa.Table, seed: int) -> Questions:
    """Gather the rows of each question.

    Raises:
        DataError: Rows of one question_id differ in the question, the product, the customer or the split, or a
            candidate has no source.
    """
    row, ids = coded(qa.column("question_id"))
    of = row.astype(np.int64)
    columns: dict[str, Any] = {"question_id": ids}
    for name in ONCE:
        columns[name] = _once(qa, name, of, ids)
    candidates, rows = _candidates(qa)
    of = of[rows]
    order = np.lexsort((_shuffled(candidates, of, ids, seed), of))
    return Questions(
        table=pa.table(columns),
        candidates=candidates.take(pa.array(order)),
        of=of[order],
        nothing=qa.num_rows - len(rows),
    )


def _once(qa: pa.Table, name: str, of: Longs, ids: pa.Array) -> pa.Array:
    """(n,) the value that a question's rows have in a column, null where they have none."""
    code, values = coded(qa.column(name) if name == "question" else trimmed(qa.column(name)))
    has = np.flatnonzero(code != UNKNOWN)
    pairs = np.unique(of[has] * max(len(values), 1) + code[has])
    question, value = np.divmod(pairs, max(len(values), 1))
    counts = np.bincount(question, minlength=len(ids))
    if name not in _FREE and (counts > 1).any():
        first = int(np.flatnonzero(counts > 1)[0])
        both = values.take(pa.array(value[question == first][:2])).to_pylist()
        raise DataError(
            f"qa.{name}: rows of {int((counts > 1).sum()):,} of {len(ids):,} questions differ; question_id "
            f"{ids[first].as_py()!r} has {both[0]!r} and {both[1]!r}.",
            "Give each question an id of its own.",
        )
    chosen = np.full(len(ids), UNKNOWN, dtype=np.int64)
    chosen[question[::-1]] = value[::-1]
    return values.take(pa.array(chosen, mask=chosen == UNKNOWN))


def _candidates(qa: pa.Table) -> tuple[pa.Table, Longs]:
    """The judged candidates, and the position of each one's row."""
    grade = np.asarray(qa.column("grade"), dtype=np.int64)
    given = np.asarray(pc.is_valid(qa.column("candidate")), dtype=bool)
    rows = np.flatnonzero(given | (grade == ANSWERS))
    source = qa.column("source").take(pa.array(rows))
    if source.null_count:
        raise DataError(
            f"qa.source is empty in {source.null_count:,} of {len(rows):,} rows with a candidate.",
            f"Say where each candidate is from: attribute, bullet, description, review, community, "
            f"{', '.join(OF_ACCOUNTS)}.",
        )
    told = qa.column("candidate").take(pa.array(rows)).combine_chunks()
    # An id is what it is, blanks and signs in it too.
    text = pc.if_else(pc.is_in(source, value_set=pa.array(OF_ACCOUNTS, TEXT)), told, one_line(told))
    text = pc.if_else(pa.array(given[rows]), text, pa.scalar(None, TEXT))
    table = pa.table(
        {
            "text": text,
            "source": source,
            "grade": pa.array(grade[rows], pa.int8()),
            "answer": trimmed(qa.column("answer").take(pa.array(rows))),
        }
    )
    return table, rows


def _shuffled(candidates: pa.Table, of: Longs, ids: pa.Array, seed: int) -> npt.NDArray[np.float64]:
    """(m,) numbers that depend on question, source and text alone."""
    name = ids.take(pa.array(of))
    text = pc.fill_null(candidates.column("text").combine_chunks(), "")
    source, mark = candidates.column("source").combine_chunks(), pa.scalar("\x1f", TEXT)
    whole = pc.binary_join_element_wise(name, source, text, mark)
    return unit_hash(pd.Series(whole.to_pandas()), seed)
