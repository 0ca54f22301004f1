"""Which judged candidates are there: passages of their product, or rows of their customer."""

from __future__ import annotations

from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from features import folding
from features.columns import TEXT, Mask
from features.question_answering.questions import Questions
from features.question_answering.tables import ANSWERS, OF_ACCOUNTS, OF_PRODUCTS, Tables
from infra.errors import DataError

_ID: Final = {"orders": "order_id", "wish_lists": "product_id", "reminders": "reminder_id"}
_MARK: Final = pa.scalar("\x1f", TEXT)


def lost_rows(tables: Tables, questions: Questions) -> int:
    """Answers from accounts that no row of their question's customer has.

    Raises:
        DataError: All of those of one table are such: then ids or customers are written in another way there.
    """
    source = questions.candidates.column("source").combine_chunks()
    text = questions.candidates.column("text").combine_chunks()
    customer = questions.column("customer_id").take(pa.array(questions.of))
    asked = np.asarray(pc.is_valid(text), dtype=bool) & (questions.grades == ANSWERS)
    lost = 0
    for name in OF_ACCOUNTS:
        rows = np.flatnonzero(asked & np.asarray(pc.equal(source, name), dtype=bool))
        table = tables.accounts[name]
        known = _keys(table.column("customer_id").combine_chunks(), table.column(_ID[name]).combine_chunks())
        told = _keys(customer.take(pa.array(rows)), text.take(pa.array(rows)))
        gone = np.flatnonzero(~np.asarray(pc.is_in(told, value_set=known), dtype=bool))
        if len(rows) and len(gone) == len(rows):
            one = questions.column("question_id")[int(questions.of[rows[0]])].as_py()
            whose = customer[int(rows[0])].as_py()
            raise DataError(
                f"qa.candidate: none of the {len(rows):,} answers of source {name} is the {_ID[name]} of a row that "
                f"the question's customer has in {name} ({table.num_rows:,} rows); question_id {one!r}, customer_id "
                f"{whose!r}, has {text[int(rows[0])].as_py()!r}.",
                f"Give customers' rows in the table {name}, and qa.customer_id and qa.candidate as they stand there; "
                "or leave those questions out.",
            )
        lost += len(gone)
    return lost


def no_passages(questions: Questions, passages: pa.Table) -> int:
    """Candidates from a product's sources that are no passage of it: otherwise worded, longer, or no longer there."""
    candidates = questions.candidates
    own: Mask = np.asarray(pc.is_in(candidates.column("source"), value_set=pa.array(OF_PRODUCTS, TEXT)), dtype=bool)
    product = questions.column("product_id").take(pa.array(questions.of))
    judged = candidates.append_column("product_id", product).filter(pa.array(own))
    columns = ("product_id", "source", "text")
    return int((~np.isin(folding.text_keys(judged, columns), folding.text_keys(passages, columns))).sum())


def _keys(customer: pa.Array, own: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise(customer, own, _MARK)
