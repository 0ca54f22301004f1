"""A registered version has to give the predictions that were evaluated."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from infra.errors import RegistryError
from infra.registry import Servable
from tasks.questions import Answering, Questions

FILE = "verification.parquet"
# Test questions whose answers a registered version has to give again.
ASKED = 200

# Sums in another order differ in the last digits of float32; a wrong model differs by far more. Relative, because
# answers may be counts of thousands, or absolute, because they may be probabilities near 0; whichever allows more.
TOLERANCE = 1e-5


def servable(bundle: Path) -> Servable:
    """What MLflow has to know of a bundle."""
    from models.serving import load_bundle

    model = load_bundle(bundle)
    return Servable(model.signature(), model.input_example(), model.requirements())


def keep(model: Answering, questions: Questions, out: Path) -> None:
    """Store the answers to the first questions; asked apart from all others, so that batching cannot differ."""
    questions.put_to(model, ASKED).to_parquet(out / FILE, index=False)


def check_reproduces(model: Answering, questions: Questions, stored: Path) -> None:
    """Compare the loaded version's answers with the stored ones.

    Raises:
        RegistryError: They differ.
    """
    expected = pd.read_parquet(stored)
    answers = questions.put_to(model, ASKED)
    if len(answers) != len(expected):
        raise RegistryError(
            f"Loaded from the registry, the model gives {len(answers)} answers where the evaluated one gave "
            f"{len(expected)}; it is not registered.",
            "Its bundle does not hold all that it predicts with.",
        )
    for column in expected:
        numeric = pd.api.types.is_float_dtype(expected[column].dtype)
        if numeric:
            same = np.isclose(expected[column], answers[column], rtol=TOLERANCE, atol=TOLERANCE, equal_nan=True)
        else:
            missing = expected[column].isna().to_numpy(), answers[column].isna().to_numpy()
            equal = expected[column].astype(str).to_numpy() == answers[column].astype(str).to_numpy()
            same = np.where(missing[0] | missing[1], missing[0] == missing[1], equal)
        if not np.all(same):
            raise RegistryError(
                f"Loaded from the registry, the model differs from the evaluated one in column {column!r} "
                f"on {int((~same).sum())} of {len(expected)} rows; it is not registered.",
                "Its bundle does not hold all that it predicts with.",
            )
