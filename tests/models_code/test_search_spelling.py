"""Corrections: what is mistyped is put right, what is clean is left alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from search_shop import catalogue, usual

from models.product_search.language import Language
from models.product_search.letter_grams import LetterGrams
from models.product_search.slips import distances, likely, prefix_distances
from models.product_search.spelling import Speller
from models.product_search.spelling_fit import fitted, mistyped
from models.product_search.understanding_settings import LanguageSettings, SpellingSettings
from models.vocabulary import Vocabulary
from models.words import normalised, spelt_column

SETTINGS = SpellingSettings()


@pytest.fixture(scope="module")
def language() -> Language:
    products = catalogue()
    asked = usual(products)
    others = spelt_column(products["brand"]) + spelt_column(products["category"])
    return Language.fit(
        spelt_column(products["title"]), others, normalised(asked.texts), asked.weights, LanguageSettings()
    )


@pytest.fixture(scope="module")
def speller(language: Language) -> Speller:
    return Speller.of(language, SETTINGS.least_gain, SETTINGS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wireless headphnoes", "wireless headphones"),
        ("wirless headphones", "wireless headphones"),
        ("electrric kettle", "electric kettle"),
        ("vlothes dryer", "clothes dryer"),
        ("electric ketttle", "electric kettle"),
        ("wire less headphones", "wireless headphones"),
        ("wirelessheadphones", "wireless headphones"),
        ("electrickettle", "electric kettle"),
    ],
)
def test_a_slip_is_put_right(speller: Speller, typed: str, meant: str) -> None:
    found = speller.correct(typed.split(), False)
    assert found.changed
    assert " ".join(found.tokens) == meant
    assert found.gain > SETTINGS.least_gain


@pytest.mark.parametrize(
    "clean",
    [
        "wireless headphones",
        "velmont jacket",
        "zyxqw",  # like nothing that is known
        "leathers jacket",  # nobody has leathers, but that is no slip
        "11 cm",
        "19",
        "xm 4",
        "日本 本語",
        "हिन्दी",
        "",
    ],
)
def test_what_is_clean_is_left_alone(speller: Speller, clean: str) -> None:
    found = speller.correct(clean.split(), False)
    assert not found.changed
    assert found.tokens == tuple(clean.split())


def test_another_form_of_a_word_is_looked_for(speller: Speller) -> None:
    assert speller.correct(["leathers"], False).doubts[0][0][0] == "leather"


def test_an_unfinished_last_word_is_no_slip(speller: Speller) -> None:
    assert not speller.correct(["wireless", "headp"], True).changed
    assert not speller.correct(["wire", "l"], True).changed
    assert not speller.correct(["electri"], True).changed
    assert speller.correct(["electri"], False).changed
    assert speller.correct(["wireless", "haedpho"], True).tokens == ("wireless", "headphones")


def test_a_threshold_that_nothing_reaches_leaves_doubts(language: Language) -> None:
    careful = Speller.of(language, 1_000.0, SETTINGS)
    found = careful.correct(["wireless", "headphnoes"], False)
    assert not found.changed
    assert found.tokens == ("wireless", "headphnoes")
    assert found.doubts[0] == ()
    assert found.doubts[1][0][0] == "headphones"
    assert sum(chance for _, chance in found.doubts[1]) == pytest.approx(1.0)


def test_the_words_around_decide(language: Language) -> None:
    near = language.vocabulary.numbers(["headphone", "jacket"])
    case, kettle = language.vocabulary.numbers(["case", "kettle"]).tolist()
    beside = language.chances(np.array([case, kettle]), [int(near[0])])
    assert beside[0] > 10 * beside[1]
    alone = language.chances(np.array([case, kettle]), [])
    assert np.allclose(alone, language.prior[[case, kettle]])
    words, shares = language.expansions("c", [int(near[0])], 5)
    assert language.vocabulary.words[words[0]] == "case"
    assert language.vocabulary.words[language.expansions("c", [], 5)[0][0]] == "cm"
    assert 0 < shares.sum() <= 1 + 1e-9


def test_the_threshold_keeps_to_the_stated_rate() -> None:
    # Half of the clean queries have a word that one product has, one letter from a common one.
    clean = ["leather jacket", "jackett leather"]
    known = Vocabulary.of(clean)
    strict = replace(SETTINGS, false_rate=0.0, least_gain=0.1, least_texts=2.0)
    speller, facts = fitted(language_with("jackett"), known, clean, strict, 3)
    assert facts["changed_clean"] == 0.0
    assert not speller.correct(["jackett", "leather"], False).changed
    loose, facts = fitted(language_with("jackett"), known, clean, replace(strict, false_rate=0.5), 3)
    assert facts["changed_clean"] == 0.5
    assert loose.threshold < speller.threshold


def language_with(word: str) -> Language:
    """The language of the shop, with a word that one product has."""
    products = catalogue()
    titles = [*spelt_column(products["title"]), f"{word} leather"]
    asked = usual(products)
    return Language.fit(titles, [], normalised(asked.texts), asked.weights, LanguageSettings())


def test_without_clean_queries_the_least_gain_stands(language: Language) -> None:
    speller, facts = fitted(language, Vocabulary.of([]), ["wireless headphones"], SETTINGS, 3)
    assert speller.threshold == SETTINGS.least_gain
    assert facts["clean_queries"] == 0


def test_a_language_of_nothing_reads_everything_as_it_is() -> None:
    language = Language.fit([], [], [], np.zeros(0), LanguageSettings())
    speller = Speller.of(language, SETTINGS.least_gain, SETTINGS)
    assert speller.correct(["some", "words"], True).tokens == ("some", "words")


def test_distances_and_likely_slips() -> None:
    assert distances("abcd", ["abcd", "abdc", "abd", "abcde", "xyz"], 2).tolist() == [0, 1, 1, 1, 3]
    assert prefix_distances("haed", ["headphones", "head", "had"], 2).tolist() == [1, 1, 1]
    assert likely("cra", "car")
    assert likely("iseyrrna", "iseyrna")
    assert likely("pimk", "pink")
    assert not likely("pixk", "pink")
    assert not likely("car", "cars")
    assert not likely("car", "car")
    assert not likely("abca", "bca")


def test_grams_find_words_alike_and_none_of_none() -> None:
    words = ["headphones", "kettle", "jacket", "head"]
    grams = LetterGrams.of(words)
    assert [words[one] for one in grams.near("headphnoes", True, 0.25, 1)] == ["headphones"]
    assert set(grams.near("head", False, 0.9, 5).tolist()) == {0, 3}
    assert grams.near("zzz", True, 0.25, 5).tolist() == []
    assert LetterGrams.of([]).near("head", True, 0.25, 5).tolist() == []


@pytest.mark.parametrize("word", ["noon", "aaaa", "kettle", "молоко"])
def test_a_mistyped_word_is_another_word(word: str) -> None:
    random = np.random.default_rng(0)
    assert word not in {mistyped(word, random) for _ in range(200)}


def test_a_mistyped_word_is_one_slip_away() -> None:
    random = np.random.default_rng(1)
    typed = {mistyped("headphones", random) for _ in range(50)}
    assert len(typed) > 10
    assert distances("headphones", sorted(typed), 3).max() == 1


def test_it_is_read_as_it_was_written(language: Language, tmp_path: Path) -> None:
    language.save(tmp_path)
    Speller.of(language, 4.5, SETTINGS).save(tmp_path)
    again = Speller.load(tmp_path, Language.load(tmp_path), SETTINGS)
    assert again.threshold == 4.5
    first = Speller.of(language, 4.5, SETTINGS)
    for typed in ("wirless headphnoes", "electrickettle", "clothes"):
        assert again.correct(typed.split(), False) == first.correct(typed.split(), False)


def test_where_queries_have_strange_words_corrections_are_rarer() -> None:
    titles = ["leather jacket"] * 30 + ["paper packet"] * 30
    language = Language.fit(titles, [], [], np.zeros(0), LanguageSettings())
    known = Vocabulary.of(titles)
    clean = ["packet", "packet paper", "jacket", "leather jacket"]
    strict = replace(SETTINGS, false_rate=0.0, least_gain=0.5)
    usual_shop, _ = fitted(language, known, clean, strict, 3)
    strange_shop, _ = fitted(language, known, [*clean, *(f"zyxq{letter}" for letter in "abcdefghijklmnop")], strict, 3)
    assert usual_shop.threshold == 0.5
    assert strange_shop.threshold > 3


def shop_where_many_mistype(titles: list[str], queries: list[str]) -> Speller:
    """Titles among thousands of other words, and queries that are asked a thousand times each."""
    strange = ["".join(letters) for letters in product("bcdfg", "aeiou", "jklmn", "aeiou", "qxzw")]
    goods = [*titles, *(" ".join(pair) for pair in pairwise(strange))]
    language = Language.fit(goods, [], queries, np.full(len(queries), 1_000.0), LanguageSettings())
    return Speller.of(language, SETTINGS.least_gain, SETTINGS)


@pytest.mark.parametrize(
    ("sold", "many_type"),
    [("guitar", "guitarr"), ("velmond", "velmont"), ("foot stool", "footstool"), ("headband", "head band")],
)
def test_what_is_sold_is_not_put_right_to_what_only_customers_type(sold: str, many_type: str, tmp_path: Path) -> None:
    speller = shop_where_many_mistype([sold], [many_type])
    speller.language.save(tmp_path)
    for one in (speller, Speller.of(Language.load(tmp_path), SETTINGS.least_gain, SETTINGS)):
        assert one.correct(sold.split(), False).tokens == tuple(sold.split())


def test_a_sold_word_that_is_taken_for_unknown_may_stand_for_what_customers_type() -> None:
    speller = shop_where_many_mistype(["guitar"], ["guitarr"])
    assert speller.gain(["guitar"]) == 0
    assert speller.gain(["guitar"], frozenset({"guitar"})) > 0


@pytest.mark.parametrize(
    ("typed", "sold", "meant"),
    [
        ("lapptop", "portable computer", "laptop"),  # nothing is called so, and customers know what they mean
        ("jackett", "jackett", "jacket"),  # a slip of one seller
    ],
)
def test_slips_are_put_right_to_words_of_queries_and_slips_of_sellers_to_what_is_sold(
    typed: str, sold: str, meant: str
) -> None:
    speller = shop_where_many_mistype([sold, "leather jacket"], ["laptop", "leather jacket"])
    assert speller.correct([typed], False).tokens == (meant,)
