"""Columns that a run declares: by its parameters, by its source; and what a version asks for in the end."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

import pytest

from contracts.contract import Contract, Kind
from infra.errors import DataError, SettingsError
from sources import catalog
from sources.public.source import Source
from tasks import contract_of, ingest, rooms, validate
from tasks.request_of import further, request_of
from tasks.steps import Run

SIMULATED = {"categorical": ["category"], "numeric": ["price"]}


def parameters(**given: object) -> dict[str, object]:
    return {"source": "simulator", "data": None, "data_rev": None, **given}


def columns(contract: Contract) -> dict[str, Kind]:
    return {column.name: column.kind for column in contract.tables[0].columns}


def test_a_use_case_without_options_has_its_contract_alone() -> None:
    assert contract_of.declared("product_matching", parameters()) is None
    contract = contract_of.contract_of("product_matching", parameters())
    assert contract is rooms.module("contracts", "product_matching").CONTRACT


def test_a_source_declares_its_own_columns_and_the_parameters_further_ones() -> None:
    asked = parameters(contract={"categorical": ["shop"], "numeric": []})
    assert contract_of.declared("ad_click", parameters()) == SIMULATED
    assert contract_of.declared("ad_click", asked) == {**SIMULATED, "categorical": ["category", "shop"]}
    found = columns(contract_of.contract_of("ad_click", asked))
    assert (found["category"], found["shop"], found["price"]) == (Kind.ID, Kind.ID, Kind.NUMBER)


@pytest.mark.parametrize("own", [{"data": "tables"}, {"data_rev": "v1"}])
def test_tables_of_ones_own_have_the_columns_that_the_parameters_declare(own: dict[str, str]) -> None:
    found = columns(contract_of.contract_of("ad_click", parameters(contract={"numeric": ["depth"]}, **own)))
    assert found["depth"] is Kind.NUMBER
    assert "category" not in found


def test_the_parameters_say_what_a_column_of_the_source_is() -> None:
    asked = parameters(contract={"categorical": ["Price"], "numeric": []})
    assert contract_of.declared("ad_click", asked) == {"categorical": ["category", "Price"], "numeric": []}


def test_a_public_source_declares_by_its_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = dict.fromkeys(("summary", "home", "licence", "citation", "metric", "writer"), "")
    log = Source("log", "ad_click", **facts, contract_options={"categorical": ("query",)})
    monkeypatch.setattr(catalog, "PUBLIC", MappingProxyType({**catalog.PUBLIC, "ad_click": (log,)}))
    assert contract_of.declared("ad_click", parameters(source="log")) == {"categorical": ["query"]}
    with pytest.raises(DataError, match="No source 'lok'"):
        contract_of.contract_of("ad_click", parameters(source="lok"))


def test_what_is_declared_is_written_as_settings() -> None:
    assert contract_of.as_settings({"categorical": ("query", "shop"), "numeric": ()}) == [
        "contract.categorical=[query, shop]"
    ]


def test_a_column_that_cannot_be_declared_stops_the_run_at_its_start() -> None:
    run = Run("ad_click", parameters(contract={"categorical": ["click"]}, as_of=None))
    with pytest.raises(SettingsError, match="names click"):
        ingest._contract(run)


def test_what_is_declared_decides_how_tables_are_validated(tmp_path: Path) -> None:
    keys = set()
    for names in ([], ["shop"], ["query"]):
        asked = parameters(
            data=str(tmp_path),
            contract={"categorical": names},
            max_rejected_share=0.2,
            as_of="2024-01-31",
            encoding=None,
        )
        keys.add(str(validate._settings(Run("ad_click", asked), None)))
    assert len(keys) == 3


def test_a_version_asks_for_the_columns_that_it_was_trained_with() -> None:
    inputs = {"ad": "string", "time": "string", "shop": "string", "depth": "double", "odd": "datetime"}
    assert further("ad_click", inputs) == {"shop": "string", "depth": "double"}
    kinds = {column.name: column.kind for column in request_of("ad_click", inputs).columns}
    assert (kinds["shop"], kinds["depth"]) == (Kind.ID, Kind.NUMBER)
    assert "odd" not in kinds
    assert request_of("ad_click", {"ad": "string"}) is rooms.module("contracts", "ad_click").REQUEST
