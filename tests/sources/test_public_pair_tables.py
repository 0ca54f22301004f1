"""From pair files to contract tables, on rows made up here."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from infra.errors import DataError
from sources.public.ditto_text import parse_records, read_pairs
from sources.public.pair_tables import ABT_BUY, WALMART_AMAZON, WDC, Layout, tables


def pairs_of(*rows: tuple[str, str, bool], field: str = "title") -> pd.DataFrame:
    texts = [
        (f"COL {field} VAL {left}".strip(), f"COL {field} VAL {right}".strip(), label) for left, right, label in rows
    ]
    return pd.DataFrame(texts, columns=["left", "right", "label"]).astype(
        {"left": "str", "right": "str", "label": bool}
    )


TITLES = Layout({"title": "title"}, ("here", "there"))
FAR = pairs_of(("oak table", "pine chair", False))


def test_values_may_be_empty_or_hold_the_markers() -> None:
    texts = pd.Series(
        [
            "COL name VAL VALENTINE mug COL LECTION no. 3 COL description VAL  COL price VAL",
            "COL name VAL COL description VAL  a COL b VAL c COL price VAL 12.50",
            "COL name VAL lamp\rwith\u2028breaks COL description VAL été ☕ 灯 COL price VAL  ",
        ],
        dtype="str",
        index=[7, 8, 9],
    )
    records = parse_records(texts, ["name", "description", "price"])
    assert list(records.index) == [7, 8, 9]
    assert records["name"].fillna("?").tolist() == ["VALENTINE mug COL LECTION no. 3", "?", "lamp\rwith\u2028breaks"]
    assert records["description"].fillna("?").tolist() == ["?", "a COL b VAL c", "été ☕ 灯"]
    assert records["price"].fillna("?").tolist() == ["?", "12.50", "?"]


def test_record_without_a_field_is_refused_with_the_count() -> None:
    texts = pd.Series(["COL title VAL a COL price VAL 1", "COL price VAL 1 COL title VAL a", "COL title VAL a"])
    with pytest.raises(DataError, match=r"2 of 3 records lack one of fields title, price"):
        parse_records(texts, ["title", "price"])


def test_lines_end_at_line_feeds_only(tmp_path: Path) -> None:
    file = tmp_path / "train.txt"
    file.write_text(
        "COL title VAL a\rb\u2028c \tCOL title VAL d \t1\r\n\nCOL title VAL e\tCOL title VAL f\t0", newline=""
    )
    pairs = read_pairs(file)
    assert pairs["left"].tolist() == ["COL title VAL a\rb\u2028c", "COL title VAL e"]
    assert pairs["label"].tolist() == [True, False]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "holds no pair"),
        (b"COL title VAL a\tCOL title VAL b\t1\nCOL title VAL a\t0\n", r"1 of 2 lines .* line 2"),
        (b"COL title VAL a\tCOL title VAL b\tyes\n", r"1 of 1 lines"),
        (b"COL title VAL caf\xe9\tCOL title VAL b\t1\n", "not UTF-8"),
    ],
)
def test_unreadable_file_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    file = tmp_path / "valid.txt"
    file.write_bytes(content)
    with pytest.raises(DataError, match=rf"valid\.txt: .*{said}"):
        read_pairs(file)


def test_a_text_is_one_listing_of_its_shop_and_ids_are_stable() -> None:
    parts = {"train": pairs_of(("lamp", "lamp", True), ("lamp", "desk", False)), "valid": FAR, "test": FAR.iloc[:0]}
    listings, pairs = tables(parts, TITLES)
    assert sorted(zip(listings["seller"], listings["title"], strict=True)) == [
        ("here", "lamp"),
        ("here", "oak table"),
        ("there", "desk"),
        ("there", "lamp"),
        ("there", "pine chair"),
    ]
    assert listings["listing_id"].is_unique
    assert pairs["split"].tolist() == ["train", "train", "valid"]
    again, _ = tables({**parts, "train": parts["train"].iloc[::-1]}, TITLES)
    assert set(again["listing_id"]) == set(listings["listing_id"])


def test_leaks_repeats_and_contradictions_leave_train_and_valid_but_never_the_test() -> None:
    parts = {
        "test": pairs_of(("a", "b", True), ("a", "b", False), ("c", "d", True)),
        "valid": pairs_of(("c", "d", True), ("e", "f", True), ("g", "h", False)),
        "train": pairs_of(
            ("a", "b", True), ("e", "f", True), ("i", "j", True), ("i", "j", True), ("k", "l", True), ("k", "l", False)
        ),
    }
    listings, pairs = tables(parts, TITLES)
    titles = listings.set_index("listing_id")["title"]
    seen = [
        (split, titles[left], titles[right], label)
        for left, right, label, split in pairs[["left_id", "right_id", "label", "split"]].itertuples(index=False)
    ]
    assert seen == [
        ("train", "i", "j", True),
        ("valid", "e", "f", True),
        ("valid", "g", "h", False),
        ("test", "a", "b", True),
        ("test", "a", "b", False),
        ("test", "c", "d", True),
    ]
    assert not pairs.duplicated(["left_id", "right_id"]).any()
    assert pairs["right_id"].iloc[4] == pairs["right_id"].iloc[3] + "-2"


def test_without_sides_a_reversed_pair_is_the_same_and_a_text_never_meets_itself() -> None:
    parts = {
        "test": pairs_of(("a", "b", True), ("b", "a", True), ("s", "s", True)),
        "valid": pairs_of(("b", "a", True)),
        "train": pairs_of(("t", "t", True), ("a", "c", False)),
    }
    listings, pairs = tables(parts, WDC)
    assert "seller" not in listings
    assert pairs["split"].value_counts().to_dict() == {"test": 3, "train": 2}
    assert (pairs["left_id"] != pairs["right_id"]).all()
    unordered = {frozenset(pair) for pair in zip(pairs["left_id"], pairs["right_id"], strict=True)}
    assert len(unordered) == len(pairs)
    assert set(pairs["left_id"]) | set(pairs["right_id"]) <= set(listings["listing_id"])
    assert listings["title"].value_counts().to_dict() == {"a": 2, "s": 2, "t": 2, "b": 1, "c": 1}


def test_fields_become_contract_columns() -> None:
    full = 'COL title VAL drill COL category VAL tools COL brand VAL X COL modelno VAL A"1 COL price VAL 0.0'
    bare = "COL title VAL bohrer COL category VAL  COL brand VAL  COL modelno VAL  COL price VAL"
    part = pd.DataFrame({"left": [full], "right": [bare], "label": [True]}).astype({"left": "str", "right": "str"})
    listings, _ = tables({"train": part, "valid": part.iloc[:0], "test": part.iloc[:0]}, WALMART_AMAZON)
    first, second = listings.to_dict("records")
    assert (first["seller"], first["brand"], first["category"], first["price"], first["currency"]) == (
        "walmart",
        "X",
        "tools",
        0.0,
        "USD",
    )
    assert json.loads(first["attributes"]) == {"modelno": 'A"1'}
    assert second["seller"] == "amazon"
    assert all(pd.isna(second[name]) for name in ("brand", "category", "price", "currency", "attributes"))


def test_price_that_is_no_number_is_refused() -> None:
    text = "COL name VAL a COL description VAL b COL price VAL $12"
    part = pd.DataFrame({"left": [text], "right": [text], "label": [True]}).astype({"left": "str", "right": "str"})
    with pytest.raises(DataError, match=r"listings: column price, 2 rows .*\$12"):
        tables({"train": part, "valid": part, "test": part}, ABT_BUY)
