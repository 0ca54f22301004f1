"""Questions with their truth, and the candidates for an answer to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sources.simulator.qa_passages import ANSWERS, SOURCES
from sources.simulator.streams import draws, scrambled
from sources.simulator.words import Index, Mask, Strings, gather

_TEXT = pa.string()
SCHEMA = pa.schema(
    {
        "question_id": _TEXT,
        "question": _TEXT,
        "product_id": _TEXT,
        "customer_id": _TEXT,
        "kind": _TEXT,
        "fact": _TEXT,
        "language": _TEXT,
        "answerable": pa.bool_(),
        "reason": _TEXT,
        "answer": _TEXT,
        "source": _TEXT,
        "rewording_of": _TEXT,
        "adversarial": pa.bool_(),
        "victim": _TEXT,
        "mistyped": pa.bool_(),
    }
)
_QA = ("question_id", "question", "product_id", "customer_id", "kind", "rewording_of")


@dataclass(frozen=True)
class Asking:
    """Questions, and their candidates.

    Attributes:
        questions: As `SCHEMA` has them: what is asked, by whom, what the truth is.
        of: Question of each candidate, (candidates,).
        text: Candidates; null where the answer is that there is nothing.
        source: Of each, null where there is no candidate at all.
        grade: What each is worth.
    """

    questions: pa.Table
    of: Index
    text: Strings
    source: Strings
    grade: Index

    @classmethod
    def joined(cls, parts: Sequence[Asking]) -> Asking:
        """One after the other."""
        before = np.cumsum([0, *(part.questions.num_rows for part in parts)])
        return cls(
            questions=pa.concat_tables([part.questions for part in parts]),
            of=np.concatenate([part.of + start for part, start in zip(parts, before, strict=False)]),
            text=pa.concat_arrays([part.text for part in parts]),
            source=pa.concat_arrays([part.source for part in parts]),
            grade=np.concatenate([part.grade for part in parts]),
        )

    def rows(self, seed: int, block: str) -> pa.Table:
        """The contract's rows of `qa`: candidates in an order that tells nothing, each text of a question once."""
        kept = np.flatnonzero(~self._repeated())
        share = draws(scrambled(np.arange(len(self.of)), seed, f"candidates of {block}"), seed, "order of candidates")
        kept = kept[np.lexsort((share[kept], self.of[kept]))]
        of = pa.array(self.of[kept])
        columns = {name: self.questions.column(name).take(of) for name in _QA}
        best = pa.array(self.grade[kept] == ANSWERS)
        answer = pa.compute.if_else(best, self.questions.column("answer").take(of), pa.scalar(None, _TEXT))
        told = {"candidate": self.text, "source": self.source, "grade": pa.array(self.grade, pa.int64())}
        columns |= {name: column.take(pa.array(kept)) for name, column in told.items()}
        return pa.table(columns | {"answer": answer})

    def _repeated(self) -> Mask:
        """Candidates whose text another one of the question has, with a grade as high at least."""
        code = self.text.dictionary_encode().indices.fill_null(-1).to_numpy()
        order = np.lexsort((-self.grade, code, self.of))
        again = (np.diff(self.of[order]) == 0) & (np.diff(code[order]) == 0)
        found = np.zeros(len(order), np.bool_)
        found[order[1:]] = again
        return found

    def truth(self) -> pa.Table:
        """Rows of `question_truth`."""
        return self.questions.drop_columns(["question"])


def table(rows: int, **columns: Strings | Index | Mask | str | None) -> pa.Table:
    """Questions as `SCHEMA` has them; one value stands for all rows, columns that are not given are empty.

    Args:
        rows: How many.
        columns: By name.
    """
    usual: dict[str, Strings | Index | Mask | str | None] = {"adversarial": np.zeros(rows, np.bool_)}
    usual |= {"mistyped": np.zeros(rows, np.bool_), "language": "en"} | columns
    return pa.table([_column(field, usual.get(field.name), rows) for field in SCHEMA], schema=SCHEMA)


def _column(field: pa.Field, value: Strings | Index | Mask | str | None, rows: int) -> pa.Array:
    if value is None or isinstance(value, str):
        return pa.array([value] * rows, field.type)
    if isinstance(value, pa.ChunkedArray):
        value = value.combine_chunks()
    return value.cast(field.type) if isinstance(value, pa.Array) else pa.array(value, field.type)


def sources(places: Index, where: Mask | None = None) -> Strings:
    """Names of sources."""
    return gather(pa.array(SOURCES), places, where)


def best_sources(count: int, of: Index, source: Index, grade: Index) -> Strings:
    """The source of each question's answer, the maker before customers, null where nothing answers; (questions,)."""
    none = len(SOURCES)
    found = np.full(count, none)
    right = grade == ANSWERS
    np.minimum.at(found, of[right], source[right])
    return sources(np.where(found < none, found, 0), found < none)
