from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import mlflow
import pandas as pd
import pytest
from mlflow.exceptions import MlflowException
from mlflow.models import ModelSignature
from mlflow.types import ColSpec, Schema

from tasks.questions import Questions


class Champion:
    """Takes at most `longest` weeks, as a version of other settings does."""

    def __init__(self, longest: int) -> None:
        self.longest = longest

    def predict(self, request: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        weeks = (params or {"weeks": 1})["weeks"]
        if weeks > self.longest:
            raise MlflowException(f"{weeks} weeks are too many")
        return pd.DataFrame({"x": request["x"].repeat(weeks)})


def room(rows: int, **hooks: Any) -> ModuleType:
    made = ModuleType("room")
    made.requests = lambda _examples: pd.DataFrame({"x": range(rows), "label": 1})
    made.request_columns = lambda table: table[["x"]]
    for name, hook in hooks.items():
        setattr(made, name, hook)
    return made


WEEKS = {
    "request_params": lambda _table: {"weeks": 3},
    "easier_params": lambda params: [{"weeks": weeks} for weeks in range(params["weeks"] - 1, 0, -1)],
}


def test_a_room_without_parameters_is_asked_without() -> None:
    questions = Questions.of(room(4), Path())
    assert questions.params is None
    assert list(questions.asked) == ["x"]
    assert len(questions.put_to(Champion(1))) == len(questions.put_to_champion(Champion(1))) == 4
    assert questions.put_to(Champion(1), 2)["x"].tolist() == [0, 1]


def test_of_many_questions_a_sample_is_asked() -> None:
    questions = Questions.of(room(100), Path(), most=10)
    assert len(questions.table) == len(questions.asked) == 10
    assert questions.table["x"].tolist() == questions.asked["x"].tolist()


@pytest.mark.parametrize(("longest", "each"), [(5, 3), (3, 3), (2, 2), (1, 1)])
def test_a_champion_of_other_settings_is_asked_what_it_takes(longest: int, each: int) -> None:
    questions = Questions.of(room(4, **WEEKS), Path())
    assert len(questions.put_to_champion(Champion(longest))) == 4 * each


def test_a_champion_that_takes_nothing_says_why_it_refused_first() -> None:
    questions = Questions.of(room(4, **WEEKS), Path())
    with pytest.raises(MlflowException, match="3 weeks are too many"):
        questions.put_to_champion(Champion(0))


class Selling(mlflow.pyfunc.PythonModel):  # type: ignore[misc]  # mlflow ships no types
    """Tells what it was asked with."""

    def predict(self, context: Any, model_input: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:  # noqa: ARG002 - mlflow's interface
        return model_input.notna()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", ["string", "double", "boolean"])
def test_what_a_champion_requires_and_the_questions_lack_is_missing(kind: str, tmp_path: Path) -> None:
    inputs = [ColSpec("long", "x"), ColSpec(kind, "ad"), ColSpec("string", "note", required=False)]
    mlflow.pyfunc.save_model(
        tmp_path / "model", python_model=Selling(), signature=ModelSignature(Schema(inputs)), pip_requirements=[]
    )
    champion = mlflow.pyfunc.load_model(str(tmp_path / "model"))
    answers = Questions.of(room(3), Path()).put_to_champion(champion)
    assert answers["x"].all()
    assert not answers["ad"].any()
    assert len(answers) == 3


def test_a_room_of_heavy_questions_is_asked_a_few_at_a_time_and_answers_stay_in_order() -> None:
    held: list[int] = []

    def columns(table: pd.DataFrame) -> pd.DataFrame:
        held.append(len(table))
        return table[["x"]]

    questions = Questions.of(room(7, request_columns=columns, ASKED_AT_ONCE=3), Path())
    for answers in (questions.put_to(Champion(1)), questions.put_to_champion(Champion(1))):
        assert answers["x"].tolist() == list(range(7))
        assert answers.index.tolist() == list(range(7))
    assert questions.put_to(Champion(1), 2)["x"].tolist() == [0, 1]
    assert questions.some(4)["x"].tolist() == [0, 2, 4, 6]
    assert max(held) <= 4


def test_some_questions_lie_evenly_over_all() -> None:
    questions = Questions.of(room(9), Path())
    assert questions.some(3)["x"].tolist() == [0, 4, 8]
    assert questions.some(20)["x"].tolist() == list(range(9))
    assert [len(lot) for lot in questions.lots()] == [9]
