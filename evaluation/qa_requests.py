"""The frozen test questions as requests: what is asked, of which product, by whom, and what there is to choose from."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pandas as pd
import pyarrow.parquet as pq

from evaluation.qa_judged import Judged
from evaluation.qa_reworded import originals
from evaluation.times import iso

FLAGS: Final = ("personal", "no_product", "long_question")
_SENT: Final = ("question", "product_id", "customer_id", "candidates", "time")
_OPTIONAL: Final = ("product_id", "customer_id", "kind", "rewording_of")
_DATED: Final = ("texts", "orders", "wish_lists")  # files whose column `time` says when a row came to be
CHANNEL: Final = "channel"
_DEFAULT: Final = "desktop"


def requests(examples: Path) -> pd.DataFrame:
    """The test questions, one request each.

    Columns beside those of `test.parquet`: `candidates` (JSON list of the passages that people judged, missing of a
    question without any: it is asked of what the model holds), `time` (the end of the tables as ISO text, missing where
    nothing in them has a time), `group` (questions about one product, of one customer, and a question and its
    rewordings share one) and `examples`, where the judgements lie.
    """
    table = pd.read_parquet(examples / "test.parquet").reset_index(drop=True)
    nothing = pd.Series([None] * len(table), dtype="str")
    table = table.assign(**{name: nothing for name in _OPTIONAL if name not in table})
    table = table.assign(**{name: False for name in FLAGS if name not in table})
    return table.assign(
        candidates=Judged.of(table, examples).told(),
        time=pd.Series([_end_of(examples)] * len(table), dtype="str"),
        group=_groups(table),
        examples=pd.Categorical([str(examples)] * len(table), categories=[str(examples)]),
    )


def request_columns(table: pd.DataFrame) -> pd.DataFrame:
    """Only what a shop would send: no judgement, no kind, no slice; on a page, unless column `channel` says else."""
    asked = table[list(_SENT)].astype("str")
    channel = table[CHANNEL].astype("str") if CHANNEL in table else _DEFAULT
    return asked.assign(channel=channel, request_id=table["example_id"].astype("str"))


def examples_of(table: pd.DataFrame) -> Path:
    """Where the examples of rows of `requests` lie."""
    return Path(str(table["examples"].cat.categories[0]))


def _groups(table: pd.DataFrame) -> pd.Series[Any]:
    """What questions are resampled by: the customer whose account is asked, else the product, else itself; rewordings,
    and theirs, by what their original is.
    """
    own = table["example_id"].astype("str")
    customer, product = table["customer_id"].astype("str"), table["product_id"].astype("str")
    group = ("customer " + customer).where(customer.notna(), "product " + product)
    group = group.where(group.notna(), "question " + own)
    return group.iloc[originals(own, table["rewording_of"].astype("str"))].set_axis(table.index)


def _end_of(examples: Path) -> str | None:
    files = [examples / f"{name}.parquet" for name in _DATED]
    dated = [file for file in files if file.is_file() and "time" in pq.read_schema(file).names]
    times = [pd.to_datetime(pd.read_parquet(file, columns=["time"])["time"], utc=True) for file in dated]
    known = [one.max() for one in times if one.notna().any()]
    return str(iso(pd.Series([max(known)])).iloc[0]) if known else None
