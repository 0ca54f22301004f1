"""Judged questions, each with its candidates, and what can be told of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from features import folding
from features.columns import TEXT, Longs, Mask, places
from features.question_answering.tables import ANSWERS, OF_ACCOUNTS
from features.splits import SPLITS

ONCE: Final = ("question", "product_id", "customer_id", "rewording_of", "kind", "split")


@dataclass(frozen=True)
class Questions:
    """n questions and their m candidates.

    Attributes:
        table: question_id, rising, and `ONCE`.
        candidates: text (null: that there is no such row), source, grade (int8), answer; of a question together, in the
            order of a hash, so that the order of the labels' rows tells nothing.
        of: (m,) position of each one's question, rising.
        nothing: Rows that say of a question that there is nothing that might answer.
    """

    table: pa.Table
    candidates: pa.Table
    of: Longs
    nothing: int

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def column(self, name: str) -> Any:
        """(n,) a column of the questions, in one piece."""
        return self.table.column(name).combine_chunks()

    @cached_property
    def grades(self) -> Longs:
        """(m,) of the candidates."""
        return np.asarray(self.candidates.column("grade"), dtype=np.int64)

    @cached_property
    def answerable(self) -> Mask:
        """(n,) whether some candidate answers."""
        return self._any(self.grades == ANSWERS)

    @cached_property
    def personal(self) -> Mask:
        """(n,) whether a customer's own rows are asked for: a candidate says so, or the kind does; where neither tells,
        whether there is a customer and no product.
        """
        own = pc.is_in(self.candidates.column("source"), value_set=pa.array(OF_ACCOUNTS, TEXT))
        kind = self.column("kind")
        said = pc.fill_null(pc.starts_with(pc.utf8_lower(kind), "account"), False)
        alone = pc.and_(pc.is_valid(self.column("customer_id")), pc.is_null(self.column("product_id")))
        untold = np.asarray(pc.and_(alone, pc.is_null(kind)), dtype=bool)
        among = np.asarray(own, dtype=bool)
        sure: Mask = self._any(among) | np.asarray(said, dtype=bool)
        return sure | (untold & ~self._any(~among))

    @cached_property
    def given(self) -> Longs:
        """(n,) position in `SPLITS`, `UNKNOWN` where none is given."""
        return places(self.column("split"), pa.array(SPLITS, TEXT))

    @cached_property
    def words(self) -> npt.NDArray[np.uint64]:
        """(n,) keys of their folded words."""
        return folding.text_keys(self.table, ("question",))

    def _any(self, holds: Mask) -> Mask:
        found = np.zeros(len(self), dtype=bool)
        found[self.of[holds]] = True
        return found
