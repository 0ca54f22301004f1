"""Rows of one request are answered at once, however the file is cut, and refused where the file itself cuts them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from infra.errors import DataError
from params.score import ScoreParameters
from tasks import answering, scoring_job
from tasks.answering import Asking, answer_file
from tasks.scoring_job import Job

THOMPSON = {"policy": "thompson"}
IDS = ["a", "a", "b", None, None, "c", *["long"] * 11, "d", "e", "e", None, "f", "f"]


class Asked(list[list[Any]]):
    """The ids of each question, in place of a model that chooses the first row of each request."""

    def ask(self, _model: object, request: pd.DataFrame, _params: object) -> pd.DataFrame:
        ids = request["request_id"] if "request_id" in request else pd.Series(["all"] * len(request))
        self.append([None if pd.isna(one) else one for one in ids])
        return pd.DataFrame({"ad": request["ad"], "chosen": ids.isna() | ~ids.duplicated()})


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    questions = Asked()
    monkeypatch.setattr(answering, "ask", questions.ask)
    return questions


def asking(rows: int, params: dict[str, Any], columns: tuple[str, ...] = ("request_id", "ad")) -> Asking:
    return Asking("ad_click", "1", columns, {}, rows, params)


def write(path: Path, ids: list[str | None]) -> Path:
    path.parent.mkdir(exist_ok=True)
    frame = pd.DataFrame({"request_id": pd.array(ids, dtype="str"), "ad": [f"x{row}" for row in range(len(ids))]})
    frame.to_csv(path, index=False) if path.suffix == ".csv" else frame.to_parquet(path)
    return path


def answers(source: Path, how: Asking, draft: Path) -> pd.DataFrame:
    answer_file(None, how, source, draft, lambda _rows: None)  # type: ignore[arg-type]
    return pd.read_parquet(draft)


@pytest.mark.parametrize("rows", [1, 2, 3, 5, 8, 100])
@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_one_is_chosen_in_each_request_however_small_the_batches(
    rows: int, suffix: str, asked: Asked, tmp_path: Path
) -> None:
    found = answers(write(tmp_path / f"in{suffix}", IDS), asking(rows, THOMPSON), tmp_path / "out.parquet")
    assert found["ad"].tolist() == [f"x{row}" for row in range(len(IDS))]
    ids = pd.Series(IDS, dtype="str")
    assert found["chosen"].tolist() == (ids.isna() | ~ids.duplicated()).tolist()
    assert [one for question in asked for one in question] == IDS
    # held rows are those of one request: the others are not kept waiting
    assert max(map(len, asked)) <= max(rows, 11) + rows


def test_a_request_that_a_directory_cuts_is_whole_where_one_file_is_made(asked: Asked, tmp_path: Path) -> None:
    for number, ids in enumerate((["a", "b", "b"], ["b", "c"])):
        write(tmp_path / "in" / f"p{number}.csv", ids)
    answers(tmp_path / "in", asking(2, THOMPSON), tmp_path / "out.parquet")
    assert [question.count("b") for question in asked if "b" in question] == [3]


@pytest.mark.parametrize("rows", [1, 2, 100])
def test_rows_that_lie_apart_are_named(rows: int, asked: Asked, tmp_path: Path) -> None:
    source = write(tmp_path / "in.csv", ["a", "b", "b", "c", None, "b", "a"])
    with pytest.raises(DataError, match=r"Rows of request_id 'b' lie apart: there is one more in row 6") as refused:
        answers(source, asking(rows, THOMPSON), tmp_path / "out.parquet")
    assert "sort the file by request_id" in refused.value.remedy
    asked.clear()
    for number, params in enumerate(({}, {"policy": "none"})):
        assert len(answers(source, asking(rows, params), tmp_path / f"{number}.parquet")) == 7
    assert max(map(len, asked)) <= rows


def test_without_the_column_all_rows_compete_and_need_one_batch(asked: Asked, tmp_path: Path) -> None:
    source = write(tmp_path / "in.csv", ["a", "b", "c"])
    assert len(answers(source, asking(3, THOMPSON, ("ad",)), tmp_path / "whole.parquet")) == 3
    with pytest.raises(
        DataError, match=r"Without a column request_id all rows compete .* more than the 2 of one batch"
    ):
        answers(source, asking(2, THOMPSON, ("ad",)), tmp_path / "out.parquet")
    assert len(answers(source, asking(2, {}, ("ad",)), tmp_path / "none.parquet")) == 3
    assert len(asked) == 4


def settled(source: Path, params: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Job:
    monkeypatch.setattr(scoring_job, "_resolve", lambda *_: ("ad-click", "1", "sha"))
    monkeypatch.setattr(scoring_job.registry, "inputs_of", lambda *_: {"ad": "string"})
    asked = {"use_case": "ad-click", "input": str(source), "output": str(source / "out"), "request": params}
    return scoring_job.settle(None, ScoreParameters.model_validate(asked))  # type: ignore[arg-type]


@pytest.mark.usefixtures("home")
def test_a_request_in_two_parts_is_named_before_anything_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "in"
    for number, ids in enumerate((["a", "b", None], [None, "c", "c"], ["d", "b"])):
        write(source / f"p{number}.csv", ids)
    with pytest.raises(DataError, match=r"p2.csv: request_id 'b' is in an earlier part too"):
        settled(source, THOMPSON, monkeypatch)
    assert len(settled(source, {}, monkeypatch).parts) == 3
    write(source / "p2.csv", ["d", "e"])
    assert len(settled(source, THOMPSON, monkeypatch).parts) == 3
    (source / "p2.csv").write_text("ad\nx\n")  # its rows are for themselves: an absent column is an empty one here
    assert len(settled(source, THOMPSON, monkeypatch).parts) == 3
    for number in range(3):
        (source / f"p{number}.csv").write_text(f"ad\nx{number}\n")
    with pytest.raises(DataError, match=r"Without a column request_id all rows compete .* the input has 3 parts"):
        settled(source, THOMPSON, monkeypatch)


def test_many_requests_are_told_apart(asked: Asked, tmp_path: Path) -> None:
    ids = [f"r{row // 3}" for row in range(30_000)]
    shuffled = np.random.default_rng(0).permutation(10_000)
    source = write(tmp_path / "in.parquet", [f"r{one}" for one in np.repeat(shuffled, 3)])
    found = answers(source, asking(1_000, THOMPSON), tmp_path / "out.parquet")
    assert found["chosen"].sum() == len(set(ids)) == 10_000
    assert len(asked) > 20


class Rated(list[list[Any]]):
    """The products of each question, in place of a model that rates them."""

    def ask(self, _model: object, request: pd.DataFrame, _params: object) -> pd.DataFrame:
        names = request["product_id"] if "product_id" in request else pd.Series([None] * len(request))
        self.append([None if pd.isna(one) else one for one in names])
        return pd.DataFrame({"rated": names})


@pytest.mark.parametrize("columns", [("product_id", "text"), ("text",)])
def test_reviews_of_a_product_are_rated_at_once_and_texts_of_none_by_themselves(
    columns: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rated, source = Rated(), tmp_path / "in.csv"
    monkeypatch.setattr(answering, "ask", rated.ask)
    products = ["p", "p", "q", "q", "q", None, None, "r"]
    table = pd.DataFrame({"product_id": products, "text": [f"great {row}" for row in range(8)]})
    table[list(columns)].to_csv(source, index=False)
    how = Asking("review_extraction", "1", columns, {}, 2, {"view": "attributes"})
    assert len(answers(source, how, tmp_path / "out.parquet")) == 8
    if "product_id" in columns:
        assert all(sum(name in question for question in rated) == 1 for name in "pqr")
        table.iloc[[0, 2, 1]].to_csv(source, index=False)
        with pytest.raises(DataError, match="Rows of product_id 'p' lie apart"):
            answers(source, how, tmp_path / "apart.parquet")
        triplets = Asking("review_extraction", "1", columns, {}, 2, {})
        assert len(answers(source, triplets, tmp_path / "triplets.parquet")) == 3
