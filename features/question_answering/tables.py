"""The clean tables as columns: questions with their candidates, and what they may be answered from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from features.columns import TEXT, TIME, read
from infra.errors import DataError

OF_PRODUCTS: Final = ("attribute", "bullet", "description", "review", "community")
OF_ACCOUNTS: Final = ("orders", "wish_lists", "reminders")
ANSWERS: Final = 2  # the grade of a candidate that answers

_QA: Final = {
    **dict.fromkeys(("question_id", "question", "product_id", "customer_id", "candidate", "source"), TEXT),
    "grade": pa.int64(),
    **dict.fromkeys(("answer", "kind", "rewording_of", "split"), TEXT),
}
PRODUCTS: Final = dict.fromkeys(
    ("product_id", "title", "description", "bullets", "attributes", "category", "brand"), TEXT
)
ACCOUNTS: Final = {
    "orders": {
        **dict.fromkeys(("order_id", "customer_id", "product_id"), TEXT),
        "time": TIME,
        "status": TEXT,
        **dict.fromkeys(("expected", "delivered"), TIME),
        **dict.fromkeys(("quantity", "price"), pa.float64()),
    },
    "wish_lists": {**dict.fromkeys(("customer_id", "product_id", "list"), TEXT), "time": TIME},
    "reminders": {
        **dict.fromkeys(("reminder_id", "customer_id", "text"), TEXT),
        "due": TIME,
        "product_id": TEXT,
    },
}
OPINIONS: Final = {
    **dict.fromkeys(("product_id", "attribute", "sentiment", "request_id", "aspect", "opinion"), TEXT),
    "confidence": pa.float64(),
}


@dataclass(frozen=True)
class Tables:
    """All that is given.

    Attributes:
        folder: Where the clean tables lie; reviews and community answers are read from there in parts.
        qa: Rows of judged candidates.
        products: The contract's columns, then those that were declared.
        declared: Names of the latter.
        accounts: `ACCOUNTS` by name; a table that is not there has no rows.
        opinions: What was read from reviews; None where there is no such table.
    """

    folder: Path
    qa: pa.Table
    products: pa.Table
    declared: tuple[str, ...]
    accounts: dict[str, pa.Table]
    opinions: pa.Table | None


def read_tables(folder: Path) -> Tables:
    """Read what is needed whole.

    Raises:
        DataError: `qa` or `products` is absent or has no row.
    """
    declared = _declared(folder)
    products = _required(
        folder,
        "products",
        {**PRODUCTS, **dict.fromkeys(declared, TEXT)},
        "Give the products that are asked about.",
    )
    qa = _required(
        folder,
        "qa",
        _QA,
        "Without judged answers nothing can be learnt or measured. Have the candidates of some hundred questions "
        "judged (grade 2: answers, 1: helps, 0: neither), questions that nothing answers among them.",
    )
    accounts = {name: _or_empty(folder, name, columns) for name, columns in ACCOUNTS.items()}
    return Tables(folder, qa, products, declared, accounts, read(folder, "opinions", OPINIONS))


def _declared(folder: Path) -> tuple[str, ...]:
    path = folder / "products.parquet"
    if not path.is_file():
        return ()
    return tuple(name for name in pq.read_schema(path).names if name not in PRODUCTS)


def _or_empty(folder: Path, name: str, columns: dict[str, pa.DataType]) -> pa.Table:
    table = read(folder, name, columns)
    if table is not None:
        return table
    return pa.table({column: pa.array([], kind) for column, kind in columns.items()})


def _required(folder: Path, name: str, columns: dict[str, pa.DataType], way_out: str) -> pa.Table:
    table = read(folder, name, columns)
    if table is None or table.num_rows == 0:
        what = f"holds no `{name}`" if table is None else f"holds `{name}` without any row"
        raise DataError(f"{folder} {what}.", f"{way_out} `bazaar contract question-answering` shows the table.")
    return table
