"""What of question answering is measured by asking again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation import (
    qa_alone,
    qa_changed,
    qa_channels,
    qa_contradicted,
    qa_latency,
    qa_others,
    qa_promises,
    qa_prompts,
    qa_stored,
    qa_strangers,
    qa_without,
)
from evaluation.measure import Measure
from evaluation.qa_asking import Answers, Asking

MEASURES: Final = (
    *qa_promises.MEASURES,
    *qa_changed.MEASURES,
    *qa_channels.MEASURES,
    *qa_alone.MEASURES,
    *qa_without.MEASURES,
    *qa_stored.MEASURES,
    *qa_others.MEASURES,
    *qa_prompts.MEASURES,
    *qa_contradicted.MEASURES,
    *qa_strangers.MEASURES,
    *qa_latency.MEASURES,
)


def challenges(model: Answers, examples: Path, table: pd.DataFrame, settings: Mapping[str, Any]) -> dict[str, Measure]:
    """Measures that need the model asked again.

    Args:
        model: What is evaluated.
        examples: What `build` wrote.
        table: `requests(examples)`.
        settings: `challenge_questions`: the most test questions, evenly over the test, that are asked again in each
            way; `adversarial_questions`: the most about accounts that are asked in each adversarial way;
            `timed_questions`; `resamples`, `confidence`, `seed`.
    """
    asking = Asking.of(model, examples, settings)
    sample = asking.sample(table, np.ones(len(table), dtype=bool))
    plain = asking.answers(sample)
    found = qa_promises.measures(asking, sample) | qa_changed.measures(asking, sample, plain)
    found |= qa_channels.measures(asking, sample, plain)
    found |= qa_others.measures(asking, table, sample, plain)
    told = asking.sample(table, table["candidates"].notna().to_numpy(dtype=bool))
    before = asking.outcomes(told)
    answerable = told[before["answerable"].to_numpy(bool)].reset_index(drop=True)
    known = answerable["product_id"].notna().to_numpy(dtype=bool)
    found |= qa_alone.measures(asking, answerable) | qa_without.measures(asking, answerable)
    found |= qa_stored.measures(asking, answerable[known].reset_index(drop=True))
    found |= qa_prompts.measures(asking, told, before) | qa_contradicted.measures(asking, told, before)
    found |= qa_strangers.measures(asking, told)
    return found | qa_latency.measures(model, table, settings)
