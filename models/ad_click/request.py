"""Requests and new impressions as callers send them."""

from __future__ import annotations

from dataclasses import replace
from time import time_ns
from typing import Any, Final

import numpy as np
import pandas as pd

from ..errors import InputError
from . import cells, table_cells
from .batches import NO_TIME, POSITION, TIME, Batch, Schema
from .cells import Columns
from .choices import FRESH, REQUEST_ID
from .hashing import MISSING
from .policies import POLICIES, Policy, PolicySettings, of_name

NO_POLICY: Final = "none"
ANSWER: Final = ("probability", "low", "high", "choice_probability", "chosen")


def of_columns(columns: Columns, schema: Schema) -> Batch:
    """A bid's candidates: columns that the model does not know are ignored, those that are not given are missing."""
    known: Any = columns.get(schema.required)
    if cells.is_one(known):
        raise InputError(f"a bid has to bring the column {schema.required}, one cell for each candidate.")
    count = len(known)
    values = np.full((count, len(schema.categorical)), MISSING, dtype=np.uint64)
    for position, name in enumerate(schema.categorical):
        if name in columns:
            values[:, position] = cells.values_of(name, columns[name], count)
    numbers = np.full((count, len(schema.numbers)), np.nan)
    for position, name in enumerate(schema.numeric):
        if name in columns:
            numbers[:, position] = cells.numbers_of(name, columns[name], count)
    if schema.placed and POSITION in columns:
        numbers[:, len(schema.numeric)] = cells.places_of(columns[POSITION])
    time = np.full(count, NO_TIME, dtype=np.int64)
    if schema.timed and TIME in columns:
        time[:] = cells.times_of(TIME, columns[TIME], count)
    return Batch(values, numbers, time, np.empty(0))


def of_frame(frame: pd.DataFrame, schema: Schema) -> Batch:
    """A table of impressions to score.

    Raises:
        InputError: The required column is missing, or cells are of a wrong type.
    """
    if schema.required not in frame.columns:
        raise InputError(
            f"the request ({len(frame)} rows) lacks the column {schema.required}, which the model was trained with; "
            "give it, null where it is not known."
        )
    values = np.full((len(frame), len(schema.categorical)), MISSING, dtype=np.uint64)
    for position, name in enumerate(schema.categorical):
        if name in frame.columns:
            values[:, position] = table_cells.hashed(frame[name])
    numbers = np.full((len(frame), len(schema.numbers)), np.nan)
    for position, name in enumerate(schema.numeric):
        if name in frame.columns:
            numbers[:, position] = table_cells.amounts(frame[name])
    if schema.placed and POSITION in frame.columns:
        numbers[:, len(schema.numeric)] = table_cells.places(frame[POSITION])
    time = np.full(len(frame), NO_TIME, dtype=np.int64)
    if schema.timed and TIME in frame.columns:
        time = table_cells.times(frame[TIME])
    return Batch(values, numbers, time, np.empty(0))


def at_present(batch: Batch, schema: Schema) -> Batch:
    """With the present moment where a request of a model that knows times has none."""
    missing = batch.time == NO_TIME
    if not schema.timed or not missing.any():
        return batch
    return replace(batch, time=np.where(missing, time_ns() // 1_000, batch.time))


def signature(schema: Schema, epsilon: float) -> dict[str, list[tuple[str, str, object]]]:
    """What the registry is told: a request's columns, an answer's columns, and the parameters of a request."""
    kinds = {name: "double" if name == POSITION else "string" for name in schema.categorical}
    kinds |= dict.fromkeys(schema.numeric, "double")
    columns = {REQUEST_ID: "string", TIME: "string", **kinds}
    return {
        "inputs": [(name, kind, name == schema.required) for name, kind in columns.items()],
        "outputs": [(name, "boolean" if name == "chosen" else "double", False) for name in ANSWER],
        "params": [("policy", "string", NO_POLICY), ("epsilon", "double", epsilon), ("seed", "long", FRESH)],
    }


def policy_of(params: dict[str, Any] | None, settings: PolicySettings) -> tuple[Policy | None, int]:
    """Policy of a request's parameters, None where none is asked, and the seed of its choices, `FRESH` where none is.

    Raises:
        InputError: One of them is unknown or out of bounds.
    """
    given = params or {}
    name, epsilon = given.get("policy", NO_POLICY), given.get("epsilon", settings.epsilon)
    seed = given.get("seed", FRESH)
    if name not in (NO_POLICY, *POLICIES):
        raise InputError(f"policy is {name!r}; it is one of {', '.join((NO_POLICY, *POLICIES))}.")
    if isinstance(epsilon, bool) or not isinstance(epsilon, int | float | np.number) or not 0 <= epsilon <= 1:
        raise InputError(f"epsilon is {epsilon!r}; it is a share between 0 and 1.")
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or not FRESH <= seed < 2**63:
        raise InputError(f"seed is {seed!r}; it is a whole number, 0 or more, or {FRESH} for choices that differ.")
    if name == NO_POLICY:
        return None, int(seed)
    return of_name(name, replace(settings, epsilon=float(epsilon))), int(seed)
