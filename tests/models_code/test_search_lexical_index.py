"""Products by the words of their fields."""

from __future__ import annotations

import shutil
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.bundle import file_sha256
from models.product_search.lexical_index import LexicalIndex
from models.product_search.lexical_settings import FieldWeights, LexicalSettings
from models.product_search.segment_names import name_by_content
from models.product_search.terms import TermGroup, plain

SETTINGS = LexicalSettings(heap_megabytes=16)
ROWS = [
    ("Sony wireless headphones", "Sony", "Audio > Headphones", "black", None, "good bass"),
    ("Case for headphones", "Caseco", "Audio > Cases", None, None, None),
    ("Red running shoes", "Fleet", "Shoes", "red", "light", "wireless is not this"),
    ("Schuhe für Läufer", None, None, None, None, None),
    (None, None, None, None, None, "only a description of a lamp"),
    ("日本語ネックレス", None, None, None, None, None),
    ("'; DROP TABLE products; -- (a OR b) AND [x TO y] ~2 ^3", None, None, None, None, None),
]


def catalogue(rows: list[tuple[str | None, ...]] = ROWS) -> pd.DataFrame:
    columns = ["title", "brand", "category", "colour", "bullets", "description"]
    return pd.DataFrame({name: pd.array([row[at] for row in rows], dtype="str") for at, name in enumerate(columns)})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("index") / "words"
    LexicalIndex.build(catalogue(), SETTINGS, out)
    return out


@pytest.fixture(scope="module")
def index(folder: Path) -> LexicalIndex:
    return LexicalIndex.open(folder, SETTINGS)


def found(index: LexicalIndex, *words: str, k: int = 10) -> list[int]:
    return index.search(plain(list(words)), k, None)[0].tolist()


def test_the_product_that_has_all_words_comes_first(index: LexicalIndex) -> None:
    positions, scores = index.search(plain(["wireless", "headphones"]), 10, None)
    assert positions.tolist() == [0, 1, 2]
    assert positions.dtype == np.int64
    assert scores.dtype == np.float32
    assert np.all(np.diff(scores) < 0)


def test_accents_and_scripts_are_found_as_they_are_spelt(index: LexicalIndex) -> None:
    assert found(index, "laufer") == [3]
    assert found(index, "ネッ", "レス") == [5]


def test_a_description_alone_is_found(index: LexicalIndex) -> None:
    assert found(index, "lamp") == [4]


@pytest.mark.parametrize("word", ["drop", "or", "to", "2"])
def test_signs_of_query_languages_are_words_or_nothing(index: LexicalIndex, word: str) -> None:
    assert found(index, word) == [6]


@pytest.mark.parametrize("word", ["title:sony", "*", "(", '"', "\\", "sony~1", "", "-sony"])
def test_a_term_is_never_parsed(index: LexicalIndex, word: str) -> None:
    assert found(index, word) == []


def test_without_words_nothing_is_found(index: LexicalIndex) -> None:
    assert index.search((), 10, None)[0].tolist() == []


def test_a_weight_changes_the_order(index: LexicalIndex) -> None:
    heavy = (TermGroup(("shoes",), (0.1,)), TermGroup(("case", "sony"), (1.0, 0.2)))
    assert index.search(heavy, 1, None)[0].tolist() == [1]
    light = (TermGroup(("shoes",), (1.0,)), TermGroup(("case", "sony"), (0.1, 0.2)))
    assert index.search(light, 1, None)[0].tolist() == [2]


def test_only_what_is_allowed_is_found_however_far_below_it_stands(tmp_path: Path) -> None:
    rows = [("lamp", None, None, None, None, None)] * 300 + [("a lamp of many words", None, None, None, None, None)]
    LexicalIndex.build(catalogue(rows), SETTINGS, tmp_path / "words")
    allowed = np.zeros(301, dtype=bool)
    allowed[300] = True
    index = LexicalIndex.open(tmp_path / "words", SETTINGS)
    assert index.search(plain(["lamp"]), 5, allowed)[0].tolist() == [300]
    bounded = LexicalIndex.open(tmp_path / "words", replace(SETTINGS, most_fetched=100))
    assert bounded.search(plain(["lamp"]), 5, allowed)[0].tolist() == []
    assert index.search(plain(["lamp"]), 5, None)[0].tolist() == [0, 1, 2, 3, 4], "equal scores in order"


def test_a_large_catalogue_asks_long_texts_only_where_names_find_too_few(folder: Path) -> None:
    large = LexicalIndex.open(folder, replace(SETTINGS, body_up_to=3))
    assert found(large, "wireless", k=1) == [0]
    assert found(large, "lamp", k=1) == [4]
    wordy = replace(SETTINGS, fields=FieldWeights(description=50.0))
    assert found(LexicalIndex.open(folder, wordy), "wireless", k=1) == [2]
    assert found(LexicalIndex.open(folder, replace(wordy, body_up_to=3)), "wireless", k=1) == [0]


def test_a_field_without_weight_is_not_indexed(tmp_path: Path) -> None:
    settings = replace(SETTINGS, fields=FieldWeights(description=0.0))
    LexicalIndex.build(catalogue(), settings, tmp_path / "words")
    assert found(LexicalIndex.open(tmp_path / "words", settings), "lamp") == []


def test_opening_writes_nothing_and_needs_no_right_to_write(folder: Path, tmp_path: Path) -> None:
    moved = tmp_path / "moved" / "words"
    shutil.copytree(folder, moved)
    before = {file.name: file_sha256(file) for file in moved.iterdir()}
    assert not any(name.endswith(".lock") for name in before)
    mode = moved.stat().st_mode
    moved.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        assert found(LexicalIndex.open(moved, SETTINGS), "sony") == [0]
    finally:
        moved.chmod(mode)
    assert {file.name: file_sha256(file) for file in moved.iterdir()} == before


def test_an_open_index_outlives_a_move_of_its_folder(folder: Path, tmp_path: Path) -> None:
    first = tmp_path / "first"
    shutil.copytree(folder, first)
    index = LexicalIndex.open(first, SETTINGS)
    first.rename(tmp_path / "second")
    assert found(index, "sony") == [0]
    assert found(LexicalIndex.open(tmp_path / "second", SETTINGS), "sony") == [0]


def test_threads_search_at_once(index: LexicalIndex) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: found(index, "wireless", "headphones"), range(200)))
    assert all(answer == [0, 1, 2] for answer in answers)


def test_an_empty_catalogue_finds_nothing(tmp_path: Path) -> None:
    LexicalIndex.build(catalogue([]), SETTINGS, tmp_path / "words")
    assert found(LexicalIndex.open(tmp_path / "words", SETTINGS), "sony") == []


def test_no_reader_wakes_up_behind_a_slow_build_and_leaves_a_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(out: Path) -> None:
        time.sleep(1.2)  # tantivy's own reader looks for commits twice a second
        name_by_content(out)

    monkeypatch.setattr("models.product_search.lexical_index.name_by_content", late)
    LexicalIndex.build(catalogue(), SETTINGS, tmp_path / "words")
    assert not list((tmp_path / "words").glob("*.lock"))


def test_the_same_catalogue_gives_the_same_bytes(tmp_path: Path) -> None:
    held = []
    for name in ("a", "b"):
        LexicalIndex.build(catalogue(), LexicalSettings(), tmp_path / name)
        held.append({file.name: file.read_bytes() for file in (tmp_path / name).iterdir()})
    assert held[0] == held[1]
