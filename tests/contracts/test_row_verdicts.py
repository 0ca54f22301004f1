"""Row rules decided on whole columns."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
