"""Reviews in languages that training lacks though it has their letters: nothing should be told of them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd

from evaluation.measure import Measure
from evaluation.proportion import share
from evaluation.review_asking import Asking
from evaluation.review_strange_texts import REVIEWS, words_of
from evaluation.review_truth import Annotated

NAME: Final = "told_of_another_language"
MEASURES: Final = (NAME,)
_SAYS: Final = "of short reviews in {}, which training lacks, those of which something is told; the request names none"
_SPOKEN: Final = 0.5  # of the words of a language's reviews, from which on training has it


def measures(asking: Asking, sample: pd.DataFrame, annotated: Annotated, examples: Path) -> dict[str, Measure]:
    """How often something is told of them; nothing is measured where training has all these languages.

    Args:
        asking: Asks the model.
        sample: Rows of `review_requests.requests`, at least one, for the columns.
        annotated: Of any rows.
        examples: What `build` wrote.
    """
    left = lacking(pd.read_parquet(examples / "train.parquet"))
    texts = [text for language in left for text in REVIEWS[language]]
    if not texts or sample.empty:
        return {}
    table = sample.iloc[[0] * len(texts)].reset_index(drop=True)
    ids = pd.array([f"other-language-{at}" for at in range(len(texts))], dtype="str")
    none = pd.array([None] * len(texts), dtype="str")
    table = table.assign(text=pd.array(texts, dtype="str"), example_id=ids, group=ids, product_id=none, language=none)
    told = asking.outcomes(table, annotated.take_none())["triplets_told"] > 0
    says = _SAYS.format(", ".join(left))
    return {NAME: share(int(told.sum()), len(told), higher_is_better=False, meaning=says)}


def lacking(train: pd.DataFrame) -> list[str]:
    """Languages of `REVIEWS` that no training review says it is in, and whose words training mostly lacks."""
    codes = train["language"].dropna() if "language" in train else pd.Series(dtype="str")
    said = {str(code).strip().lower().replace("_", "-").split("-")[0] for code in codes.unique()}
    words = {word for text in train["text"].astype("str") for word in words_of(text)}
    found = []
    for language, texts in REVIEWS.items():
        own = {word for text in texts for word in words_of(text)}
        if language not in said and len(own & words) < _SPOKEN * len(own):
            found.append(language)
    return found
