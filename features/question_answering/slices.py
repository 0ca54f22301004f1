"""Which questions are harder than others."""

from __future__ import annotations

from typing import Final

import numpy as np
import pyarrow.compute as pc

from features.columns import Mask
from features.question_answering.parameters import FeaturesParameters
from features.question_answering.questions import Questions

SLICES: Final = ("personal", "no_product", "long_question")


def slices_of(questions: Questions, parameters: FeaturesParameters) -> dict[str, Mask]:
    """(n,) each, by name of `SLICES`: about the customer's own account; about neither that nor a product; of many
    words.
    """
    alone = np.asarray(pc.is_null(questions.column("product_id")), dtype=bool) & ~questions.personal
    words = np.asarray(pc.count_substring_regex(questions.column("question"), r"[\p{L}\p{M}\p{N}]+"), dtype=np.int64)
    return {
        "personal": questions.personal,
        "no_product": alone,
        "long_question": words >= parameters.long_words,
    }
