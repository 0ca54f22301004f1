"""What may be asked of a version: the use case's request, and the columns that were declared when it was trained."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from contracts.contract import Column, Kind, Table
from tasks import rooms

# MLflow's types of a signature's inputs, as a file of requests is read.
KINDS: Final = {
    "string": Kind.ID,
    "double": Kind.NUMBER,
    "long": Kind.INTEGER,
    "boolean": Kind.FLAG,
    "binary": Kind.BYTES,
}


def further(use_case: str, inputs: Mapping[str, str]) -> dict[str, str]:
    """Those inputs of a version's signature, name -> type, that the use case's request does not name."""
    known = {column.name for column in rooms.module("contracts", use_case).REQUEST.columns}
    return {name: kind for name, kind in inputs.items() if name not in known and kind in KINDS}


def request_of(use_case: str, inputs: Mapping[str, str]) -> Table:
    """The request, with columns for `further` inputs."""
    request: Table = rooms.module("contracts", use_case).REQUEST
    columns = tuple(
        Column(name=name, kind=KINDS[kind], description="Declared when the version was trained.")
        for name, kind in further(use_case, inputs).items()
    )
    return request.model_copy(update={"columns": (*request.columns, *columns)}) if columns else request
