"""Catalogues, judgments and logs that cannot be used: the command names what is wrong and the way out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from bazaar_command import Bazaar

DATA_ERROR = 3
Tables = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def bazaar(bazaar_at: Callable[[Path], Bazaar], tmp_path_factory: pytest.TempPathFactory) -> Bazaar:
    return bazaar_at(tmp_path_factory.mktemp("bad-searches"))


def shop(rows: int = 200) -> Tables:
    return {
        "products": pd.DataFrame({"product_id": range(rows), "title": [f"thing number {row}" for row in range(rows)]}),
        "judgments": pd.DataFrame(
            {"query": [f"thing {row}" for row in range(rows)], "product_id": range(rows), "grade": "exact"}
        ),
    }


def neither(tables: Tables) -> None:
    del tables["judgments"]


def no_text(tables: Tables) -> None:
    tables["products"]["title"] = "  <br/>&nbsp;"


def other_ids(tables: Tables) -> None:
    tables["judgments"]["product_id"] += 150


def two_kinds_of_grades(tables: Tables) -> None:
    tables["judgments"].loc[:9, "grade"] = "3"


def another_grade(tables: Tables) -> None:
    tables["judgments"].loc[:99, "grade"] = "very good"


def one_query(tables: Tables) -> None:
    tables["judgments"]["query"] = "thing"


def nothing_relevant(tables: Tables) -> None:
    tables["judgments"]["grade"] = "irrelevant"


def an_empty_table(tables: Tables) -> None:
    tables["events"] = pd.DataFrame(columns=["query", "product_id", "click"])


def part_of_a_split(tables: Tables) -> None:
    tables["judgments"]["split"] = ["train", "test", "valid", None] * 50


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (neither, ["Neither judgments nor events was given", "Add the table judgments or events"]),
        (no_text, ["products", "none of its 200 rows is usable", "some_text"]),
        (other_ids, ["judgments", "150 of 200 rows", "product_known", "products.product_id"]),
        (two_kinds_of_grades, ["judgments.grade", "10 of 200 rows are numbers, such as '3'"]),
        (another_grade, ["judgments", "100 of 200 rows", "grade_known"]),
        (one_query, ["judgments and events: split `", "There are 1 searches of 1 queries", "Give more queries"]),
        (nothing_relevant, ["of 200 rows none is relevant", "Give events.click or events.purchase"]),
        (an_empty_table, ["events", "has a header and no row", "remove the file"]),
        (part_of_a_split, ["judgments.split is missing in 50 of 200 rows", "Give a split for all rows or for none"]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_it_is_refused_and_nothing_is_registered(
    bazaar: Bazaar, tmp_path: Path, spoil: Callable[[Tables], None], told: list[str]
) -> None:
    place = tmp_path / "tables"
    place.mkdir()
    tables = shop()
    spoil(tables)
    for name, table in tables.items():
        table.to_csv(place / f"{name}.csv", index=False)
    said = bazaar("run", "product-search", "--data", str(place), "--profile", "quick", code=DATA_ERROR)
    flat = " ".join(said.split())
    for words in told:
        assert words in flat
    assert "Traceback" not in said
    assert "way out:" in said
    if (bazaar.home / "mlruns" / "mlflow.db").exists():
        assert bazaar.client().search_registered_models() == []
