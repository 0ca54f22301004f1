"""A contract printed, written as Markdown, and as blank tables."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from contracts.contract import Contract, RowRule, Table
from contracts.describe import as_markdown, blank, describe
from contracts.product_matching import CLUSTERS, CONTRACT, LISTINGS, PAIRS
from contracts.rules import in_order, row_rules
from infra.errors import DataError


def printed() -> str:
    stream = io.StringIO()
    Console(file=stream, width=200, color_system=None).print(describe(CONTRACT))
    return stream.getvalue()


@pytest.mark.parametrize("render", [printed, lambda: as_markdown(CONTRACT)])
def test_everything_that_is_declared_is_said(render: object) -> None:
    assert callable(render)
    text = " ".join(render().split())
    for table in CONTRACT.tables:
        assert table.name in text
        for column in table.columns:
            assert column.name in text
        for rule in (*table.row_rules, *table.table_rules):
            assert rule.because in text
    assert "one of pairs, clusters is required" in text
    assert "20%" in text
    assert "in `currency`" in text


def test_blank_tables_have_the_header_alone_and_overwrite_nothing(tmp_path: Path) -> None:
    paths = blank(CONTRACT, tmp_path / "new")
    assert [path.name for path in paths] == ["listings.csv", "pairs.csv", "clusters.csv"]
    assert paths[1].read_text().split() == ["left_id,right_id,label,split,judged_at"]
    paths[1].write_text("mine")
    with pytest.raises(DataError, match=r"already holds listings\.csv, pairs\.csv"):
        blank(CONTRACT, tmp_path / "new")
    assert paths[1].read_text() == "mine"


def test_columns_and_keys_imply_rules_where_none_is_declared() -> None:
    implied = {(rule.check, rule.columns) for rule in row_rules(CLUSTERS)}
    assert ("not_null", ("listing_id",)) in implied
    assert [rule.name for rule in row_rules(LISTINGS) if rule.check == "unique"] == ["id_unique"]
    bare = LISTINGS.model_copy(update={"row_rules": ()})
    assert {rule.name for rule in row_rules(bare) if rule.check != "type"} == {"listing_id_present", "key_unique"}


def test_tables_come_after_those_they_refer_to() -> None:
    turned = CONTRACT.model_copy(update={"tables": (PAIRS, CLUSTERS, LISTINGS)})
    assert [table.name for table in in_order(turned)] == ["listings", "pairs", "clusters"]


def referring(name: str, other: str) -> Table:
    rule = RowRule(
        name="known",
        check="refers_to",
        columns=("listing_id",),
        options={"table": other, "column": "listing_id"},
        because="",
    )
    return LISTINGS.model_copy(update={"name": name, "row_rules": (rule,)})


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ((referring("a", "b"), referring("b", "a")), "circle: a -> b -> a"),
        ((referring("a", "nowhere"),), r"refers to nowhere\.listing_id, which the contract lacks"),
    ],
)
def test_contracts_whose_references_lead_nowhere_are_refused(tables: tuple[Table, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        in_order(Contract(use_case="x", summary="", tables=tables))
