"""Questions whose answering row the contract set aside: they are not to be taken for questions that nothing answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from features.columns import TEXT
from features.question_answering.tables import ANSWERS
from infra.errors import DataError

_FILE: Final = "quarantine.parquet"
_NO_ANSWERS: Final = frozenset({"0", "1"})


def without_lost_answers(qa: pa.Table, folder: Path) -> tuple[pa.Table, int]:
    """The rows of all questions but those that lost what answers them, and how many questions these are.

    A question is left out where no row of it that was kept answers, and a row of it was set aside that may have: of
    grade 2, or of a grade that cannot be read.

    Args:
        qa: Rows that were kept.
        folder: Of the clean tables; rows set aside lie there in quarantine.parquet, where there is one.

    Raises:
        DataError: No question is left.
    """
    ids = _may_have_answered(folder / _FILE)
    own = pc.is_in(qa.column("question_id"), value_set=pa.array(sorted(ids), TEXT))
    graded = np.asarray(qa.column("grade"), dtype=np.int64) == ANSWERS
    answered = qa.column("question_id").filter(pa.array(graded)).unique()
    lost = np.asarray(pc.and_(own, pc.invert(pc.is_in(qa.column("question_id"), value_set=answered))), dtype=bool)
    if not lost.any():
        return qa, 0
    count = len(qa.column("question_id").filter(pa.array(lost)).unique())
    if lost.all():
        raise DataError(
            f"qa: of all {count:,} questions a row that may answer was set aside, and no other row answers.",
            "Correct the rows of `qa` listed in quarantine.parquet, each with the rules it broke.",
        )
    return qa.filter(pa.array(~lost)), count


def _may_have_answered(path: Path) -> set[str]:
    """Ids of questions of which such a row was set aside."""
    if not path.is_file():
        return set()
    rows = pq.read_table(path, columns=["table", "content"])
    texts = rows.column("content").filter(pc.equal(rows.column("table"), "qa")).to_pylist()
    told = [json.loads(text) for text in texts]
    return {str(row["question_id"]) for row in told if row.get("question_id") and _graded(row) not in _NO_ANSWERS}


def _graded(row: dict[str, Any]) -> str:
    grade = row.get("grade")
    return f"{grade:g}" if isinstance(grade, int | float) else str(grade)
