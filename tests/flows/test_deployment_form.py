"""The form of a deployment: what the server enforces and its pages draw."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from prefect.flows import load_flow_from_entrypoint
from prefect.utilities.schema_tools import ValidationError, validate

from flows.deployed import form
from flows.deployed.kinds import KINDS, Kind
from params.deployments import Deployment
from tasks import rooms

TRAIN = next(kind for kind in KINDS if kind.name == "train")
REPOSITORY = Path(__file__).resolve().parents[2]
Json = dict[str, Any]


@pytest.fixture(scope="module", params=rooms.USE_CASES)
def drawn(request: pytest.FixtureRequest) -> tuple[Json, Json]:
    """Schema and parameters of a use case's training."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAZAAR_HOME", str(REPOSITORY))
        parameters = TRAIN.parameters(request.param, Deployment())
    flow = load_flow_from_entrypoint(TRAIN.flow_entrypoint(request.param), use_placeholder_flow=False)
    schema = form.schema(flow, parameters, ["simulator", "elsewhere"])
    return schema, {"parameters": parameters.model_dump(mode="json")}


def top(schema: Json) -> Json:
    found: Json = schema["definitions"][schema["properties"]["parameters"]["$ref"].rsplit("/", 1)[1]]["properties"]
    return found


def test_every_field_has_a_title_a_help_text_and_a_place(drawn: tuple[Json, Json]) -> None:
    schema, _ = drawn
    for name, definition in schema["definitions"].items():
        fields = definition.get("properties", {})
        assert sorted(field["position"] for field in fields.values()) == list(range(len(fields)))
        for field_name, field in fields.items():
            assert field["title"]
            assert "_" not in field["title"]
            assert field.get("description") or "$ref" in field, f"{name}.{field_name}"


def test_choices_are_lists(drawn: tuple[Json, Json]) -> None:
    schema, _ = drawn
    assert top(schema)["source"]["enum"] == ["simulator", "elsewhere"]
    assert schema["definitions"]["Profile"]["enum"] == ["quick", "full"]


def test_bounds_are_told(drawn: tuple[Json, Json]) -> None:
    schema, _ = drawn
    assert top(schema)["max_rejected_share"]["description"].endswith("At least 0, at most 1.")
    assert schema["definitions"]["SimulatorSettings"]["properties"]["scale"]["description"].endswith(
        "Above 0, at most 500."
    )


def test_single_values_come_first_and_the_gate_last(drawn: tuple[Json, Json]) -> None:
    schema, _ = drawn
    order = sorted(top(schema), key=lambda name: top(schema)[name]["position"])
    assert order[0] == "source"
    assert order[-1] == "gate"
    assert order.index("promote") < order.index("simulator") < order.index("features")


def test_mappings_of_numbers_are_fields(drawn: tuple[Json, Json]) -> None:
    schema, parameters = drawn
    floors = schema["definitions"]["GatePolicy"]["properties"]["floors"]
    assert set(floors["properties"]) == set(parameters["parameters"]["gate"]["floors"])
    assert floors["additionalProperties"] == {"type": "number"}


def test_what_the_form_begins_with_is_valid(drawn: tuple[Json, Json]) -> None:
    schema, parameters = drawn
    validate(parameters, schema, raise_on_error=True)


@pytest.mark.parametrize("wrong", ["argument", "name", "bound", "source", "kind"])
def test_what_is_wrong_is_refused(drawn: tuple[Json, Json], wrong: str) -> None:
    schema, parameters = copy.deepcopy(drawn)
    given = parameters["parameters"]
    if wrong == "argument":
        parameters["another"] = 1
    elif wrong == "name":
        given["simulator"]["sedd"] = 1
    elif wrong == "bound":
        given["simulator"]["scale"] = 0
    elif wrong == "source":
        given["source"] = "nowhere"
    else:
        given["gate"]["floors"] = {"f1": "high"}
    with pytest.raises(ValidationError):
        validate(parameters, schema, raise_on_error=True)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("use_case", rooms.USE_CASES)
def test_every_kind_accepts_what_its_form_begins_with(
    kind: Kind, use_case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAZAAR_HOME", str(REPOSITORY))
    parameters = kind.parameters(use_case, Deployment())
    flow = load_flow_from_entrypoint(kind.flow_entrypoint(use_case), use_placeholder_flow=False)
    schema = form.schema(flow, parameters, ["simulator"])
    values = {"parameters": parameters.model_dump(mode="json")}
    validate(values, schema, raise_on_error=True)
    if "use_case" in top(schema):
        values["parameters"]["use_case"] = "another"
        with pytest.raises(ValidationError, match="another"):
            validate(values, schema, raise_on_error=True)


def test_a_date_that_is_none_is_refused(drawn: tuple[Json, Json]) -> None:
    schema, parameters = drawn
    changed = copy.deepcopy(parameters)
    for date, right in (("2026-01-31", True), (None, True), ("not-a-date", False), ("2026-13-01", False)):
        changed["parameters"]["as_of"] = date
        if right:
            validate(changed, schema, raise_on_error=True)
        else:
            with pytest.raises(ValidationError, match=str(date)):
                validate(changed, schema, raise_on_error=True)


def test_titles_are_read_by_people() -> None:
    assert form.title("mlflow_patience_seconds") == "MLflow patience (seconds)"
    assert form.title("l2") == "L2"
    assert form.title("as_of") == "As of"
    assert form.bounds({"exclusiveMinimum": 0.5, "exclusiveMaximum": 1}) == "Above 0.5, below 1."
    assert form.bounds({}) == ""
