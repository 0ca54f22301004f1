"""What every use case owes the frame."""

from __future__ import annotations

import importlib.metadata
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from registered import predict_in_pyfunc

from contracts.contract import Contract, Table
from evaluation import cost
from evaluation.card_text import CardText
from evaluation.curves import Plot
from evaluation.gate_policy import is_known, measured_names, problems
from models.bundle import BundleError, open_checked
from models.serving import ServableModel, load_bundle
from tasks import seen
from tasks.evaluate_process import LATENCY, PICTURES, PLOTS
from tasks.questions import Questions


@pytest.fixture(scope="session")
def model(walked) -> ServableModel:
    return load_bundle(walked.bundle.directory)


@pytest.fixture(scope="session")
def questions(walked) -> Questions:
    return Questions.of(walked.room("evaluation"), walked.examples.directory)


@pytest.fixture(scope="session")
def requests(questions: Questions) -> pd.DataFrame:
    return questions.asked


def test_the_contract_is_declared(walked) -> None:
    contracts = walked.room("contracts")
    assert isinstance(contracts.CONTRACT, Contract)
    assert isinstance(contracts.REQUEST, Table)
    assert contracts.CONTRACT.use_case == walked.name
    for table in contracts.CONTRACT.tables:
        assert table.description
        assert {name for rule in table.row_rules for name in rule.columns} <= {c.name for c in table.columns}
        assert all(column.description for column in table.columns)


def test_every_parameter_is_described(walked) -> None:
    def undescribed(kind, path=""):
        for name, field in kind.model_fields.items():
            if hasattr(field.annotation, "model_fields"):
                yield from undescribed(field.annotation, f"{path}{name}.")
            elif not field.description:
                yield path + name

    assert list(undescribed(type(walked.parameters))) == []


def test_the_simulator_gives_validation_work_and_is_not_refused(walked) -> None:
    assert walked.clean.facts["refusal"] is None
    quarantine = pd.read_parquet(walked.clean.directory / "quarantine.parquet")
    rejected = sum(n for name, n in walked.clean.facts["counts"].items() if name.endswith("rows_rejected"))
    assert len(quarantine) == rejected > 0
    assert (walked.clean.directory / "data_docs" / "index.html").is_file()


def test_splits_do_not_share_examples(walked) -> None:
    frames = [pd.read_parquet(walked.examples.directory / f"{split}.parquet") for split in ("train", "valid", "test")]
    # A log that is learnt from event by event has no examples in train: tests of its features hold where it is cut.
    ids = [set(frame["example_id"]) for frame in frames if "example_id" in frame]
    assert len(ids) >= 2
    assert all(ids)
    assert len(set.union(*ids)) == sum(map(len, ids))


def test_the_bundle_is_sealed_and_native(walked, tmp_path: Path) -> None:
    bundle = open_checked(walked.bundle.directory)
    suffixes = {path.suffix for path in walked.bundle.directory.rglob("*") if path.is_file()}
    assert not suffixes & {".pkl", ".pickle", ".joblib", ".pt", ".bin"}
    for archive in walked.bundle.directory.rglob("*.npz"):
        with np.load(archive, allow_pickle=False) as arrays:
            assert all(arrays[name].dtype != object for name in arrays.files)
    name = next(iter(json.loads((bundle.directory / "bundle.json").read_text())["files"]))
    altered = tmp_path / "altered"
    subprocess.run(["cp", "-r", walked.bundle.directory, altered], check=True)  # noqa: S607
    with (altered / name).open("ab") as file:
        file.write(b"x")
    with pytest.raises(BundleError, match="sha256 differs"):
        open_checked(altered)


def test_models_import_nothing_else_of_ours(walked) -> None:
    script = (
        f"import sys, importlib; importlib.import_module('models.{walked.name}');"
        "importlib.import_module('models.serving');"
        "print([n for n in sys.modules if n.split('.')[0] in "
        "('flows','tasks','contracts','sources','features','evaluation','params','infra')])"
    )
    said = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert said.stdout.strip().splitlines()[-1] == "[]"


def test_training_again_gives_the_same_bytes(walked, tmp_path: Path) -> None:
    walked.room("models").train(
        walked.examples.directory, walked.parameters.models.settings(), tmp_path / "again", lambda *_: None
    )
    ours, theirs = (
        json.loads((place / "bundle.json").read_text())["files"]
        for place in (tmp_path / "again", walked.bundle.directory)
    )
    assert ours == theirs


def test_a_request_fits_the_signature(model: ServableModel, requests: pd.DataFrame) -> None:
    inputs = {name for name, _, _ in model.signature()["inputs"]}
    assert set(requests.columns) <= inputs
    assert set(model.input_example().columns) <= inputs
    outputs = {name for name, _, _ in model.signature()["outputs"]}
    assert set(model.predict(requests.head(3)).columns) <= outputs
    assert set(model.predict(model.input_example()).columns) <= outputs


