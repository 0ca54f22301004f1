"""Who is where: the customer's own region holds where a request says none, and a region without stock is a region."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from search_store import END, NOT_SOUTH, products, write

from models.product_search import ProductSearch, examples, train
from models.product_search.asked_how import asked_of
from models.product_search.asking import asks_of
from models.product_search.places import Places
from models.product_search.request import questions_of
from models.region_names import RegionNames
from models.serving import load_bundle

SETTINGS = {"threads": 1, "retrieval": {"dense": 0}, "ranking": {"enabled": False}, "grading": {"least_pairs": 100_000}}
CUSTOMERS = [("c1", "south", "en"), ("c8", " South", None), ("c9", "islands", "en"), ("c7", None, " ")]
GOODS = products().set_index("product_id")


def shop(directory: Path) -> Path:
    write(directory)
    homes = pd.DataFrame(CUSTOMERS, columns=["customer_id", "region", "language"], dtype="str")
    homes.to_parquet(directory / "customers.parquet", index=False)
    searches = pd.read_parquet(directory / "train.parquet")
    searches.loc[0, "region"] = "coast"  # searched from, and the stock does not tell of it
    searches.to_parquet(directory / "train.parquet", index=False)
    return directory


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shop(tmp_path_factory.mktemp("shop"))


@pytest.fixture(scope="module")
def model(directory: Path, tmp_path_factory: pytest.TempPathFactory) -> ProductSearch:
    out = tmp_path_factory.mktemp("places") / "bundle"
    train(directory, SETTINGS, out, lambda step, share: None)  # noqa: ARG005
    found = load_bundle(out)
    assert isinstance(found, ProductSearch)
    return found


def ask(model: ProductSearch, params: dict[str, Any] | None = None, **cells: Any) -> pd.DataFrame:
    request = {"query": "kettle", "time": END} | cells
    return model.predict(pd.DataFrame({name: [cell] for name, cell in request.items()}), {"k": 72} | (params or {}))


def lacking(answer: pd.DataFrame) -> bool:
    """Whether it shows a black product of the brand, which the south has not."""
    goods = GOODS.loc[answer.loc[answer["rank"] > 0, "product_id"]]
    return bool(((goods["brand"] == NOT_SOUTH) & (goods["colour"] == "black")).any())


@pytest.mark.parametrize("params", [{}, {"personal": False}])
@pytest.mark.parametrize("query", ["kettle", "zorbax black", ""])
@pytest.mark.parametrize("customer", ["c1", "c8"])
def test_without_a_region_the_customers_own_decides_what_can_be_had(
    model: ProductSearch, params: dict[str, Any], query: str, customer: str
) -> None:
    own = ask(model, params, query=query, customer_id=customer, region=None)
    assert not lacking(own)
    assert lacking(ask(model, params, query=query, customer_id="nobody")), "somebody without a home is shown it"
    told = ask(model, params, query=query, customer_id=customer, region="south")
    pd.testing.assert_frame_equal(own, told)
    pd.testing.assert_frame_equal(ask(model, params, query=query, customer_id=customer, region=" "), told)


def test_a_region_that_is_said_counts_before_the_customers_own(model: ProductSearch) -> None:
    assert lacking(ask(model, customer_id="c1", region="north"))


def test_blanks_and_capitals_make_no_other_region(model: ProductSearch) -> None:
    south = ask(model, region="south")
    for said in (" south", "SOUTH", "South "):
        pd.testing.assert_frame_equal(ask(model, region=said), south)
    assert south["note"].isna().all()


@pytest.mark.parametrize("cells", [{"region": "coast"}, {"region": "islands"}, {"customer_id": "c9"}])
def test_nothing_can_be_had_in_a_region_that_is_known_and_has_no_stock(
    model: ProductSearch, cells: dict[str, str]
) -> None:
    for query in ("kettle", ""):
        answer = ask(model, query=query, **cells)
        assert answer["rank"].tolist() == [0]
        assert answer["note"].str.contains("region without stock: nothing can be had there").all()


def test_a_region_that_nobody_has_named_has_what_can_be_had_in_any(model: ProductSearch) -> None:
    answer = ask(model, region="atlantis", customer_id="c1")
    assert lacking(answer)
    assert answer["note"].str.contains("unknown region").all()
    assert ask(model)["note"].isna().all()


def test_the_customers_language_holds_where_none_is_said(model: ProductSearch) -> None:
    request = pd.DataFrame(
        {"query": ["a"] * 4, "customer_id": ["c1", "c8", "c1", None], "language": [None, None, "xx", None]}
    )
    parts = (model.answerer.searcher, model.answerer.availability, model.answerer.places)
    for params in ({}, {"personal": False}):
        asks, _ = asks_of(questions_of(request, 0.0), asked_of(params), *parts)
        assert [one.language for one in asks] == [
            *model.answerer.searcher.tables.catalogue.numbered("language", ["en", None, "xx", None])
        ]
        assert asks[0].language >= 0


def test_places_are_read_as_they_were_written(directory: Path, tmp_path: Path) -> None:
    places = Places.of(examples.read(directory))
    places.save(tmp_path)
    assert Places.load(tmp_path) == places
    assert places.known.names == ("coast", "islands", "north", "south")
    assert places.home("c8") == ("South", None)
    assert places.home("c7") == places.home("nobody") == places.home(None) == (None, None)


def test_a_name_as_it_stands_wins_over_one_of_other_capitals() -> None:
    names = RegionNames.of(["north", "North", " West", "", None, np.nan])
    assert names.names == ("North", "West", "north")
    assert [names.spelt(said) for said in ("north", "North ", "NORTH", "west", "", "east", None)] == [
        *("north", "North", "north", "West", None, None, None)
    ]
