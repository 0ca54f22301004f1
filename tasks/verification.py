"""A registered version has to give the predictions that were evaluated."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from infra.errors import RegistryError
from infra.registry import Servable

if TYPE_CHECKING:
    from mlflow.pyfunc import PyFuncModel

FILE = "verification.parquet"

# Sums in another order differ in the last digits of float32; a wrong model differs by far more.
TOLERANCE = 1e-5


def servable(bundle: Path) -> Servable:
    """What MLflow has to know of a bundle."""
    from models.serving import load_bundle

    model = load_bundle(bundle)
    return Servable(model.signature(), model.input_example(), model.requirements())


def check_reproduces(model: PyFuncModel, requests: pd.DataFrame, stored: Path) -> None:
    """Compare the loaded version's answers with the stored ones.

    Raises:
        RegistryError: They differ.
    """
    expected = pd.read_parquet(stored)
    answers = model.predict(requests.head(len(expected)))
    for column in expected:
        numeric = pd.api.types.is_float_dtype(expected[column].dtype)
        if numeric:
            same = np.isclose(expected[column], answers[column], rtol=0, atol=TOLERANCE, equal_nan=True)
        else:
            same = expected[column].astype(str).to_numpy() == answers[column].astype(str).to_numpy()
        if not np.all(same):
            raise RegistryError(
                f"Loaded from the registry, the model differs from the evaluated one in column {column!r} "
                f"on {int((~same).sum())} of {len(expected)} rows; it is not registered.",
                "Its bundle does not hold all that it predicts with.",
            )
