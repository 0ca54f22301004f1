"""Sellers' listings: what they say, what they leave out, and how hard that makes them to match."""

from __future__ import annotations

import json
import re

import numpy as np
import pandas as pd
import pytest
from rapidfuzz import fuzz
from sklearn.metrics import roc_auc_score

from sources.simulator.attributes import phrase_table
from sources.simulator.mess import RATES, by_seller
from sources.simulator.offers import LISTINGS_PER_PRODUCT
from sources.simulator.sellers import LANGUAGE_SHARES
from sources.simulator.vocabulary.phrases import LANGUAGES
from sources.simulator.world import World


@pytest.fixture(scope="module")
def world() -> World:
    return World(seed=23, scale=1.0)


@pytest.fixture(scope="module")
def listings(world: World) -> pd.DataFrame:
    truth = world.products.to_pandas()[["product_id", "brand", "colour", "model", "pack", "price_eur"]]
    frame: pd.DataFrame = world.listings.to_pandas()
    return frame.merge(truth, on="product_id", suffixes=("", "_true"))


def test_several_sellers_offer_a_product_and_seldom_twice(listings: pd.DataFrame) -> None:
    counts = listings.groupby("product_id").size()
    assert counts.mean() == pytest.approx(LISTINGS_PER_PRODUCT, rel=0.05)
    assert counts.min() == 1
    assert counts.max() > 8
    assert listings.duplicated(["product_id", "seller"]).mean() < 0.01
    assert listings.seller.nunique() > 300


def test_neighbouring_rows_do_not_give_products_away(world: World) -> None:
    rows = world.listings["product_id"].to_pandas()
    assert (rows == rows.shift()).mean() < 0.005


def test_each_field_is_missing_at_its_rate(listings: pd.DataFrame) -> None:
    for field in ("brand", "category", "price", "description", "image"):
        stated = getattr(RATES, f"silent_{field}")
        assert listings[field].isna().mean() == pytest.approx(stated, abs=0.025), field
    # attributes also stay empty where none applies, and are filled where they carry what a title lacks
    assert listings.attributes.isna().mean() == pytest.approx(RATES.silent_attributes, abs=0.05)
    assert (listings.price.isna() == listings.currency.isna()).all()
    assert listings.title.notna().mean() > 0.999


def test_sellers_differ_in_care_and_meet_the_rate_together() -> None:
    fullness, reach = np.array([0.9, 0.5]), np.array([0.75, 1.0])
    probability = by_seller(0.2, fullness, reach)
    assert probability[1] == pytest.approx(5 * probability[0])
    assert probability @ [0.75, 0.25] == pytest.approx(0.2)


def test_typos_and_wrong_brands_come_at_their_rates(listings: pd.DataFrame) -> None:
    assert listings.typo.mean() == pytest.approx(RATES.typo, abs=0.01)
    given = listings[listings.brand.notna()]
    assert given.wrong_brand.mean() == pytest.approx(RATES.wrong_brand, abs=0.006)
    assert not listings.wrong_brand[listings.brand.isna()].any()
    first = given.brand.str.split().str[0].str.lower()
    true_first = given.brand_true.str.split().str[0].str.lower()
    assert not (first == true_first)[given.wrong_brand].any()
    agrees = (first == true_first)[~given.wrong_brand]
    assert 1 - agrees.mean() == pytest.approx(RATES.no_brand_words, abs=0.01)


def test_variation_is_left_out_of_titles_at_its_rate(listings: pd.DataFrame) -> None:
    alone = listings[listings.varying.isin(["colour", "size", "capacity", "option", "model"])]
    left_out = alone[alone.variation != "title"]
    assert len(left_out) / len(alone) == pytest.approx(RATES.omitted, abs=0.015)
    assert (left_out.variation == "elsewhere").mean() == pytest.approx(RATES.carried, abs=0.03)
    assert set(listings.variation[listings.varying == ""]) == {"title"}


