"""Strings, streams and slips: what every table of the simulator is written with."""

from __future__ import annotations

import itertools

import numpy as np
import pyarrow as pa
import pytest

from sources.simulator.attributes import phrase_table, slot_spans
from sources.simulator.measures import measures, number, written
from sources.simulator.streams import scrambled, stream
from sources.simulator.typos import mistyped
from sources.simulator.vocabulary.phrases import LANGUAGES
from sources.simulator.words import PhraseTable, gather, hexadecimal, join, only, translations


def test_join_keeps_rows_that_have_nothing_to_join() -> None:
    left, right = pa.array(["a", None, None]), pa.array(["b", "c", None])
    assert join([left, right], "-").to_pylist() == ["a-b", "c", ""]
    assert join([left, right], pa.array(["+", "+", "+"])).to_pylist() == ["a+b", "c", ""]
    assert join(["x", left]).to_pylist() == ["x a", "x", "x"]


def test_phrases_are_found_by_id_language_and_form() -> None:
    table = PhraseTable([[["a0", "a1"], ["b0", "b1"]], [["c0", "c1"], ["d0", None]]])
    ids, language, form = np.array([0, 1, 1, 1]), np.array([1, 0, 1, 1]), np.array([1, 0, 1, 0])
    assert table.pick(ids, language, form).to_pylist() == ["b1", "c0", None, "d0"]
    assert table.pick(ids, language, form, ids == 0).to_pylist() == ["b1", None, None, None]
    assert gather(pa.array(["x", "y"]), np.array([1, 0])).to_pylist() == ["y", "x"]
    assert only(pa.array(["x", "y"]), np.array([False, True])).to_pylist() == [None, "y"]


def test_a_phrase_short_of_a_language_is_refused() -> None:
    with pytest.raises(ValueError, match="3 languages"):
        translations("red / rot / rojo")


def test_streams_are_their_own() -> None:
    same = [stream(3, "products", 1).random(4) for _ in range(2)]
    assert (same[0] == same[1]).all()
    others = [stream(3, "products", 2), stream(3, "listings", 1), stream(4, "products", 1)]
    assert not any((same[0] == other.random(4)).any() for other in others)


def test_ids_are_distinct_and_in_no_visible_order() -> None:
    ids = scrambled(np.arange(300_000), 5, "listing")
    assert len(np.unique(ids)) == len(ids)
    assert abs(np.corrcoef(np.arange(len(ids)), ids)[0, 1]) < 0.01
    assert hexadecimal("p", np.array([1, 0xDEADBEEF], np.uint32)).to_pylist() == ["p00000001", "pdeadbeef"]


def test_a_slip_changes_one_place_and_no_digit() -> None:
    rng = np.random.default_rng(0)
    texts = ["Silber 128 GB", "", "9 8 7", "a1b2c3", "Größe XL: très léger ✅", "x", *["Wireless Mouse 2000"] * 400]
    chosen = np.arange(len(texts)) % 2 == 0
    chosen[:6] = True
    got, slipped = mistyped(rng, pa.array(texts), chosen)
    got.validate(full=True)
    changed = np.array([before != after for before, after in zip(texts, got.to_pylist(), strict=True)])
    assert (changed == slipped).all()
    assert not changed[~chosen].any()
    assert not changed[[1, 2, 3, 5]].any()  # nothing there to slip on
    assert changed[6:][chosen[6:]].mean() > 0.9
    for before, after in zip(texts, got.to_pylist(), strict=True):
        assert [c for c in before if not c.isalpha()] == [c for c in after if not c.isalpha()]
        assert abs(len(before) - len(after)) <= 1
    lengths = {len(after) for after in got.to_pylist()[6:]}
    assert lengths == {18, 19, 20}  # dropped, swapped or hit beside, doubled


def test_a_slip_in_a_slice_of_a_column() -> None:
    column = pa.array(["first", "second", "third"]).slice(1)
    got, slipped = mistyped(np.random.default_rng(1), column, np.array([True, False]))
    assert slipped.tolist() == [True, False]
    assert got[1].as_py() == "third"
    assert got[0].as_py() != "second"


def test_numbers_follow_the_language() -> None:
    assert [number(1.5, language) for language in LANGUAGES] == ["1.5", "1,5", "1,5", "1,5"]
    assert [number(20.0, language) for language in LANGUAGES] == ["20"] * 4


def test_measures_are_written_in_the_units_of_the_language() -> None:
    screen = next(measure for measure in measures() if measure.ladder == "tv_inch" and measure.value == 55)
    assert written(screen, "en")[:3] == ['55"', "55 inch", "55-Inch"]
    assert written(screen, "de")[1:] == ["55 Zoll", "55-Zoll", "140 cm"]
    disk = next(measure for measure in measures() if measure.ladder == "storage_disk" and measure.value == 2000)
    assert written(disk, "fr") == ["2To", "2 To", "2000Go", "2000 Go"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_measures_of_a_ladder_are_written_alike(language: str) -> None:
    for ladder, (first, length) in slot_spans("primary").items():
        forms = [set(written(measure, language)) for measure in measures()[first : first + length]]
        for left, right in itertools.combinations(forms, 2):
            assert not left & right, (ladder, left & right)


@pytest.mark.parametrize("slot", ["colour", "size", "option", "material"])
def test_no_two_values_of_a_set_are_written_alike(slot: str) -> None:
    table = phrase_table(slot)
    for name, (first, length) in slot_spans(slot).items():
        for language in range(len(LANGUAGES)):
            forms = []
            for value in range(first, first + length):
                spelled = [table.pick(np.array([value]), np.array([language]), form)[0].as_py() for form in range(4)]
                forms.append({text.lower() for text in spelled})
            for left, right in itertools.combinations(forms, 2):
                assert not left & right, (name, LANGUAGES[language], left & right)
