"""What of visual search is measured by asking again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation import (
    visual_added,
    visual_altered,
    visual_crowded,
    visual_locator,
    visual_refused,
    visual_repeated,
    visual_shares,
)
from evaluation.measure import Measure
from evaluation.visual_asking import Asking, Searcher

MEASURES: Final = (
    *visual_locator.MEASURES,
    *visual_altered.MEASURES,
    *visual_shares.MEASURES,
    *visual_refused.MEASURES,
    *visual_added.MEASURES,
    *visual_crowded.MEASURES,
    *visual_repeated.MEASURES,
)


def challenges(model: Searcher, examples: Path, table: pd.DataFrame, settings: Mapping[str, Any]) -> dict[str, Measure]:
    """Measures that need the model asked again.

    Args:
        model: What is evaluated; afterwards it is as it was.
        examples: What `build` wrote.
        table: `requests(examples)`.
        settings: See `params.visual_search.evaluation`.
    """
    asking = Asking(model, examples, settings)
    shows = np.array([bool(ids) for ids in table["ids"]], dtype=bool)
    sample = asking.sample(table, shows)
    plain = asking.outcomes(sample)
    found = visual_locator.measures(asking, table) | visual_altered.measures(asking, sample, plain)
    alone = asking.sample(table, table["one_product"].to_numpy(dtype=bool))
    found |= visual_shares.measures(asking, sample, plain, alone, asking.sample(table, ~shows))
    found |= visual_refused.measures(asking, table, sample, plain)
    found |= visual_repeated.measures(asking, table, sample, plain)
    return found | visual_added.measures(asking, table) | visual_crowded.measures(asking, sample)
