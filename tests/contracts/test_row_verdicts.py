"""Row rules decided on whole columns."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts import wording
from contracts.contract import RowRule
from contracts.verdicts import keeps


def rule(check: str, *columns: str, **options: object) -> RowRule:
    return RowRule.model_validate(
        {"name": "r", "check": check, "columns": columns, "options": options, "because": "of the test"}
    )


def verdict(frame: pd.DataFrame, asked: RowRule, kept: dict[str, pd.DataFrame] | None = None) -> list[bool]:
    return keeps(asked, frame, {}, kept or {}).tolist()


def text(**columns: list[str | None]) -> pd.DataFrame:
    return pd.DataFrame(columns).astype("str")


def test_repeated_row_keeps_its_first_and_conflicting_rows_keep_none() -> None:
    frame = text(id=["a", "a", "b", "b", "c", None, None], title=["x", "x", "y", "z", "w", "n", "n"])
    assert verdict(frame, rule("unique", "id")) == [True, False, False, False, True, True, True]


def test_repeats_within_a_conflict_keep_none() -> None:
    frame = text(id=["a", "a", "a"], title=["x", "x", "y"])
    assert verdict(frame, rule("unique", "id")) == [False, False, False]


def test_key_of_two_columns_is_unique_as_a_pair() -> None:
    frame = text(left=["a", "a", "b", "a"], right=["b", "c", "a", "b"], label=["1", "1", "1", "0"])
    assert verdict(frame, rule("unique", "left", "right")) == [False, True, True, False]


def test_key_of_two_columns_may_be_unordered() -> None:
    frame = text(left=["a", "b", "c", "d", "a"], right=["b", "a", "d", "c", None], label=["1", "1", "1", "0", "1"])
    assert verdict(frame, rule("unique", "left", "right", unordered=True)) == [True, False, False, False, True]


def test_references_look_at_kept_rows_and_pass_what_is_missing() -> None:
    kept = {"goods": text(id=["a", "b"])}
    frame = text(good=["a", "c", None, "b"])
    assert verdict(frame, rule("refers_to", "good", table="goods", column="id"), kept) == [True, False, True, True]
    nothing = {"goods": text(id=["a"]).iloc[:0]}
    assert verdict(frame, rule("refers_to", "good", table="goods", column="id"), nothing) == [False, False, True, False]


def test_references_to_numbers_are_held_against_numbers() -> None:
    kept = {"goods": pd.DataFrame({"id": [1.0, 2.0]})}
    frame = pd.DataFrame({"good": pd.array([1, None, 3], dtype="Int64")})
    assert verdict(frame, rule("refers_to", "good", table="goods", column="id"), kept) == [True, True, False]


def test_any_of_and_differ() -> None:
    frame = text(a=["x", None, None, "y"], b=["x", "z", None, None])
    assert verdict(frame, rule("any_of_not_null", "a", "b")) == [True, True, False, True]
    assert verdict(frame, rule("differ", "a", "b")) == [False, True, True, True]


def test_any_of_may_be_asked_of_some_rows_alone() -> None:
    frame = text(a=[None, None, None, "x", None], of=["s", "t", "s", "s", None])
    frame = frame.assign(grade=pd.array([2, 2, 0, 2, 2], dtype="Int64"))
    some = rule("any_of_not_null", "a", where={"of": ("s",), "grade": (1, 2)})
    assert verdict(frame, some) == [False, True, True, True, True]
    assert wording.row_rule(some) == "at least one of a is not missing where of is one of s and grade is one of 1, 2"


def test_a_missing_cell_may_be_a_value_of_a_key() -> None:
    frame = text(
        id=["a", "a", "a", "b", "b", None], at=[None, "1", None, "1", "1", None], n=["1", "2", "3", "4", "4", "5"]
    )
    assert verdict(frame, rule("unique", "id", "at")) == [True, True, True, True, False, True]
    equal = rule("unique", "id", "at", missing_equal=("at",))
    assert verdict(frame, equal) == [False, True, False, True, False, True]


def test_ordered_columns_may_be_equal_or_missing() -> None:
    times = pd.to_datetime(["2024-01-02", "2024-01-02", "2024-01-02", None], utc=True)
    frame = pd.DataFrame({"a": times, "b": pd.to_datetime(["2024-01-01", "2024-01-02", None, "2024-01-01"], utc=True)})
    assert verdict(frame, rule("ordered", "a", "b")) == [False, True, True, True]


def test_today_ends_with_its_last_moment_in_utc() -> None:
    moments = ["2024-01-31T23:59:59.999999Z", "2024-02-01T00:00:00Z", "2024-02-01T00:30:00+01:00", None]
    frame = pd.DataFrame({"at": pd.to_datetime(pd.Series(moments), utc=True, format="ISO8601")})
    found = keeps(rule("not_after_today", "at"), frame, {}, {}, date(2024, 1, 31))
    assert found.tolist() == [True, False, True, True]


def test_check_that_is_decided_elsewhere_is_refused() -> None:
    with pytest.raises(ValueError, match="not decided here"):
        verdict(text(a=["x"]), rule("not_null", "a"))


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xy")), min_size=1, max_size=8))
def test_what_keeps_a_unique_rule_is_unique_and_loses_no_undisputed_key(rows: list[tuple[str, str]]) -> None:
    frame = pd.DataFrame(rows, columns=["id", "title"]).astype("str")
    kept = frame[verdict(frame, rule("unique", "id"))]
    assert not kept["id"].duplicated().any()
    for identity, group in frame.groupby("id"):
        assert (identity in set(kept["id"])) == (group["title"].nunique() == 1)


def test_what_must_not_occur_elsewhere_passes_what_is_missing_on_either_side() -> None:
    kept = {"tree": text(above=["a", None, "b"])}
    asked = rule("not_in", "leaf", table="tree", column="above")
    assert verdict(text(leaf=["a", "c", None, "b"]), asked, kept) == [False, True, True, False]
    assert verdict(text(leaf=["a", None]), asked, {"tree": text(above=[None])}) == [True, True]


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("mug", True),
        ("7", True),
        ("\u676f", True),
        ("<b>mug</b>", True),
        ("&eacute;", True),
        ("a < b > c", True),
        ("<br/>", False),
        ("&nbsp;&#160;", False),
        ("&lt;br&gt;", False),
        ("\U0001f525 !", False),
        ("", False),
        (None, False),
    ],
)
def test_a_text_is_readable_where_markup_leaves_a_letter_or_digit(cell: str | None, says: bool) -> None:
    frame = text(title=[cell, "x"], description=[None, None])
    assert verdict(frame, rule("any_of_not_null", "title", "description", readable=True)) == [says, True]
