"""The questions of an evaluation, put to a model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

import numpy as np
import pandas as pd


class Answering(Protocol):
    """A bundle's model, or a registered version of it."""

    def predict(self, request: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame: ...


@dataclass(frozen=True)
class Questions:
    """What models are asked about the test examples.

    Attributes:
        table: `requests` of the evaluation room.
        columns: Of rows of it, what a consumer would send.
        params: Request parameters, the same for all; None where the room names none.
        easier: Others that a champion of other settings may take where it refuses those, the nearest first.
        at_once: Rows that are asked together at most, so that no more of what they hold is in memory; None: all.
    """

    table: pd.DataFrame
    columns: Callable[[pd.DataFrame], pd.DataFrame]
    params: dict[str, Any] | None
    easier: Sequence[dict[str, Any]] = ()
    at_once: int | None = None

    @classmethod
    def of(cls, room: ModuleType, examples: Path, most: int | None = None, seed: int = 0) -> Questions:
        """Those of an evaluation room; of more than `most`, a sample."""
        table: pd.DataFrame = room.requests(examples)
        if most is not None and len(table) > most:
            table = table.sample(most, random_state=seed).reset_index(drop=True)
        params = room.request_params(table) if hasattr(room, "request_params") else None
        easier = room.easier_params(params) if hasattr(room, "easier_params") else ()
        return cls(table, room.request_columns, params, easier, getattr(room, "ASKED_AT_ONCE", None))

    @cached_property
    def asked(self) -> pd.DataFrame:
        """All that a consumer would send, in memory."""
        return self.columns(self.table)

    def first(self, rows: int) -> pd.DataFrame:
        """The first few questions."""
        return self.asked.head(rows) if self.at_once is None else self.columns(self.table.head(rows))

    def some(self, most: int) -> pd.DataFrame:
        """At most so many questions, evenly over all."""
        rows = np.linspace(0, len(self.table) - 1, min(most, len(self.table)), dtype=int)
        return self.asked.iloc[rows] if self.at_once is None else self.columns(self.table.iloc[rows])

    def lots(self) -> Iterator[pd.DataFrame]:
        """All questions, in tables of `at_once` of them, one after another."""
        if self.at_once is None:
            yield self.asked
            return
        for begin in range(0, len(self.table), self.at_once):
            yield self.columns(self.table.iloc[begin : begin + self.at_once])

    def put_to(self, model: Answering, first: int | None = None) -> pd.DataFrame:
        """The answers to all questions, or to the first few alone, in their order."""
        if first is not None:
            return model.predict(self.first(first), self.params)
        return _joined(model.predict(lot, self.params) for lot in self.lots())

    def put_to_champion(self, model: Answering) -> pd.DataFrame:
        """The answers of a registered version, whose settings and columns may be others.

        It is asked with the first parameters that it takes; what it requires and the questions lack is missing.

        Raises:
            MlflowException: It takes none of the parameters.
        """
        from mlflow.exceptions import MlflowException

        one, refused = _with_required(model, self.first(1)), None
        for params in (self.params, *self.easier):
            try:
                model.predict(one, params)
            except MlflowException as error:
                refused = refused or error
                continue
            return _joined(model.predict(_with_required(model, lot), params) for lot in self.lots())
        raise refused or ValueError("no parameters to ask with")


def _joined(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    held = list(parts)
    return held[0] if len(held) == 1 else pd.concat(held, ignore_index=True)


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
