"""What of product classification is measured by asking the model again: fields blanked, another script, its speed."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol

import pandas as pd

from evaluation import category_blanked, category_frequent, category_requests, category_script, category_training
from evaluation.asked_again import blanked, spread
from evaluation.category_outcomes import outcomes
from evaluation.measure import Measure
from evaluation.proportion import share

WARM_UP: Final = 100  # listings that are asked before time is taken


class Classifier(Protocol):
    """A model of product classification; what its training noted may be in its `facts`."""

    def predict(self, request: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame: ...


MEASURES: Final = (
    *category_blanked.MEASURES,
    "sure_on_unknown_script",
    "answered_on_unknown_script",
    "titles_per_second",
    *category_training.MEASURES,
    *category_frequent.MEASURES,
)


def challenges(
    model: Classifier, examples: Path, table: pd.DataFrame, settings: Mapping[str, Any]
) -> dict[str, Measure]:
    """Measures that need the model asked again, what it says of its own training, and what any model has to beat.

    Args:
        model: What is evaluated.
        examples: What `build` wrote.
        table: `requests(examples)`.
        settings: `challenge_rows`: the most test listings, evenly over the test, that are asked again;
            `throughput_rows`: the most that are timed in one batch.
    """
    rows = spread(len(table), int(settings["challenge_rows"]))
    sample = table.iloc[rows].reset_index(drop=True)
    batch = table.iloc[spread(len(table), int(settings["throughput_rows"]))]
    return {
        **category_blanked.blanked_fields(sample, partial(_said, model)),
        **_unknown_script(model, examples, sample),
        "titles_per_second": _titles_per_second(model, batch.reset_index(drop=True)),
        **category_training.measures(getattr(model, "facts", {})),
        **category_frequent.measures(examples, table),
    }


def _unknown_script(model: Classifier, examples: Path, sample: pd.DataFrame) -> dict[str, Measure]:
    """Nothing but titles, in letters that tell nothing: whatever is answered surely is answered without a reason."""
    titled = sample[sample["title"].notna()].reset_index(drop=True)
    script = category_script.unseen_script(examples)
    if script is None or len(titled) == 0:
        why = "no test listing has a title" if script else "training saw letters of all scripts that are tried"
        none = Measure(None, n=0, higher_is_better=False, meaning=why)
        return {"sure_on_unknown_script": none, "answered_on_unknown_script": none}
    asked = category_requests.request_columns(titled)
    others = [name for name in category_requests.REQUEST if name in asked and name != "title"]
    said = _said(model, titled, blanked(asked, others).assign(title=category_script.rewritten(titled["title"], script)))
    says = f"of titles alone, in {script} letters, which training never saw"

    def told(column: str, what: str) -> Measure:
        return share(int(said[column].sum()), len(said), higher_is_better=False, meaning=f"{what}, {says}")

    return {
        "sure_on_unknown_script": told("sure", "answered with a sure leaf"),
        "answered_on_unknown_script": told("answered", "answered below the root"),
    }


def _titles_per_second(model: Classifier, batch: pd.DataFrame) -> Measure:
    asked, params = category_requests.request_columns(batch), category_requests.request_params(batch)
    model.predict(asked.head(WARM_UP), params)
    start = time.perf_counter()
    model.predict(asked, params)
    seconds = time.perf_counter() - start
    return Measure(len(asked) / seconds, n=len(asked), unit="titles/s", meaning="scored in one batch")


def _said(model: Classifier, sample: pd.DataFrame, asked: pd.DataFrame) -> pd.DataFrame:
    answers = model.predict(asked, category_requests.request_params(sample))
    return outcomes(sample, answers.reset_index(drop=True))
