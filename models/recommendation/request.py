"""Requests as callers send them: who asks, from where, when, and what they did last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import InputError
from ..request_cells import Texts, exclusions_of, request_ids_of, texts_of, times_of
from .asked_how import DEFAULTS
from .told_history import COLUMN, Told, histories_of

INPUTS: Final = ("request_id", "customer_id", COLUMN, "region", "time", "exclude")
OUTPUTS: Final = (
    ("request_id", "string"),
    ("rank", "long"),
    ("product_id", "string"),
    ("score", "double"),
    ("reason", "string"),
    ("because", "string"),
    ("note", "string"),
)
_KINDS: Final = {bool: "boolean", int: "long", float: "double", str: "string"}


@dataclass(frozen=True)
class Questions:
    """The requests of one call, texts are None where nothing is given.

    Attributes:
        ids: One a request, its row's number where none is given.
        customers, regions: One a request.
        histories: What each customer did last, None where the request does not tell it.
        times: Seconds since 1970, UTC; (n,).
        excluded: Product ids that must not be answered; one tuple a request.
    """

    ids: list[str]
    customers: Texts
    regions: Texts
    histories: tuple[Told | None, ...]
    times: npt.NDArray[np.float64]
    excluded: tuple[tuple[str, ...], ...]

    def __len__(self) -> int:
        return len(self.times)

    def part(self, start: int, end: int) -> Questions:
        """Some of them, in their order."""
        return Questions(
            self.ids[start:end],
            self.customers[start:end],
            self.regions[start:end],
            self.histories[start:end],
            self.times[start:end],
            self.excluded[start:end],
        )


def signature() -> dict[str, list[tuple[str, str, object]]]:
    """What the registry is told: a request's columns, an answer's columns, and the parameters of a request."""
    return {
        "inputs": [(name, "string", False) for name in INPUTS],
        "outputs": [(name, kind, False) for name, kind in OUTPUTS],
        "params": [(name, _KINDS[type(value)], value) for name, value in DEFAULTS.items()],
    }


def input_example() -> pd.DataFrame:
    """Two requests, one with all that can be told and one of a customer whom nobody knows."""
    viewed = '{"product_id": "p7", "time": "2026-01-31T18:29:00Z", "type": "view"}'
    bought = '{"product_id": "p4", "time": "2026-01-12T09:00:00Z", "type": "buy"}'
    return pd.DataFrame(
        {
            "request_id": ["a", "b"],
            "customer_id": ["c1", None],
            "history": [f"[{bought}, {viewed}]", None],
            "region": ["north", None],
            "time": ["2026-01-31T18:30:00Z", None],
            "exclude": ['["p17"]', None],
        }
    )


def questions_of(frame: pd.DataFrame, now: float) -> Questions:
    """The columns that the model reads, all of them, missing where the request has them not.

    Args:
        frame: As the caller sent it; columns that are not of the signature are ignored. A frame without any of them is
            refused, for nobody means to ask that.
        now: Seconds since 1970, for requests without a time.

    Raises:
        InputError: No column is one that the model reads, or cells cannot be read.
    """
    if not set(INPUTS) & set(frame.columns):
        raise InputError(f"the request ({len(frame)} rows) has none of the columns {', '.join(INPUTS)}; give one.")
    customers, regions = (texts_of(frame, name, identity=True) for name in ("customer_id", "region"))
    return Questions(
        request_ids_of(frame),
        customers,
        regions,
        histories_of(frame),
        times_of(frame, "time", now),
        exclusions_of(frame, "exclude"),
    )
