"""Questions of the examples as requests, and what people judged about them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import pandas as pd

from .accounts import COLUMNS
from .channels import DESKTOP
from .examples import Examples, cells
from .passages import Ints
from .request import Questions
from .told_candidates import ToldPassages

_CREATED: Final = "time"  # column of tables that tells when a row came to be


def questions_of_examples(data: Examples) -> Questions:
    """All questions of train and valid, in their order, as they would be asked at the end of the tables.

    One with judged passages tells these as its candidates; any other is asked of what is known.
    """
    rows = data.questions
    texts = cells(rows["question"])
    return Questions(
        ids=[str(one) for one in rows["example_id"].tolist()],
        texts=texts,
        products=cells(rows["product_id"]),
        customers=cells(rows["customer_id"]),
        channels=[DESKTOP] * len(rows),
        candidates=_candidates(data),
        accounts=(None,) * len(rows),
        seconds=np.full(len(rows), _end_of(data)),
    )


def groups_of(data: Examples) -> Ints:
    """Number of what each question is about: its product, else its customer, else itself; (n,).

    A question and its rewordings are in one group whatever they are about.
    """
    rows = data.questions
    own, original = _originals(data)
    place = {name: row for row, name in enumerate(own)}
    about = zip(cells(rows["product_id"]), cells(rows["customer_id"]), own, strict=True)
    keys = [
        f"product {product}" if product else f"customer {customer}" if customer else f"question {name}"
        for product, customer, name in about
    ]
    first = [keys[place[one]] if one in place else keys[row] for row, one in enumerate(original)]
    return pd.factorize(np.array(first, dtype=object))[0].astype(np.int64)


def wordings_of(data: Examples) -> Ints:
    """Number of what each question asks; a question and its rewordings have the same; (n,)."""
    return pd.factorize(np.array(_originals(data)[1], dtype=object))[0].astype(np.int64)


def _originals(data: Examples) -> tuple[list[str], list[str]]:
    """Ids of the questions, and of what each is a rewording of, itself where of none."""
    own = [str(one) for one in data.questions["example_id"].tolist()]
    return own, [one or name for one, name in zip(cells(data.questions["rewording_of"]), own, strict=True)]


def judged_by_question(data: Examples) -> dict[int, pd.DataFrame]:
    """Candidates of each question that has some."""
    return {int(str(row)): rows for row, rows in data.candidates.groupby("question", sort=True)}


def _candidates(data: Examples) -> tuple[ToldPassages | None, ...]:
    out: list[ToldPassages | None] = [None] * len(data.questions)
    passages = data.candidates[data.of_passages()]
    for row, own in passages.groupby("question", sort=True):
        out[int(str(row))] = ToldPassages(tuple(own["text"].tolist()), tuple(own["source"].tolist()))
    return tuple(out)


def _end_of(data: Examples) -> float:
    """When the last row of any table came to be, in seconds since 1970; 0 where nothing tells."""
    tables = [data.texts, *(pd.read_parquet(path) for path in _account_files(data))]
    ends = [pd.to_datetime(table[_CREATED], utc=True).max() for table in tables if _CREATED in table and len(table)]
    return max((end.timestamp() for end in ends if not pd.isna(end)), default=0.0)


def _account_files(data: Examples) -> Iterable[Any]:
    return (path for name in COLUMNS if (path := data.directory / f"{name}.parquet").is_file())
