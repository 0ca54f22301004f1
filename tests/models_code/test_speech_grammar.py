"""The grammar of phrases: what may be said, how likely it is, and what it means."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from speech_pieces import PHRASES, PLAIN, VALUES, shop

from models.errors import InputError
from models.speech_recognition.drawn_sentences import drawn_sentences
from models.speech_recognition.grammar import Grammar
from models.speech_recognition.language import log_chance
from models.speech_recognition.language_settings import LanguageSettings
from models.speech_recognition.phrases import Phrase, SlotValue, places_of
from models.speech_recognition.slots import Meaning
from models.speech_recognition.spoken_numbers import said_as
from models.words import normalise

SHOP = shop()


def _chance(grammar: Grammar, text: str) -> float:
    numbers = {word: number for number, word in enumerate(grammar.words)}
    return float(np.exp(log_chance(grammar, [numbers[word] for word in text.split()])))


def _sentences(grammar: Grammar) -> dict[str, float]:
    """All that may be said, with the chances, by walking through it."""
    found: dict[str, float] = {}
    waiting = [(grammar.start, "", 0.0)]
    while waiting:
        state, text, log = waiting.pop()
        if grammar.end(state) > -np.inf:
            found[text.strip()] = float(np.exp(log + grammar.end(state)))
        chances = grammar.next_words(state)
        for word in np.flatnonzero(chances > -np.inf).tolist():
            waiting.append((grammar.after(state, word), f"{text} {grammar.words[word]}", log + float(chances[word])))
    return found


def test_all_that_may_be_said_has_a_chance_of_one_together() -> None:
    found = _sentences(SHOP)
    assert sum(found.values()) == pytest.approx(1.0, abs=1e-4)
    # the weights of the phrases, the values alike likely, the ways of saying one alike
    assert found["check out"] == pytest.approx(0.25, abs=1e-4)
    assert found["add a dozen kettle to my basket"] == pytest.approx(0.5 / 3 / 3, abs=1e-4)
    assert found["where is my running shoes"] == pytest.approx(0.25 / 3 / 2, abs=1e-4)
    assert len(found) == 1 + 4 + 3 * 4


def test_hesitations_stand_before_phrases_and_mean_nothing() -> None:
    hesitant = shop(LanguageSettings(hesitations=("um", "well"), hesitant=0.2))
    assert sum(_sentences(hesitant).values()) == pytest.approx(1.0, abs=1e-4)
    assert _chance(hesitant, "um check out") == pytest.approx(0.25 * 0.1, abs=1e-4)
    assert hesitant.meaning_of(["um", "check", "out"]) == hesitant.meaning_of(["check", "out"])
    assert _chance(hesitant, "um um check out") == 0


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("add a dozen running shoes to my basket", "add", {"quantity": "12", "product": "p1"}),
        ("where is my running shoe laces", "status", {"product": "p2"}),
        ("where is my running shoe", "status", {"product": "p1"}),
        ("check out", "checkout", {}),
    ],
)
def test_what_is_said_is_understood(text: str, intent: str, slots: dict[str, str]) -> None:
    assert SHOP.meaning_of(text.split()) == Meaning(intent, slots, 1.0)


@pytest.mark.parametrize("text", ["", "add two", "check out please", "where is my two", "zebra"])
def test_what_is_no_whole_phrase_means_nothing(text: str) -> None:
    assert SHOP.meaning_of(text.split()) is None


def test_words_of_several_meanings_say_how_sure_the_likeliest_is() -> None:
    phrases = [Phrase("call {person}", "call", 3.0), Phrase("call {shop}", "order", 1.0)]
    values = [SlotValue("person", "n7", "sam"), SlotValue("person", "n8", "sam"), SlotValue("shop", "s1", "sam")]
    meaning = Grammar.of(phrases, values, PLAIN).meaning_of(["call", "sam"])
    assert meaning is not None
    assert (meaning.intent, meaning.share) == ("call", pytest.approx(0.375))
    assert meaning.slots["person"] in {"n7", "n8"}


def test_a_slot_that_is_named_again_joins_its_values() -> None:
    letters = [SlotValue("letter", letter.upper(), letter) for letter in "abc"]
    spelled = Grammar.of([Phrase("{letter} {letter} {letter}", "name")], letters, PLAIN)
    assert spelled.meaning_of(["c", "a", "b"]) == Meaning("name", {"letter": "C A B"}, 1.0)


def test_a_phrase_that_begins_with_a_slot_of_several_words_is_understood() -> None:
    grammar = Grammar.of([Phrase("{product} please", "add")], VALUES, PLAIN)
    assert grammar.meaning_of(["running", "shoe", "laces", "please"]) == Meaning("add", {"product": "p2"}, 1.0)
    assert grammar.meaning_of(["running", "please"]) is None


def test_numbers_need_no_values() -> None:
    grammar = Grammar.of([Phrase("add {quantity} more", "add")], [], LanguageSettings(hesitant=0.0, most_number=30))
    meaning = grammar.meaning_of(["add", "twenty", "one", "more"])
    assert meaning == Meaning("add", {"quantity": "21"}, 1.0)
    assert grammar.meaning_of(["add", "thirty", "one", "more"]) is None


def test_a_slot_without_values_is_named() -> None:
    with pytest.raises(InputError, match=r"1 slots without a value in slot_values: colour .*'a \{colour\} one'"):
        Grammar.of([Phrase("a {colour} one", None)], VALUES, PLAIN)


def test_phrases_without_words_are_refused() -> None:
    with pytest.raises(InputError, match="none of 1 phrases has a word"):
        Grammar.of([Phrase("...", None)], [], PLAIN)
    with pytest.raises(InputError, match="no value of the slot product"):
        Grammar.of([Phrase("buy {product}", None)], [SlotValue("product", "p", "?!")], PLAIN)


def test_patterns_are_spelt_as_words_are() -> None:
    assert [(place.name, place.slot) for place in places_of("I'd like {size} T-Shirts!")] == [
        ("id", False), ("like", False), ("size", True), ("t", False), ("shirts", False),
    ]  # fmt: skip


def test_it_is_the_same_when_it_is_read_back(tmp_path: Path) -> None:
    SHOP.save(tmp_path)
    again = Grammar.load(tmp_path)
    assert _sentences(again) == _sentences(SHOP)
    assert again.settings == SHOP.settings


@given(st.integers(0, 2**32 - 1))
def test_drawn_sentences_may_be_said_and_have_all_values(seed: int) -> None:
    drawn = drawn_sentences(PHRASES, VALUES, PLAIN, rng=np.random.default_rng(seed), count=5)
    assert len(drawn) == len(VALUES) + 5
    assert all(_chance(SHOP, text) > 0 for text in drawn)
    assert all(any(one.spoken in text for text in drawn) for one in VALUES)


@given(st.integers(0, 999_999))
def test_spoken_numbers_are_words_and_differ(number: int) -> None:
    ways = said_as(number)
    assert all(normalise(way, 200) == way and way for way in ways)
    assert len(set(ways)) == len(ways)
    other = said_as((number + 1) % 1_000_000)
    assert not set(ways) & set(other)


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "zero"), (12, "a dozen"), (40, "forty"), (99, "ninety nine"), (300, "three hundred"), (1_000, "a thousand")],
)
def test_numbers_are_said_as_people_say_them(number: int, said: str) -> None:
    assert said in said_as(number)


def test_numbers_beyond_words_are_refused() -> None:
    with pytest.raises(ValueError, match="1000000"):
        said_as(1_000_000)
