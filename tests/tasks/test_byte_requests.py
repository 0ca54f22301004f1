"""Requests that hold the content of files: asked from a frame, a file and over HTTP, they reach the model as bytes."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import mlflow
import pandas as pd
import pytest
from mlflow.pyfunc import PyFuncModel, scoring_server

from infra.asking import ask
from infra.errors import DataError
from infra.registry import signature_of
from tasks.answering import Asking, answer_file, columns_present
from tasks.request_of import request_of

CONTENTS = [b"\xff\xd8\x00 a picture" * 40, b"\x89PNG\r\n\x1a\n", b"GIF89a"]
ENTRY = """
import hashlib
import pandas as pd
from mlflow.models import set_model
from mlflow.pyfunc import PythonModel
from models.request_bytes import bytes_of


class Digests(PythonModel):
    def predict(self, context, model_input: pd.DataFrame, params=None) -> pd.DataFrame:
        read = bytes_of(model_input, "image")
        return pd.DataFrame({"digest": ["none" if one is None else hashlib.sha256(one).hexdigest() for one in read]})


set_model(Digests())
"""
SIGNATURE = {
    "inputs": [("request_id", "string", False), ("image", "binary", True)],
    "outputs": [("digest", "string", True)],
    "params": [("k", "long", 5)],
}


def digests(contents: list[bytes]) -> list[str]:
    import hashlib

    return [hashlib.sha256(content).hexdigest() for content in contents]


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> PyFuncModel:
    place = tmp_path_factory.mktemp("binary")
    (place / "entry.py").write_text(ENTRY)
    mlflow.pyfunc.save_model(
        place / "model",
        python_model=str(place / "entry.py"),
        signature=signature_of(SIGNATURE),
        input_example=pd.DataFrame({"request_id": ["a", "b"], "image": CONTENTS[:2]}),
        pip_requirements=["pandas"],
    )
    return mlflow.pyfunc.load_model(str(place / "model"))


def test_the_stored_input_example_is_bytes_again_and_is_answered(model: PyFuncModel) -> None:
    assert model.input_example["image"].tolist() == CONTENTS[:2]
    assert ask(model, model.input_example)["digest"].tolist() == digests(CONTENTS[:2])


def test_a_frame_of_bytes_is_asked_as_it_is_and_others_are_refused(model: PyFuncModel) -> None:
    assert ask(model, pd.DataFrame({"image": CONTENTS}))["digest"].tolist() == digests(CONTENTS)
    gaps = pd.DataFrame({"image": pd.Series([CONTENTS[0], None], dtype="object")})
    assert ask(model, gaps)["digest"].tolist() == [*digests(CONTENTS[:1]), "none"]
    for frame in (pd.DataFrame({"image": [1, 2]}), pd.DataFrame({"image": ["no base64!"]}), pd.DataFrame({"id": [1]})):
        with pytest.raises(DataError, match="The model refuses the request"):
            ask(model, frame)


@pytest.mark.parametrize("suffix", [".parquet", ".csv"])
def test_a_file_of_requests_is_answered_batch_by_batch(model: PyFuncModel, suffix: str, tmp_path: Path) -> None:
    source, out = tmp_path / f"asked{suffix}", tmp_path / "answers.parquet"
    if suffix == ".parquet":
        pd.DataFrame({"request_id": range(3), "image": CONTENTS}).to_parquet(source)
    else:
        texts = [base64.encodebytes(content).decode() for content in CONTENTS]
        pd.DataFrame({"request_id": range(3), "image": texts}).to_csv(source, index=False)
    inputs = {name: kind for name, kind, _ in SIGNATURE["inputs"]}
    columns, ignored = columns_present("visual_search", inputs, source, None)
    assert (columns, ignored) == (["request_id", "image"], [])
    asking = Asking("visual_search", "1", columns, inputs, 2, {})
    assert answer_file(model, asking, source, out, lambda _asked: None) == (3, 3)
    assert pd.read_parquet(out)["digest"].tolist() == digests(CONTENTS)


def test_a_column_of_bytes_that_a_version_was_trained_with_is_read_too() -> None:
    table = request_of("visual_search", {"image": "binary", "back": "binary"})
    assert [column.kind.value for column in table.columns] == ["id", "bytes", "bytes"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", json.dumps({"dataframe_records": [{"image": encoded(one)} for one in CONTENTS]})),
        (
            "application/json",
            json.dumps({"dataframe_split": {"columns": ["image"], "data": [[encoded(one)] for one in CONTENTS]}}),
        ),
        ("application/json", json.dumps({"inputs": {"image": [encoded(one) for one in CONTENTS]}, "params": {"k": 1}})),
        ("text/csv", "image\n" + "\n".join(map(encoded, CONTENTS)) + "\n"),
    ],
)
def test_the_model_server_takes_base64_in_each_of_its_forms(model: PyFuncModel, kind: str, body: str) -> None:
    told = scoring_server.invocations(body, kind, model, model.metadata.get_input_schema())
    assert told.status == 200, told.response
    assert [row["digest"] for row in json.loads(told.response)["predictions"]] == digests(CONTENTS)
