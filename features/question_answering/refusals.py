"""Labels that do not suffice, and what helps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from features.columns import TEXT
from features.question_answering.parameters import FeaturesParameters
from features.question_answering.questions import Questions
from features.question_answering.splits import HOW, TRAIN, Split, split_of
from features.question_answering.tables import ANSWERS, OF_PRODUCTS
from features.splits import ADVISED, SPLITS
from infra.errors import DataError


def refuse_one_grade(questions: Questions) -> None:
    """Refuse labels in which nothing tells an answer from what is none.

    Raises:
        DataError: No candidate from a product's sources answers, or all of them do.
    """
    own = np.asarray(pc.is_in(questions.candidates.column("source"), value_set=pa.array(OF_PRODUCTS, TEXT)), dtype=bool)
    grades = questions.grades[own]
    sources = ", ".join(OF_PRODUCTS)
    if not (grades == ANSWERS).any():
        raise DataError(
            f"qa: none of the {len(grades):,} candidates from {sources} has grade 2 ({len(questions):,} questions).",
            "Grade those that answer their question with 2; there has to be something that is learnt to be an answer.",
        )
    if (grades == ANSWERS).all():
        raise DataError(
            f"qa: all {len(grades):,} candidates from {sources} have grade 2 ({len(questions):,} questions).",
            "Grade also what does not answer (0) or only helps (1): other sentences of the same product will do. "
            "Without them nothing tells right from wrong.",
        )


def refuse_few(questions: Questions, split: Split, parameters: FeaturesParameters) -> None:
    """Refuse splits of too few questions, or of none that can be answered.

    Raises:
        DataError: There is such a split; names it, what it has, and what helps. Shares are advised only where they
            were tried and help.
    """
    for place, name in enumerate(SPLITS):
        own = split.of == place
        if own.sum() < parameters.min_questions:
            raise DataError(
                f"qa: split `{name}` (made {split.how}) has {int(own.sum()):,} questions; it needs at least "
                f"{parameters.min_questions:,}. There are {len(questions):,} in all.",
                _way_out(questions, split, parameters),
            )
        if not questions.answerable[own].any():
            raise DataError(
                f"qa: none of the {int(own.sum()):,} questions of split `{name}` (made {split.how}) has a candidate of "
                "grade 2.",
                "Have questions judged that can be answered, or leave qa.split out to have the questions split.",
            )
    grades = questions.grades[split.of[questions.of] == TRAIN]
    if not (grades != ANSWERS).any():
        raise DataError(
            f"qa: all {len(grades):,} candidates of split `train` (made {split.how}) have grade 2.",
            "Grade also what does not answer (0) or only helps (1).",
        )


def _way_out(questions: Questions, split: Split, parameters: FeaturesParameters) -> str:
    told = "Have more questions judged"
    if split.how.startswith(HOW["given"]):
        return f"{told}, or leave qa.split out to have the questions split."
    if split.how.startswith(HOW["product"]) and parameters.split_by == "product":
        told += ", about more products, or set features.split_by to question"
    for share in ADVISED:
        tried = replace(
            parameters,
            valid_share=max(share, parameters.valid_share),
            test_share=max(share, parameters.test_share),
        )
        if split_of(questions, tried).least >= parameters.min_questions:
            return (
                f"{told}, or set features.valid_share={tried.valid_share:g} and "
                f"features.test_share={tried.test_share:g}."
            )
    least = split.least
    return f"{told}, or set features.min_questions={least}." if least >= 2 else f"{told}."
