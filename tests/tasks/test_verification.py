from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from infra.errors import RegistryError
from tasks import verification


class Answering:
    def __init__(self, shift: float) -> None:
        self.shift = shift

    def predict(self, requests: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame({"probability": requests["x"] / 10 + self.shift, "match": requests["x"] > 3})


REQUESTS = pd.DataFrame({"x": [float(number) for number in range(8)]})


def test_the_same_answers_pass_and_others_do_not(tmp_path: Path) -> None:
    stored = tmp_path / verification.FILE
    Answering(0).predict(REQUESTS.head(5)).to_parquet(stored)
    verification.check_reproduces(Answering(0), REQUESTS, stored)
    with pytest.raises(RegistryError, match="'probability' on 5 of 5 rows"):
        verification.check_reproduces(Answering(0.01), REQUESTS, stored)
