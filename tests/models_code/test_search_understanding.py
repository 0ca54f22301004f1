"""What a typed text asks for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st
from search_shop import asked, catalogue, of_kind, usual
from search_store import write

from models.product_search import examples
from models.product_search.asked import AskedQueries
from models.product_search.reading import asked_queries
from models.product_search.terms import TermGroup
from models.product_search.understanding import CUT, EMPTY, Understander
from models.product_search.understanding_settings import UnderstandingSettings

SETTINGS = UnderstandingSettings()


def reader_of(queries: AskedQueries, settings: UnderstandingSettings = SETTINGS) -> Understander:
    return Understander.fit(catalogue(), queries, settings, bodies=True, seed=3)[0]


@pytest.fixture(scope="module")
def reader() -> Understander:
    return reader_of(usual(catalogue()))


def weights(groups: tuple[TermGroup, ...]) -> dict[str, float]:
    return {word: weight for group in groups for word, weight in zip(group.words, group.weights, strict=True)}


def test_a_finished_query_is_its_words(reader: Understander) -> None:
    read = reader.understand("Leather  Jacket", partial=False)
    assert read.text == "Leather Jacket"
    assert read.tokens == ("leather", "jacket")
    assert [group.words for group in read.terms] == [("leather",), ("jacket",)]
    assert not read.corrected
    assert read.note is None


def test_an_unfinished_word_becomes_what_it_may_be(reader: Understander) -> None:
    read = reader.understand("headp")
    found = weights(read.terms[:1])
    assert found["headphone"] > 0.3
    assert "headp" not in found
    assert sum(found.values()) <= 1 + 1e-9


def test_the_words_before_decide_what_a_word_becomes(reader: Understander) -> None:
    assert weights(reader.understand("wireless h").terms)["headphones"] > 0.8
    assert weights(reader.understand("h").terms)["headphone"] > weights(reader.understand("h").terms)["headphones"]


def test_a_query_goes_on_as_others_have(reader: Understander) -> None:
    found = reader.understand("electric ")
    assert [group.words[0] for group in found.terms] == ["electric", "kettle"]
    assert 0.5 < found.terms[1].weights[0] < 1
    finished = reader.understand("electric ", partial=False)
    assert [group.words for group in finished.terms] == [("electric",)]


def test_a_sure_completion_is_understood(reader: Understander) -> None:
    assert reader.understand("electric ket").text == "electric kettle"
    assert reader.understand("electric ket", partial=False).text != "electric kettle"
    doubtful = reader_of(usual(catalogue()), replace(SETTINGS, sure_completion=1.0))
    assert doubtful.understand("electric ket").text == "electric ket"


def test_a_whole_word_stays_heavier_than_what_it_may_become(reader: Understander) -> None:
    found = reader.understand("headphone").terms[0]
    assert found.words[0] == "headphone"
    assert found.weights[0] > 0.5


def test_slips_are_put_right_where_that_is_wanted(reader: Understander) -> None:
    read = reader.understand("wirless headphnoes")
    assert read.corrected
    assert read.text == "wireless headphones"
    assert read.completions[0] == "wireless headphones"
    left = reader.understand("wirless headphnoes", correct=False)
    assert not left.corrected
    assert left.tokens == ("wirless", "headphnoes")
    assert left.text == "wirless headphnoes"


def test_a_doubted_word_is_looked_for_beside_what_it_may_be() -> None:
    careful = replace(SETTINGS, spelling=replace(SETTINGS.spelling, least_gain=40.0))
    read = reader_of(usual(catalogue()), careful).understand("kettel", partial=False)
    assert not read.corrected
    assert read.terms[0].words == ("kettel", "kettle")
    assert read.terms[0].weights[1] == pytest.approx(SETTINGS.doubt_weight)


def test_a_mistyped_beginning_is_completed(reader: Understander) -> None:
    assert "electric kettle" in reader.understand("elctric ket").completions


def test_what_cannot_be_had_is_not_offered(reader: Understander) -> None:
    products = catalogue()
    allowed = np.ones(len(products), dtype=bool)
    assert "electric kettle" in reader.understand("ele", allowed=allowed).completions
    allowed[of_kind(products, "Electric Kettle")] = False
    assert "electric kettle" not in reader.understand("ele", allowed=allowed).completions
    for typed in ("electric kettle", "electric kettl", "kettle"):
        assert "electric kettle" not in reader.understand(typed, allowed=allowed, completions=20).completions
    nothing = np.zeros(len(products), dtype=bool)
    for typed in ("", "e", "electric kettl", "elctric ket"):
        assert reader.understand(typed, allowed=nothing).completions == ()


def test_what_is_typed_is_told_only_where_something_of_it_can_be_had(reader: Understander) -> None:
    products = catalogue()
    allowed = np.ones(len(products), dtype=bool)
    assert "electric kettle" in reader.understand("electric kettle", allowed=allowed).completions
    allowed[of_kind(products, "Kettle")] = False
    for typed in ("electric kettle", "kettle"):
        assert typed not in reader.understand(typed, allowed=allowed, completions=20).completions


def test_as_many_completions_as_are_wanted(reader: Understander) -> None:
    assert len(reader.understand("", completions=3).completions) == 3
    assert reader.understand("wire", completions=0).completions == ()
    assert len(set(reader.understand("h", completions=20).completions)) == len(
        reader.understand("h", completions=20).completions
    )


@pytest.mark.parametrize("text", ["", "   ", "😀", "!!! ???", "\x00\n\t", "'\"()"])
def test_a_query_without_words_says_so(reader: Understander, text: str) -> None:
    read = reader.understand(text)
    assert read.terms == ()
    assert read.tokens == ()
    assert read.note == EMPTY
    assert read.completions[0] == "wireless headphones"


@pytest.mark.parametrize("text", ["kettle " * 2_000, "x" * 10_000, "a b " * 2_500, "日本" * 5_000])
def test_a_long_query_is_cut_and_says_so(reader: Understander, text: str) -> None:
    read = reader.understand(text)
    assert read.note == CUT
    assert 0 < len(read.tokens) <= SETTINGS.query_words
    assert len(read.text) <= SETTINGS.query_characters


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE products; --", "title:(a OR b)^2 ~1", ".*[a-z]+$", "the of and", "a", "日", "कु", "ك", "K"]
)
def test_odd_texts_are_words_like_others(reader: Understander, text: str) -> None:
    read = reader.understand(text)
    assert read.tokens
    assert len(read.terms) >= len(read.tokens)


@tried(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.booleans(), st.booleans())
def test_any_text_is_read(reader: Understander, text: str, correct: bool, partial: bool) -> None:
    read = reader.understand(text, correct=correct, partial=partial)
    assert len(read.terms) >= len(read.tokens)
    for group in read.terms:
        assert len(group.words) == len(group.weights) > 0
        assert all(0 < weight <= 1 for weight in group.weights)
    assert (read.note == EMPTY) == (not read.tokens)


def test_numbers_are_never_corrected(reader: Understander) -> None:
    read = reader.understand("kettle 91", partial=False)
    assert read.tokens == ("kettle", "91")
    assert not read.corrected


def test_a_number_is_not_taken_for_the_beginning_of_another() -> None:
    """The catalogue has sizes from 10 to 15, one of them far likelier than the others."""
    reader = reader_of(asked([("kettle 12 cm", 500.0, [])], askers=[1]))
    read = reader.understand("kettle 1")
    assert "12" in read.terms[1].words
    assert read.text == "kettle 1"
    assert read.completions == ()
    assert reader.understand("\u0661").completions == ()
    often = reader_of(asked([("kettle 12 cm", 500.0, [])] * 3, askers=[1, 2, 3]))
    assert often.understand("kettle 1").completions == ("kettle 12 cm",), "past queries go on as they do"


@pytest.mark.parametrize(("askers", "told"), [([1, 1, 1], False), ([1, 2, 3], True)])
def test_what_one_customer_alone_has_typed_is_told_to_nobody_else(askers: list[int], told: bool) -> None:
    texts = ["kettle mustermann", "jacket sesame dryer"]
    reader = reader_of(asked([(text, 500.0, []) for text in texts for _ in askers], askers=[*askers, *askers]))
    for typed, word in (("kettle muster", "mustermann"), ("mu", "mustermann"), ("jacket s", "sesame")):
        read = reader.understand(typed)
        assert (word in " ".join([read.text, *read.completions])) == told


def test_searches_of_a_split_say_whose_they_are(tmp_path: Path) -> None:
    train = examples.read(write(tmp_path)).train
    train.searches.loc[np.flatnonzero(train.logged)[:5], "customer_id"] = None
    queries = asked_queries(train, np.ones(len(train), dtype=bool), 30.0, 0.0)
    assert queries.askers is not None
    assert queries.public is not None
    assert (queries.public == ~train.logged).all()
    customers = train.searches["customer_id"]
    assert len(set(queries.askers.tolist())) == customers.nunique() + customers.isna().sum()
    known = customers.notna().to_numpy()
    same = pd.crosstab(customers[known], queries.askers[known]).to_numpy() > 0
    assert (same.sum(axis=0) == 1).all()
    assert (same.sum(axis=1) == 1).all()


def test_without_past_queries_the_catalogue_alone_is_read() -> None:
    reader = reader_of(AskedQueries.none())
    assert weights(reader.understand("wirel").terms)["wireless"] > 0.9
    assert reader.understand("wirless headphnoes").text == "wireless headphones"
    assert reader.understand("velmont k").completions[0] == "Velmont Kettles"


def test_a_catalogue_without_categories_and_brands_is_read() -> None:
    products = catalogue().assign(category=None, brand=None).astype({"category": "str", "brand": "str"})
    reader = Understander.fit(products, AskedQueries.none(), SETTINGS, bodies=True, seed=3)[0]
    assert weights(reader.understand("wirel").terms)["wireless"] > 0.9
    assert reader.completer.phrases.categories == []


def test_a_query_of_a_single_search_is_learnt() -> None:
    reader = reader_of(asked([("leather dryer", 1.0, [])]))
    assert "leather dryer" in reader.understand("leather d").completions


def test_it_is_read_as_it_was_written(reader: Understander, tmp_path: Path) -> None:
    reader.save(tmp_path)
    again = Understander.load(tmp_path, SETTINGS)
    assert again.completer.phrases.categories == reader.completer.phrases.categories
    assert again.completer.phrases.brands == reader.completer.phrases.brands
    for text in ("", "wirel", "headp", "wirless headphnoes", "electric "):
        assert again.understand(text) == reader.understand(text)


def test_past_queries_stand_behind_others_with_their_own_products_and_regions() -> None:
    both = asked([("mug", 1, [3, 4])]).and_then(asked([("pot", 2, []), ("pan", 3, [5])], ["north", None]))
    assert list(both.texts) == ["mug", "pot", "pan"]
    assert list(both.weights) == [1, 2, 3]
    assert list(both.positions) == [3, 4, 5]
    assert list(both.starts) == [0, 2, 2, 3]
    assert both.regions == [None, "north", None]


def test_a_customer_of_two_splits_is_one(tmp_path: Path) -> None:
    write(tmp_path)
    read = examples.read(tmp_path)
    parts = [asked_queries(part, np.ones(len(part), dtype=bool), 30.0, 0.0) for part in (read.train, read.valid)]
    both = parts[0].and_then(parts[1])
    assert both.askers is not None
    customers = pd.concat([part.searches["customer_id"] for part in (read.train, read.valid)], ignore_index=True)
    shared = set(read.train.searches["customer_id"].dropna()) & set(read.valid.searches["customer_id"].dropna())
    assert shared
    distinct = customers.nunique() + int(customers.isna().sum())
    assert len(set(both.askers.tolist())) == distinct
