"""Kinds of questions, learned from the examples of the package."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from models.question_answering.kind_examples import kind_examples
from models.question_answering.kind_names import KINDS, is_account
from models.question_answering.kind_settings import KindSettings
from models.question_answering.kinds import Understanding
from models.question_answering.question_text import asked_part, is_blank, plain, sentences_of, unmarked

SETTINGS = KindSettings(product_names=1)


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return Understanding.fit(SETTINGS, seed=3, threads=1)


def _kinds(understanding: Understanding, texts: list[str]) -> list[str]:
    return [understanding.kind_of(row) for row in understanding.kinds(texts)]


def test_examples_have_every_kind_and_no_question_twice() -> None:
    examples = kind_examples(3, 0)
    assert set(examples.kinds) == set(range(len(KINDS)))
    kinds: dict[str, int] = {}
    for text, kind in zip(examples.texts, examples.kinds, strict=True):
        assert kinds.setdefault(text, kind) == kind, text


def test_a_question_is_of_one_kind_whatever_is_asked_beside_it(understanding: Understanding) -> None:
    texts = ["How heavy is it?", "x " * 60, "When does my order come?", "Does it fit a laptop of 15 inches in a bag?"]
    together = understanding.kinds(texts * 3)
    alone = np.concatenate([understanding.kinds([text]) for text in texts])
    np.testing.assert_allclose(together, np.tile(alone, (3, 1)), rtol=0, atol=1e-5)
    assert understanding.kinds([]).shape == (0, len(KINDS))


def test_names_of_products_do_not_move_a_kind(understanding: Understanding) -> None:
    names = ["quantum blender", "socken", "ice cream maker", "fishing rod", "sand"]
    kinds = _kinds(understanding, [f"when does my {name} come" for name in names])
    assert set(kinds) == {"account_delivery"}


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (
            "account_delivery",
            ["When will my order get here?", "when wil my parcel arive", "what day is my order coming"],
        ),
        ("account_on_list", ["Is this saved on my wish list?", "Did I put this on the list?"]),
        ("account_last_bought", ["What was in my latest order?", "my newest order", "last order I placed"]),
        ("account_order_status", ["What's the status of my latest order?", "Where is my most recent order?"]),
        ("account_delivery", ["When will my most recent order come?", "When does the newest order arrive?"]),
        ("account_spent", ["How much have I spent on coffee?", "what did I pay for these shoes"]),
        ("number", ["How much does this weigh?", "What's its weight?", "how heavy is this"]),
        ("opinion", ["How is the sound quality?", "Do people like the sound?", "is the sound quality any good?"]),
        ("how_to", ["How do I clean the filter?", "how is the filter cleaned"]),
        ("compatibility", ["Does it work with my iPhone 12?", "is it compatible with an iphone"]),
    ],
)
def test_rewordings_fall_alike(understanding: Understanding, kind: str, texts: list[str]) -> None:
    assert set(_kinds(understanding, texts)) == {kind}


def test_questions_of_the_shop_are_not_of_the_account(understanding: Understanding) -> None:
    asked = ["how long does shipping take", "how much does it cost", "is it on sale", "Do you ship to Norway?"]
    assert not any(is_account(kind) for kind in _kinds(understanding, asked))


def test_unseen_wordings_are_mostly_right() -> None:
    examples = kind_examples(1, 0)
    lines = np.array(examples.lines)
    held = lines % 5 == 0
    parts = [
        type(examples)(
            [examples.texts[row] for row in np.flatnonzero(rows)],
            [examples.kinds[row] for row in np.flatnonzero(rows)],
            [examples.lines[row] for row in np.flatnonzero(rows)],
        )
        for rows in (~held, held)
    ]
    found = Understanding.fit_on(parts[0], SETTINGS, seed=0, threads=1)
    told = _kinds(found, parts[1].texts)
    truth = [KINDS[kind] for kind in parts[1].kinds]
    assert np.mean([one == other for one, other in zip(told, truth, strict=True)]) > 0.8
    assert np.mean([is_account(one) == is_account(other) for one, other in zip(told, truth, strict=True)]) > 0.95


def test_a_stored_understanding_is_the_same(understanding: Understanding, tmp_path: Path) -> None:
    understanding.save(tmp_path)
    again = Understanding.load(tmp_path, SETTINGS)
    texts = ["how heavy is it", "where is my order"]
    np.testing.assert_allclose(again.kinds(texts), understanding.kinds(texts), atol=1e-4)
    assert again.words == understanding.words


def test_a_kind_without_questions_is_refused() -> None:
    examples = kind_examples(1, 0)
    with pytest.raises(ValueError, match="of 1 kinds are given"):
        Understanding.fit_on(type(examples)(["a"], [0], [0]), SETTINGS, seed=0, threads=1)


@pytest.mark.parametrize("nothing", ["", "  \n", "???", "<b></b>", "\u200b"])
def test_no_question_is_blank(nothing: str) -> None:
    assert is_blank(unmarked(nothing))


def test_markup_does_not_change_a_question() -> None:
    texts = ["<p>How <b>heavy</b>\nis&nbsp;it?</p>", "How heavy is it?", "**How** heavy is it? <script>x()</script>"]
    assert {unmarked(text) for text in texts} == {"How heavy is it?"}


def test_a_point_behind_what_is_cut_short_ends_no_sentence() -> None:
    text = "Is No. 5 for a 3.5 in. drive? It is. No. Why... so"
    assert [one.strip() for one in sentences_of(text)][:4] == [
        "Is No. 5 for a 3.5 in. drive?",
        "It is.",
        "No.",
        "Why...",
    ]
    assert "".join(sentences_of(text)) == text


def test_a_long_text_is_read_where_it_asks() -> None:
    story = "I bought a lot of things in my life and this is one of them. " * 80
    assert asked_part(story + "How heavy is it?", 600) == "How heavy is it?"


def test_other_languages_are_doubted_or_understood(understanding: Understanding) -> None:
    assert _kinds(understanding, ["wann kommt meine bestellung"]) == ["account_delivery"]
    assert understanding.known_share("wann kommt meine bestellung") == 1.0
    assert understanding.known_share("jak ciezki jest ten produkt prosze") < SETTINGS.least_known


def test_texts_are_brought_to_one_spelling() -> None:
    assert plain("Is it  12.5 CM, or not?!") == "is it 12.5 cm or not"
    assert unmarked("a <a href='x'>link</a> &lt;b&gt; [here](http://x)") == "a link here"
    assert asked_part("x " * 700, 600) == ("x " * 299).strip()  # the first word may be half of one
    assert is_blank("?! ...")
    assert not is_blank("5")
