"""What is told of the examples of question answering."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow.compute as pc

from features.columns import UNKNOWN, Mask, coded
from features.question_answering.questions import Questions
from features.question_answering.splits import TEST, TRAIN, Split
from features.question_answering.tables import Tables
from features.splits import SPLITS


def facts_of(
    tables: Tables, questions: Questions, split: Split, slices: dict[str, Mask], passages: dict[str, int]
) -> dict[str, Any]:
    """Counts as JSON values: of the tables, of each split, and of what was left out."""
    facts: dict[str, Any] = {
        "split": split.how,
        "questions": len(questions),
        "candidates": len(questions.of),
        "rows_of_nothing_that_might_answer": questions.nothing,
        "questions_asked_again_in_a_later_split_left_out": split.repeated,
        "rewordings_in_another_split_than_their_original": split.apart,
        "questions_left_out": split.left_out,
        "products_of_the_test_that_train_asks_about": _shared_products(questions, split),
        "products": tables.products.num_rows,
        "declared_attributes": list(tables.declared),
        **passages,
        **{name: table.num_rows for name, table in tables.accounts.items()},
        "opinions": 0 if tables.opinions is None else tables.opinions.num_rows,
    }
    source = questions.candidates.column("source").to_pandas().to_numpy(dtype=object)
    reworded = np.asarray(pc.is_valid(questions.column("rewording_of")), dtype=bool)
    for place, name in enumerate(SPLITS):
        own, candidates = split.of == place, split.of[questions.of] == place
        facts[name] = {
            "questions": int(own.sum()),
            "answerable": int((own & questions.answerable).sum()),
            "rewordings": int((own & reworded).sum()),
            "candidates": int(candidates.sum()),
            "grades": _counts(questions.grades[candidates].astype(str)),
            "sources": _counts(source[candidates].astype(str)),
            **{what: int((holds & own).sum()) for what, holds in slices.items()},
        }
    return facts


def _shared_products(questions: Questions, split: Split) -> int:
    product, _ = coded(questions.column("product_id"))
    known = product != UNKNOWN
    return len(np.intersect1d(product[known & (split.of == TRAIN)], product[known & (split.of == TEST)]))


def _counts(values: Any) -> dict[str, int]:
    names, counts = np.unique(values, return_counts=True)
    return dict(zip(names.tolist(), counts.tolist(), strict=True))
