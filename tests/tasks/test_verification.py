from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from infra.errors import RegistryError
from tasks import verification
from tasks.questions import Questions


class Answering:
    def __init__(self, shift: float) -> None:
        self.shift = shift

    def predict(self, request: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        """As many answers to each request as `each` says."""
        asked = request["x"].repeat((params or {"each": 1})["each"])
        return pd.DataFrame({"probability": asked / 10 + self.shift, "match": asked > 3})


def questions(requests: int, params: dict[str, Any] | None = None) -> Questions:
    table = pd.DataFrame({"x": [float(number) for number in range(requests)]})
    return Questions(table, lambda rows: rows, params)


@pytest.mark.parametrize("params", [None, {"each": 3}])
def test_the_same_answers_pass_and_others_do_not(tmp_path: Path, params: dict[str, Any] | None) -> None:
    asked, each = questions(verification.ASKED + 7, params), (params or {"each": 1})["each"]
    verification.keep(Answering(0), asked, tmp_path)
    stored = tmp_path / verification.FILE
    rows = verification.ASKED * each
    assert len(pd.read_parquet(stored)) == rows
    verification.check_reproduces(Answering(0), asked, stored)
    with pytest.raises(RegistryError, match=f"'probability' on {rows} of {rows} rows"):
        verification.check_reproduces(Answering(30), asked, stored)
    with pytest.raises(RegistryError, match=f"gives {2 * rows} answers where the evaluated one gave {rows}"):
        verification.check_reproduces(Answering(0), questions(len(asked.table), {"each": 2 * each}), stored)


def test_a_difference_counts_relative_to_the_answer(tmp_path: Path) -> None:
    verification.keep(Answering(1e6), questions(5), tmp_path)
    verification.check_reproduces(Answering(1e6 + 1), questions(5), tmp_path / verification.FILE)
    with pytest.raises(RegistryError, match="'probability'"):
        verification.check_reproduces(Answering(1e6 + 100), questions(5), tmp_path / verification.FILE)


class Noting:
    """Answers with a text that may be missing."""

    def __init__(self, notes: list[str | None]) -> None:
        self.notes = notes

    def predict(self, request: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:  # noqa: ARG002
        return pd.DataFrame({"note": pd.array(self.notes[: len(request)], dtype="str")})


@pytest.mark.parametrize("notes", [[None, None, None], ["a", None, "b"]])
def test_texts_that_are_missing_in_both_are_the_same(tmp_path: Path, notes: list[str | None]) -> None:
    verification.keep(Noting(notes), questions(3), tmp_path)
    verification.check_reproduces(Noting(notes), questions(3), tmp_path / verification.FILE)


@pytest.mark.parametrize("other", [["a", "b", "b"], [None, None, "b"], ["a", "nan", "b"]])
def test_a_text_that_is_missing_in_one_differs(tmp_path: Path, other: list[str | None]) -> None:
    verification.keep(Noting(["a", None, "b"]), questions(3), tmp_path)
    with pytest.raises(RegistryError, match="'note' on 1 of 3 rows"):
        verification.check_reproduces(Noting(other), questions(3), tmp_path / verification.FILE)
