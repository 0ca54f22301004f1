"""The form that Prefect draws for a deployment's parameters: the JSON schema of the flow's pydantic model, for people.

The server enforces the same schema, so whatever the form cannot say is refused before a run exists.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from prefect.flows import Flow
from prefect.utilities.callables import parameter_schema
from pydantic import BaseModel

Json = dict[str, Any]

PLACE = "#/definitions/"
UNITS = {"_seconds": " (seconds)", "_ms": " (ms)"}
WORDS = {"mlflow": "MLflow", "l2": "L2", "idf": "IDF", "csv": "CSV"}
# Sections come after single values, and the gate judges what all others made.
LAST = "gate"
DATE = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
BOUNDS = (
    ("minimum", "at least"),
    ("exclusiveMinimum", "above"),
    ("maximum", "at most"),
    ("exclusiveMaximum", "below"),
)


def schema(flow: Flow[..., Any], parameters: BaseModel, sources: list[str]) -> Json:
    """The JSON schema that the server enforces and its pages draw.

    Args:
        flow: Its one argument is `parameters`.
        parameters: What the form begins with.
        sources: What may be chosen as `source`, where the parameters have one.
    """
    drawn = {**parameter_schema(flow).model_dump(), "additionalProperties": False}
    definitions: Json = drawn["definitions"]
    for definition in definitions.values():
        _arrange(definition)
    top = _definition(definitions, drawn["properties"]["parameters"])
    drawn["properties"]["parameters"]["title"] = title(flow.name.replace("-", "_"))
    if "use_case" in top["properties"]:
        # The deployment, its limit and its schedule are of this one.
        top["properties"]["use_case"]["enum"] = [parameters.model_dump()["use_case"]]
    if "source" in top["properties"]:
        optional = "default" in top["properties"]["source"]
        top["properties"]["source"]["enum"] = [*sources, None] if optional else sources
    for place, values in _open_mappings(definitions, top, parameters.model_dump(mode="json")):
        # A mapping of names to numbers would be drawn as raw JSON; further names still go in through "JSON input".
        place.setdefault("properties", {}).update(
            {name: {"type": "number", "title": name, "position": at} for at, name in enumerate(values)}
        )
    return drawn


def title(name: str) -> str:
    """A field's name for reading.

    >>> title("mlflow_patience_seconds"), title("as_of")
    ('MLflow patience (seconds)', 'As of')
    """
    unit = ""
    for suffix, words in UNITS.items():
        if name.endswith(suffix):
            name, unit = name.removesuffix(suffix), words
    spelled = [WORDS.get(word, word) for word in name.split("_")]
    first = spelled[0] if spelled[0] in WORDS.values() else spelled[0].capitalize()
    return " ".join([first, *spelled[1:]]) + unit


def bounds(field: Mapping[str, Any]) -> str:
    """The bounds of a number in words, empty where it has none.

    >>> bounds({"exclusiveMinimum": 0, "maximum": 500})
    'Above 0, at most 500.'
    """
    told = [f"{words} {field[key]:,}" for key, words in BOUNDS if key in field]
    text = ", ".join(told)
    return text[:1].upper() + text[1:] + "." if text else ""


def _arrange(definition: Json) -> None:
    """Title, help and place of each field; PostgreSQL does not keep the order of a mapping's keys."""
    fields: Json = definition.get("properties", {})
    for position, (name, field) in enumerate(sorted(fields.items(), key=_place)):
        field["position"] = position
        for kind in (field, *field.get("anyOf", ())):
            if kind.get("format") == "date":
                # The server does not look at `format`.
                kind["pattern"] = DATE
        field["title"] = title(name)
        words = [field.get("description", ""), bounds(field)]
        told = " ".join(word for word in words if word)
        if told:
            field["description"] = told


def _place(named: tuple[str, Json]) -> tuple[bool, bool]:
    name, field = named
    return name == LAST, "$ref" in field and "default" not in field


def _definition(definitions: Mapping[str, Json], field: Mapping[str, Any]) -> Json:
    return definitions[field["$ref"].removeprefix(PLACE)]


def _open_mappings(
    definitions: Mapping[str, Json], definition: Mapping[str, Any], values: Mapping[str, Any]
) -> Iterator[tuple[Json, Mapping[str, Any]]]:
    """Every field that takes any names with a number each, and the names it has now."""
    for name, field in definition.get("properties", {}).items():
        value = values.get(name)
        if not isinstance(value, Mapping):
            continue
        if "$ref" in field:
            yield from _open_mappings(definitions, _definition(definitions, field), value)
        elif (field.get("additionalProperties") or {}) == {"type": "number"}:
            yield field, value
