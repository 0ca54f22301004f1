"""Requests as callers send them: a question, who asks it, of which product, and through which channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import InputError
from ..request_cells import Texts, request_ids_of, texts_of, times_of
from . import told_accounts, told_candidates
from .account import Account
from .asked_how import DEFAULTS
from .channels import DESKTOP, VOICE, channels_of
from .told_candidates import ToldPassages

QUESTION: Final = "question"
INPUTS: Final = (
    "request_id",
    QUESTION,
    "product_id",
    "customer_id",
    "channel",
    told_candidates.COLUMN,
    told_accounts.COLUMN,
    "time",
)
OUTPUTS: Final = (
    ("request_id", "string"),
    ("answer", "string"),
    ("source", "string"),
    ("evidence", "string"),
    ("evidence_id", "string"),
    ("confidence", "double"),
    ("abstained", "boolean"),
    ("reason", "string"),
    ("disputed", "boolean"),
    ("kind", "string"),
    ("ranked", "string"),
)


@dataclass(frozen=True)
class Questions:
    """The requests of one call; None where nothing is given.

    Attributes:
        ids: One a request, its row's number where none is given.
        texts, products, customers: One a request.
        channels: One of `channels.CHANNELS` each.
        candidates: Passages that the request tells.
        accounts: Rows of the customer that the request tells.
        seconds: When it is asked, since 1970; (n,).
    """

    ids: list[str]
    texts: Texts
    products: Texts
    customers: Texts
    channels: list[str]
    candidates: tuple[ToldPassages | None, ...]
    accounts: tuple[Account | None, ...]
    seconds: npt.NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.ids)


def signature() -> dict[str, list[tuple[str, str, Any]]]:
    """What the registry is told: a request's columns, an answer's columns, and the parameter of a request."""
    return {
        "inputs": [(name, "string", name == QUESTION) for name in INPUTS],
        "outputs": [(name, kind, False) for name, kind in OUTPUTS],
        "params": [(name, "double", value) for name, value in DEFAULTS.items()],
    }


def input_example() -> pd.DataFrame:
    """Two requests: one of a customer with all that can be told, and one that a question and a product are."""
    order = '{"order_id": "o1", "product_id": "p1", "time": "2026-01-28T09:00:00Z", "expected": "2026-02-02T00:00:00Z"}'
    return pd.DataFrame(
        {
            "request_id": ["a", "b"],
            QUESTION: ["When does my order come?", "How heavy is it?"],
            "product_id": [None, "p1"],
            "customer_id": ["c1", None],
            "channel": [VOICE, DESKTOP],
            told_candidates.COLUMN: [None, '[{"text": "weight: 2.5 kg", "source": "attribute"}]'],
            told_accounts.COLUMN: [f'{{"orders": [{order}], "wish_lists": [], "reminders": []}}', None],
            "time": ["2026-01-31T18:30:00Z", None],
        }
    )


def questions_of(frame: pd.DataFrame, now: float) -> Questions:
    """The columns that the model reads, all of them, missing where the request has them not.

    Args:
        frame: As the caller sent it; columns that are not of the signature are ignored. An empty question is one, and
            is answered by a reason; a frame without the column is refused, for nobody means to ask that.
        now: Seconds since 1970, for requests without a time.

    Raises:
        InputError: There are no questions, or cells cannot be read.
    """
    if QUESTION not in frame.columns:
        raise InputError(f"the request ({len(frame)} rows) lacks the column {QUESTION}; give it.")
    names = {
        name: [None if one is None else one.strip() or None for one in texts_of(frame, name, identity=True)]
        for name in ("product_id", "customer_id", "channel")
    }
    return Questions(
        request_ids_of(frame),
        texts_of(frame, QUESTION),
        names["product_id"],
        names["customer_id"],
        channels_of(names["channel"]),
        told_candidates.candidates_of(frame),
        told_accounts.accounts_of(frame, names["customer_id"]),
        times_of(frame, "time", now),
    )
