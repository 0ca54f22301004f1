"""Trees that a bundle may hold, for requests that are asked in threads of their own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xgboost as xgb


def booster_of(path: Path, names: Sequence[str]) -> xgb.Booster | None:
    """The trees of a bundle, None where it has none.

    Raises:
        ValueError: They read other features than these names.
    """
    if not path.is_file():
        return None
    booster = xgb.Booster()
    booster.load_model(path)
    if booster.feature_names != list(names):
        raise ValueError(f"{path} reads the features {booster.feature_names}, this code makes {list(names)}.")
    booster.set_param({"nthread": 1})  # requests are asked in threads of their own
    return booster
