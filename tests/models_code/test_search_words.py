"""One spelling of words for products and queries."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import words
from models.vocabulary import UNKNOWN, Vocabulary


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wireless Headphones, 64GB", "wireless headphones 64 gb"),
        ("WH-1000XM4", "wh 1000 xm 4"),
        ('24" Monitor', "24 inch monitor"),
        ("1,000 mAh 2,5 l 1.5kg 1,2,3", "1000 mah 2.5 l 1.5 kg 1.2 3"),
        ("women's café CRÈME", "womens cafe creme"),
        ("Straße Ångström smørrebrød", "strasse angstrom smorrebrod"),
        ("\uff26\uff35\uff2c\uff2c ½", "full 1 2"),
        ("2\u00bd inch 1\u215bm", "2 1 2 inch 1 1 8 m"),
        (".5 l, $.99 -.75 x.5 1..5 v1.2.3 end.", "0.5 l 0.99 0.75 x 5 1 5 v 1.2 3 end"),
        ("\uff0e5 l", "0.5 l"),
        ("\u0662\u066b\u0665 \u0644 \u0661\u066c\u0660\u0660\u0660", "2.5 \u0644 1000"),
        ("日本語 gold", "日本 本語 gold"),
        ("本", "本"),
        ("ชุดนอน", "ชุ ุด ดน นอ อน"),
        ("हिन्दी मोबाइल", "हिन्दी मोबाइल"),
        ("한국어", "한국 국어"),
        ("٣٤ كِتَاب", "34 كتاب"),
        ("Πλυντήριο МОЛОКО йогурт", "πλυντηριο молоко иогурт"),
        ("😀🎉 — !!", ""),
        ("'; DROP TABLE x; -- (.*)[a-z]+\\", "drop table x a z"),
        ("two\nlines\r\tand\u00a0blanks", "two lines and blanks"),
        ("", ""),
    ],
)
def test_texts_are_spelt_alike(text: str, expected: str) -> None:
    assert words.normalise(text, 1_000) == expected
    assert words.tokens(text, 1_000) == expected.split()


def test_a_long_text_is_cut() -> None:
    assert words.tokens("lamp " * 10_000, 50) == ["lamp"] * 10
    assert max(map(len, words.tokens("x" * 10_000, 10_000))) == words.LONGEST_WORD


@given(st.lists(st.text(), max_size=5))
def test_many_texts_are_spelt_as_each_alone(texts: list[str]) -> None:
    together = words.normalised(texts)
    assert together == [words.normalise(text, len(text)) for text in texts]


@given(st.text())
def test_what_is_spelt_stays_as_it_is(text: str) -> None:
    once = words.normalise(text, len(text))
    plain = [word for word in once.split() if not words.is_unspaced(word)]
    assert words.normalise(" ".join(plain), 10_000).split() == plain


def test_missing_cells_are_empty() -> None:
    column = pd.Series(pd.array(["Red Lamp", None, ""], dtype="str"))
    assert words.spelt_column(column) == ["red lamp", "", ""]
    assert words.spelt_column(column, 5) == ["red l", "", ""]


def test_a_vocabulary_counts_texts_not_occurrences() -> None:
    known = Vocabulary.of(["lamp red lamp", "", "red"])
    assert known.words == ["lamp", "red"]
    assert known.texts.tolist() == [1, 2]
    assert Vocabulary.of(["lamp red", "red"], np.array([0.5, 2.0])).texts.tolist() == [0.5, 2.5]
    assert Vocabulary.of(["lamp red", "red"], least=2).words == ["red"]
    assert len(Vocabulary.of([])) == 0


def test_words_of_texts_by_number() -> None:
    known = Vocabulary(["lamp", "red"], np.ones(2))
    rows = known.rows(["red lamp red", "", "blue red"])
    assert rows.ids.tolist() == [1, 0, 1, UNKNOWN, 1]
    assert rows.starts.tolist() == [0, 3, 3, 5]
    assert rows.rows().tolist() == [0, 0, 0, 2, 2]
    distinct = rows.distinct()
    assert distinct.ids.tolist() == [0, 1, 1]
    assert distinct.starts.tolist() == [0, 2, 2, 3]
    assert known.number("red") == 1
    assert known.numbers(["red", "blue"]).tolist() == [1, UNKNOWN]


def test_a_vocabulary_is_read_as_it_was_written(tmp_path: Path) -> None:
    known = Vocabulary.of(["lamp 日本 null", "nan red"], np.array([0.5, 1.0]))
    known.save(tmp_path / "words.parquet")
    again = Vocabulary.load(tmp_path / "words.parquet")
    assert again.words == known.words
    assert np.array_equal(again.texts, known.texts)
