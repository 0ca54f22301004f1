"""The questions of an evaluation, put to a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

import pandas as pd


class Answering(Protocol):
    """A bundle's model, or a registered version of it."""

    def predict(self, request: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame: ...


@dataclass(frozen=True)
class Questions:
    """What models are asked about the test examples.

    Args:
        table: `requests` of the evaluation room.
        asked: What of it a consumer would send.
        params: Request parameters, the same for all; None where the room names none.
        easier: Others that a champion of other settings may take where it refuses those, the nearest first.
    """

    table: pd.DataFrame
    asked: pd.DataFrame
    params: dict[str, Any] | None
    easier: Sequence[dict[str, Any]] = ()

    @classmethod
    def of(cls, room: ModuleType, examples: Path, most: int | None = None, seed: int = 0) -> Questions:
        """Those of an evaluation room; of more than `most`, a sample."""
        table: pd.DataFrame = room.requests(examples)
        if most is not None and len(table) > most:
            table = table.sample(most, random_state=seed).reset_index(drop=True)
        params = room.request_params(table) if hasattr(room, "request_params") else None
        easier = room.easier_params(params) if hasattr(room, "easier_params") else ()
        return cls(table, room.request_columns(table), params, easier)

    def put_to(self, model: Answering, first: int | None = None) -> pd.DataFrame:
        """The answers to all questions, or to the first few alone, in their order."""
        return model.predict(self.asked if first is None else self.asked.head(first), self.params)

    def put_to_champion(self, model: Answering) -> pd.DataFrame:
        """The answers of a registered version, whose settings and columns may be others.

        It is asked with the first parameters that it takes; what it requires and the questions lack is missing.

        Raises:
            MlflowException: It takes none of the parameters.
        """
        from mlflow.exceptions import MlflowException

        asked = _with_required(model, self.asked)
        refused: MlflowException | None = None
        for params in (self.params, *self.easier):
            try:
                model.predict(asked.head(1), params)
            except MlflowException as error:
                refused = refused or error
                continue
            return model.predict(asked, params)
        raise refused or ValueError("no parameters to ask with")


def _with_required(model: Answering, asked: pd.DataFrame) -> pd.DataFrame:
    """The questions with nulls in the columns that the model's signature requires and they lack."""
    metadata = getattr(model, "metadata", None)
    schema = metadata.get_input_schema() if metadata is not None else None
    if schema is None:
        return asked
    lacking = [column.name for column in schema.inputs if column.required and column.name not in asked.columns]
    # Of the types that a signature has, only a whole number cannot be missing; the version says so itself.
    missing = pd.Series([None] * len(asked), index=asked.index, dtype="object")
    return asked.assign(**dict.fromkeys(lacking, missing))
