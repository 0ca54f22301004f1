"""What a beginning may become."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from search_shop import asked, catalogue, of_kind, usual

from models.product_search.asked import AskedQueries, Taste
from models.product_search.completion import Completer
from models.product_search.phrases import Phrases
from models.product_search.understanding_settings import CompletionSettings
from models.vocabulary import Vocabulary
from models.words import spelt_column

SETTINGS = CompletionSettings()


def phrases(products: pd.DataFrame, queries: AskedQueries, settings: CompletionSettings = SETTINGS) -> Phrases:
    known = Vocabulary.of(spelt_column(products["title"]) + spelt_column(products["category"]))
    return Phrases.of(products, queries, known, settings)


@pytest.fixture(scope="module")
def completer() -> Completer:
    products = catalogue()
    return Completer(phrases(products, usual(products)), SETTINGS)


def told(completer: Completer, beginning: str, **given: object) -> list[str]:
    arguments = {"taste": None, "region": None, "allowed": None, **given}
    found = completer.complete(beginning, **arguments)  # type: ignore[arg-type]
    return list(completer.shown(found, 10))


def test_the_most_asked_comes_first(completer: Completer) -> None:
    everything = told(completer, "")
    assert everything[:3] == ["wireless headphones", "electric kettle", "headphone case"]
    assert told(completer, "e") == ["electric kettle"]
    assert told(completer, "wireless h")[0] == "wireless headphones"
    assert told(completer, "nothing like it") == []


def test_a_phrase_is_shown_as_most_have_typed_it(completer: Completer) -> None:
    at = completer.phrases.keys.index("wireless headphones")
    assert completer.phrases.shown[at] == "wireless headphones"
    assert completer.phrases.weights[at] == pytest.approx(45)


def test_a_finished_word_ends(completer: Completer) -> None:
    assert "Headphones" in told(completer, "headphone")
    assert "Headphones" not in told(completer, "headphone ")


def test_the_catalogue_offers_what_nobody_has_asked_for(completer: Completer) -> None:
    assert told(completer, "velmont k") == ["Velmont Kettles"]
    assert "Kettles" in told(completer, "ket")
    without = Completer(phrases(catalogue(), AskedQueries.none()), SETTINGS)
    assert "Sonora" in told(without, "so")
    few = Completer(phrases(catalogue(), AskedQueries.none(), replace(SETTINGS, least_products=7)), SETTINGS)
    assert told(few, "velmont k") == [], "six kettles of the brand are too few"


def test_a_query_of_strange_words_needs_several_searches(completer: Completer) -> None:
    assert told(completer, "wirelss") == []
    products = catalogue()
    often = Completer(phrases(products, asked([("wirelss thing", 3, [])])), SETTINGS)
    assert told(often, "wirelss") == ["wirelss thing"]


@pytest.mark.parametrize("query", ["Wireless dryer", "wireless zzyzx"])
@pytest.mark.parametrize(
    ("askers", "expected"), [([1, 1, 1, 1], False), ([1, 1, 2, 2], False), ([1, 2, 3, 1], True), ([9], False)]
)
def test_what_few_customers_have_typed_is_offered_to_nobody_else(query: str, askers: list[int], expected: bool) -> None:
    queries = asked([(query, 1.0, [])] * len(askers), askers=askers)
    completer = Completer(phrases(catalogue(), queries), SETTINGS)
    assert told(completer, "wireless ") == ([query] if expected else [])
    if query == "Wireless dryer":
        found = completer.complete("wireless ", None, None, None)
        assert [completer.phrases.keys[one] for one in found.phrases] == ["wireless dryer"], "it may still be meant"


def test_phrases_of_the_catalogue_and_of_the_shop_may_always_be_offered() -> None:
    queries = asked([("KETTLES !", 1.0, []), ("wireless dryer", 1.0, [])], askers=[1, 2], public=[False, True])
    completer = Completer(phrases(catalogue(), queries), SETTINGS)
    assert told(completer, "kettles") == ["Kettles"], "as the catalogue writes it"
    assert told(completer, "wireless ") == ["wireless dryer"]


def test_what_cannot_be_had_is_left_out(completer: Completer) -> None:
    products = catalogue()
    allowed = np.ones(len(products), dtype=bool)
    allowed[of_kind(products, "Electric Kettle")] = False
    assert told(completer, "e", allowed=allowed) == []
    assert told(completer, "ket", allowed=allowed) == []
    allowed[of_kind(products, "Electric Kettle")[2]] = True
    assert told(completer, "e", allowed=allowed) == ["electric kettle"]
    assert told(completer, "", allowed=np.zeros(len(products), dtype=bool)) == []


def test_of_a_query_without_known_products_nothing_can_be_told() -> None:
    products = catalogue()
    completer = Completer(phrases(products, asked([("wireless kettle", 3, [])])), SETTINGS)
    allowed = np.zeros(len(products), dtype=bool)
    allowed[-1] = True
    assert told(completer, "wireless k", allowed=allowed) == ["wireless kettle"]
    allowed[-1] = False  # where there is nothing at all, it leads to nothing either
    assert told(completer, "wireless k", allowed=allowed) == []


def test_a_customers_taste_reorders(completer: Completer) -> None:
    categories, brands = completer.phrases.categories, completer.phrases.brands
    likes = np.array([name.endswith("Cases") for name in categories], dtype=np.float32)
    taste = Taste(likes, np.zeros(len(brands), dtype=np.float32))
    assert told(completer, "")[0] == "wireless headphones"
    assert told(completer, "", taste=taste)[0] == "headphone case"
    brand = Taste(np.zeros(len(categories), dtype=np.float32), np.array([0, 1], dtype=np.float32))
    plain = told(completer, "velmont")
    assert set(told(completer, "velmont", taste=brand)) == set(plain)
    nobody = Taste(np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.float32))
    assert told(completer, "", taste=nobody) == told(completer, "")


def test_a_region_reorders_as_far_as_it_has_searches() -> None:
    products = catalogue()
    rows = [("electric kettle", 1.0, [])] * 60 + [("leather jacket", 1.0, [])] * 40
    regions = ["south"] * 60 + ["north"] * 40
    completer = Completer(phrases(products, asked(rows, regions)), SETTINGS)
    assert told(completer, "")[0] == "electric kettle"
    assert told(completer, "", region="south")[0] == "electric kettle"
    assert told(completer, "", region="north")[0] == "leather jacket"
    assert told(completer, "", region="nowhere") == told(completer, "")


def test_listed_beginnings_say_what_a_look_at_all_says() -> None:
    products = catalogue()
    random = np.random.default_rng(5)
    words = ["wireless", "electric", "kettle", "case", "jacket", "leather", "dryer"]
    texts = [" ".join(random.choice(words, 3)) for _ in range(400)]
    queries = asked([(text, float(weight), []) for text, weight in zip(texts, random.random(400), strict=True)])
    small = replace(SETTINGS, list_from=5, listed=8)
    listed = Completer(phrases(products, queries), small)
    plain = Completer(phrases(products, queries), replace(small, list_from=10**6))
    assert len(listed._listed) > 20
    for beginning in ("", "w", "wireless ", "electric k", "leather jacket", "c", "zz"):
        one = listed.complete(beginning, None, None, None)
        other = plain.complete(beginning, None, None, None)
        assert one.phrases.tolist() == other.phrases.tolist()
        assert one.rest == pytest.approx(other.rest)


def test_only_the_heaviest_phrases_are_kept() -> None:
    products = catalogue()
    few = phrases(products, usual(products), replace(SETTINGS, most_phrases=2))
    assert few.keys == ["electric kettle", "wireless headphones"]


def test_without_products_and_queries_nothing_is_offered() -> None:
    empty = Completer(phrases(catalogue().iloc[:0], AskedQueries.none()), SETTINGS)
    assert told(empty, "") == []


def test_it_is_read_as_it_was_written(completer: Completer, tmp_path: Path) -> None:
    completer.phrases.save(tmp_path)
    again = Completer(Phrases.load(tmp_path), SETTINGS)
    assert again.phrases.categories == completer.phrases.categories
    allowed = np.arange(60) % 7 > 0
    for beginning in ("", "e", "velmont", "wire"):
        assert told(again, beginning, allowed=allowed) == told(completer, beginning, allowed=allowed)