def test_where_a_colour_is_said_to_be_told_it_is(listings: pd.DataFrame, world: World) -> None:
    colours = {row["product_id"]: row["colour"] for row in world.products.select(["product_id", "colour"]).to_pylist()}
    table = phrase_table("colour")
    english = [table.pick(np.array([value]), np.array([0]))[0].as_py() for value in range(26)]
    forms = {
        (name, language): [
            table.pick(np.array([value]), np.array([position]), form)[0].as_py().lower() for form in range(4)
        ]
        for value, name in enumerate(english)
        for position, language in enumerate(LANGUAGES)
    }

    def tells(row: pd.Series, fields: tuple[str, ...]) -> bool:
        text = " | ".join(str(row[field]) for field in fields if isinstance(row[field], str)).lower()
        words = forms[colours[row["product_id"]], row["language"]]
        return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in words)

    # a slip of the finger may have hit the colour, and a line or a noun may hold a colour's word
    clean = listings[(listings.varying == "colour") & ~listings.typo]
    fields = {"title": ("title",), "elsewhere": ("description", "attributes")}
    for where, looked_at in fields.items():
        told = clean[clean.variation == where].head(400)
        assert told.apply(tells, axis=1, fields=looked_at).mean() > 0.99, where
    silent = clean[clean.variation == "nowhere"].head(400)
    assert silent.apply(tells, axis=1, fields=("title", "description", "attributes")).mean() < 0.05


def test_twins_are_as_alike_as_matches(listings: pd.DataFrame) -> None:
    pairs = listings.merge(listings, on="family_id", suffixes=("", "_right"))
    pairs = pairs[pairs.listing_id < pairs.listing_id_right].sample(6000, random_state=0)
    same = pairs.product_id == pairs.product_id_right
    for likeness in (fuzz.token_sort_ratio, fuzz.token_set_ratio):
        scores = [
            likeness(left.lower(), right.lower()) for left, right in zip(pairs.title, pairs.title_right, strict=True)
        ]
        assert 0.5 < roc_auc_score(same, scores) < 0.7
    assert 0.15 < same.mean() < 0.5


def test_model_numbers_are_in_a_part_of_the_titles_and_in_several_spellings(listings: pd.DataFrame) -> None:
    named = listings[listings.model.notna()]
    digits = named.model.str.extract(r"(\d+\w*)$", expand=False).str.lower()
    there = np.array([code in title.lower() for code, title in zip(digits, named.title, strict=True)])
    assert 0.4 < there.mean() < 0.8
    dashed = named[there & named.model.str.contains("-") & (named.variation == "title")]
    verbatim = np.array([model in title for model, title in zip(dashed.model, dashed.title, strict=True)])
    assert 0.2 < verbatim.mean() < 0.8


def test_attributes_are_json_objects_of_text(listings: pd.DataFrame) -> None:
    keys: set[str] = set()
    for text in listings.attributes.dropna():
        found = json.loads(text)
        assert found
        assert all(isinstance(value, str) and value for value in found.values())
        keys |= set(found)
    assert {"color", "modelno", "size", "pack", "Farbe", "Couleur", "Colour"} <= keys


def test_no_listing_carries_a_trade_item_number(listings: pd.DataFrame) -> None:
    for field in ("title", "description", "attributes", "brand", "category"):
        assert not listings[field].dropna().str.contains(r"\d{8,}").any(), field


def test_sellers_of_each_language_write_in_it(listings: pd.DataFrame) -> None:
    shares = listings.language.value_counts(normalize=True)
    assert shares["en"] == pytest.approx(LANGUAGE_SHARES[0], abs=0.15)
    assert (shares > 0.02).all()
    words = {"de": "schwarz|weiß|Zoll|Stück", "es": "negro|blanco|pulgadas|unidades", "fr": "noir|blanc|pouces|pièces"}
    for language, pattern in words.items():
        own = listings.title[listings.language == language].str.contains(pattern, case=False).mean()
        others = listings.title[listings.language == "en"].str.contains(rf"\b(?:{pattern})\b", case=False).mean()
        assert own > 0.02 > others
    comma = r"\d,\d ?(?:L|l|kg|cm|Zoll|pouces|pulgadas)"
    assert listings.title[listings.language == "de"].str.contains(comma).any()
    assert not listings.title[listings.language == "en"].str.contains(comma).any()
    assert set(listings.currency[listings.language != "en"].dropna()) == {"EUR"}
    assert set(listings.currency.dropna()) == {"EUR", "USD", "GBP"}


def test_prices_follow_the_product_with_rare_slips(listings: pd.DataFrame) -> None:
    rates = listings.currency.map({"EUR": 1.0, "USD": 1.09, "GBP": 0.85})
    priced = listings[listings.price.notna() & (listings.price_eur > 3)]
    ratio = np.log(priced.price / priced.price_eur / rates[priced.index])
    slipped = ratio.abs() > 1
    assert slipped.mean() == pytest.approx(RATES.price_slip, abs=0.002)
    assert ratio[~slipped].std() < 0.2
    assert (listings.price.dropna() > 0).all()
