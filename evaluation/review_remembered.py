"""What remembering the words of training comes to, which every model of review extraction has to beat."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd

from evaluation.asked_again import spread
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.review_asking import Asking
from evaluation.review_lexicon import Lexicon
from evaluation.review_statistics import TRIPLET_F1
from evaluation.review_truth import EDGES, Annotated
from models.review_extraction.extracted import NONE

NAME: Final = "triplet_f1_lexicon"
MEASURES: Final = (NAME,)
_MEANING: Final = "triplet_f1 of phrases that training has, each with the sentiment that it had there most"


def measures(asking: Asking, examples: Path, table: pd.DataFrame) -> dict[str, Measure]:
    """Triplet F1 of a lexicon of train on all test reviews; see `evaluation.review_lexicon`.

    Args:
        asking: Its settings: `challenge_reviews`, the most reviews of valid by which the lexicon is set; `resamples`,
            `confidence`, `seed`.
        examples: What `build` wrote.
        table: `review_requests.requests(examples)`.
    """
    triplets = pd.read_parquet(examples / "triplets.parquet")
    triplets = triplets.assign(**{name: triplets[name].fillna(NONE).astype("int64") for name in EDGES})
    learnt = triplets[triplets["split"] == "train"]
    if len(learnt) == 0 or len(table) == 0:
        return {}
    lexicon = Lexicon.fit(pd.read_parquet(examples / "train.parquet"), learnt)
    if (examples / "valid.parquet").is_file():
        valid = pd.read_parquet(examples / "valid.parquet")
        some = valid.iloc[spread(len(valid), int(asking.settings["challenge_reviews"]))]
        of_some = (triplets["split"] == "valid") & triplets["example_id"].isin(some["example_id"])
        lexicon = lexicon.chosen(some, triplets[of_some])
    outcomes = Asking(lexicon, asking.settings).outcomes(table, Annotated.of(table, examples))
    return measured(outcomes, {NAME: TRIPLET_F1}, {NAME: _MEANING}, asking.settings)