def test_requirements_are_installed_packages(model: ServableModel) -> None:
    assert all(importlib.metadata.version(name) for name in model.requirements())


def test_the_gate_reads_what_is_measured(walked) -> None:
    gate, measures = walked.parameters.gate, walked.evaluation.facts["measures"]
    assert gate.bounds_quality
    assert gate.primary in walked.room("evaluation").STATISTICS
    assert {*gate.floors, *gate.ceilings, gate.primary} <= set(measures)
    assert set(cost.MEASURES) <= set(measures)


def test_the_declared_measures_are_those_that_are_found(walked) -> None:
    room, measures = walked.room("evaluation"), walked.evaluation.facts["measures"]
    assert problems(walked.parameters.gate, room) == []
    assert [name for name in measures if not is_known(name, measured_names(room))] == []
    assert {name for name in room.STATISTICS if not measures[name]["higher_is_better"]} == set(room.LOWER_IS_BETTER)
    outcomes = pd.read_parquet(walked.evaluation.directory / "outcomes.parquet")
    assert [name for name in room.slices(outcomes) if not is_known(name, room.SLICES)] == []


def test_the_card_and_the_plots_are_there_for_the_report(walked) -> None:
    room = walked.room("evaluation")
    assert isinstance(room.CARD, CardText)
    assert all((room.CARD.out_of_scope, room.CARD.limits, room.CARD.caveats))
    drawn = json.loads((walked.evaluation.directory / PLOTS).read_text())
    plots = [Plot.model_validate(plot) for plot in drawn["challenger"]]
    assert bool(plots) == hasattr(room, "plots")
    pictures = {path.stem for path in (walked.evaluation.directory / PICTURES).iterdir()}
    told = [Path(one["file"]).stem for one in json.loads((walked.evaluation.directory / seen.FILE).read_text())]
    assert bool(told) == hasattr(room, "pictures")
    assert pictures == {plot.file_name for plot in plots} | set(told)
    assert len(pictures) == len(plots) + len(told)
    latencies = json.loads((walked.evaluation.directory / LATENCY).read_text())
    assert len(latencies) == walked.parameters.evaluation.latency_requests


def test_outcomes_hold_one_row_per_test_example(walked) -> None:
    outcomes = pd.read_parquet(walked.evaluation.directory / "outcomes.parquet")
    test = pd.read_parquet(walked.examples.directory / "test.parquet")
    assert outcomes["example_id"].tolist() == test["example_id"].tolist()


def test_the_stored_verification_is_reproduced(walked, questions: Questions) -> None:
    from tasks.verification import FILE, check_reproduces

    check_reproduces(load_bundle(walked.bundle.directory), questions, walked.evaluation.directory / FILE)


def test_an_empty_batch_is_answered_emptily(model: ServableModel, requests: pd.DataFrame) -> None:
    full = model.predict(requests.head(2))
    empty = model.predict(requests.head(0))
    assert len(empty) == 0
    assert list(empty.columns) == list(full.columns)
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()


def test_ten_thousand_rows_are_answered_in_order(model: ServableModel, requests: pd.DataFrame) -> None:
    """All requests over and over: one may have many answers, and theirs come together."""
    times = -(-10_000 // len(requests))
    answers = model.predict(pd.concat([requests] * times, ignore_index=True))
    once = model.predict(requests)
    assert len(answers) == times * len(once)
    for column in once.select_dtypes("float"):
        np.testing.assert_allclose(
            answers[column], np.tile(once[column].to_numpy(), times), rtol=0, atol=1e-5, equal_nan=True
        )


def test_an_answer_does_not_depend_on_the_batch(model: ServableModel, requests: pd.DataFrame) -> None:
    together = model.predict(requests.head(20))
    alone = pd.concat([model.predict(requests.iloc[row : row + 1]) for row in range(20)])
    for column in together.select_dtypes("float"):
        np.testing.assert_allclose(together[column], alone[column], rtol=0, atol=1e-4)


def test_the_pyfunc_refuses_a_missing_column_and_a_wrong_type(walked, model: ServableModel) -> None:
    example = model.input_example()
    required = _needed(model)
    with pytest.raises(Exception, match=r"missing|required|none of the columns"):
        predict_in_pyfunc(walked, example.drop(columns=required).assign(other="x"))
    wrong = example.astype({required[0]: object})
    wrong[required[0]] = [3.5] * len(wrong)
    with pytest.raises(Exception, match=r"type|convert|string"):
        predict_in_pyfunc(walked, wrong)


def test_the_pyfunc_takes_nulls(walked, model: ServableModel) -> None:
    example = model.input_example()
    example.loc[0, _needed(model)[0]] = None
    predict_in_pyfunc(walked, example)


def _needed(model: ServableModel) -> list[str]:
    """The columns without which a request says nothing: the required ones, else all of them."""
    inputs = model.signature()["inputs"]
    return [name for name, _, needed in inputs if needed] or [name for name, _, _ in inputs]
