"""What is said of products, passage by passage, with what it is worth as an answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sources.simulator.qa_columns import taken
from sources.simulator.words import Index, Mask, Strings

ATTRIBUTE, BULLET, DESCRIPTION, REVIEW, COMMUNITY, ORDERS, WISH_LISTS, REMINDERS = range(8)
SOURCES = ("attribute", "bullet", "description", "review", "community", "orders", "wish_lists", "reminders")
NOT, HELPS, ANSWERS = range(3)
NOTHING = -1


@dataclass(frozen=True)
class Passages:
    """Passages of the products of a shelf; (passages,) each.

    Attributes:
        product: Place of the product.
        source: As `SOURCES` counts.
        fact: Place among the facts of the shelf, -1 for none.
        grade: What it is worth as an answer to a question about that fact.
        text: As candidates tell it.
        number: In the id of the review or of the answer; of others any.
        question: Of a pair of the community, empty elsewhere.
        answer: Text without the question.
        key, value: Of an attribute, empty elsewhere.
        command: Whether it wants to command its reader.
        claims: Whether it tells the fact, rightly or not.
    """

    product: Index
    source: Index
    fact: Index
    grade: Index
    text: Strings
    number: Index
    question: Strings
    answer: Strings
    key: Strings
    value: Strings
    command: Mask
    claims: Mask

    def __len__(self) -> int:
        return len(self.product)

    def of(self, source: int) -> Passages:
        """Those of a source."""
        return taken(self, np.flatnonzero(self.source == source))

    @classmethod
    def said(
        cls,
        product: Index,
        source: int,
        text: Strings,
        *,
        number: Index,
        fact: Index | None = None,
        grade: Index | None = None,
        **words: Strings,
    ) -> Passages:
        """Passages of one source; what is not given is nothing, `answer` the text."""
        empty = pa.array([""] * len(product), pa.string())
        return cls(
            product=product,
            source=np.full(len(product), source),
            fact=np.full(len(product), NOTHING) if fact is None else fact,
            grade=np.full(len(product), NOT) if grade is None else grade,
            text=text,
            number=number,
            question=words.get("question", empty),
            answer=words.get("answer", text),
            key=words.get("key", empty),
            value=words.get("value", empty),
            command=np.zeros(len(product), np.bool_),
            claims=np.zeros(len(product), np.bool_),
        )
