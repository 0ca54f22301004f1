"""What the challenges ask of a model of ad clicks, and a copy of it that may learn while the model stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation import ad_requests


class Learner(Protocol):
    """A model of ad clicks."""

    def predict(self, request: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame: ...

    def score(self, columns: Mapping[str, Any]) -> Any: ...

    def update(self, impressions: pd.DataFrame) -> None: ...

    def save(self, directory: Path) -> object: ...


def probability(model: Learner, table: pd.DataFrame) -> npt.NDArray[np.float64]:
    """What the model says of rows of `ad_requests.requests`, (n,)."""
    answers = model.predict(ad_requests.request_columns(table), ad_requests.request_params(table))
    return answers["probability"].to_numpy(np.float64)
