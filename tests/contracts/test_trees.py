"""Rows that name the row above them: what is no tree, which rows are at fault, and what is said of them."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.contract import TableRule
from contracts.trees import Grown, grow


def rule(**options: object) -> TableRule:
    return TableRule.model_validate(
        {"name": "r", "check": "tree", "options": {"node": "id", "parent": "up", **options}, "because": "of the test"}
    )


def grown(rows: dict[str, str | None], **options: object) -> Grown:
    return grow(rule(**options), pd.DataFrame({"id": list(rows), "up": list(rows.values())}).astype("str"))


def test_a_tree_keeps_the_rule_in_any_order_of_its_rows() -> None:
    found = grown({"a1": "a", "a": "top", "b": "top", "top": None, "a11": "a1"})
    assert found.keeps.all()
    assert (found.problem, found.remedy) == ("", "")


def test_a_cycle_is_named_and_what_hangs_below_it_is_not_at_fault() -> None:
    found = grown({"top": None, "a": "c", "b": "a", "c": "b", "below": "a"})
    assert found.keeps.tolist() == [True, False, False, False, True]
    assert "'a' is below 'c' is below 'b' is below 'a': these 3 rows are a cycle." in found.problem
    assert "Correct the up of one row on each cycle" in found.remedy


def test_a_node_that_is_its_own_parent_is_told_how_a_root_is_written() -> None:
    found = grown({"top": "top", "a": "top"})
    assert "id 'top' is its own up." in found.problem
    assert "No row is a root: up is filled in all 2." in found.problem
    assert "Leave up empty in the row of a root" in found.remedy


def test_a_long_cycle_is_cut_and_other_cycles_are_counted() -> None:
    ring = {f"n{at}": f"n{(at + 1) % 1000}" for at in range(1000)}
    found = grown({"top": None, **ring, "x": "y", "y": "x"})
    assert "992 more is below 'n0': these 1,000 rows are a cycle; 2 more rows on other cycles." in found.problem
    assert len(found.problem) < 300
    assert (~found.keeps).sum() == 1002


def test_parents_that_are_not_there_are_named_with_how_many_name_them() -> None:
    found = grown({"top": None, "a": "0", "b": "0", "c": "lost"})
    assert found.keeps.tolist() == [True, False, False, False]
    assert "3 rows have a up that is no id of a usable row: '0' (2 rows), 'lost' (1 row)." in found.problem


def test_two_roots_are_named_with_both_ways_out_and_several_are_taken_where_asked_for() -> None:
    rows = {"a": None, "b": None, "c": "b"}
    found = grown(rows, several_by="--several")
    assert found.keeps.tolist() == [False, False, True]
    assert "2 rows are roots (up is empty), where one may be: id 'a', 'b'." in found.problem
    assert "Add one row for a root above them and name it as their up, or allow several: --several." in found.remedy
    assert grown(rows, roots="several").keeps.all()


def test_a_node_beside_that_is_not_there_or_is_the_node_itself_is_named_with_the_row() -> None:
    frame = pd.DataFrame(
        {
            "id": ["top", "a", "b", "c", *[f"n{at}" for at in range(20)]],
            "up": [None, *["top"] * 23],
            "with": [None, "b", "b", "lost", *["gone"] * 20],
        }
    ).astype("str")
    found = grow(rule(beside="with"), frame)
    assert found.keeps.tolist() == [True, True, False, False] + [False] * 20
    assert "with is no id of another usable row in 22 rows: id 'b' (with 'b'), id 'c' (with 'lost')" in found.problem
    assert "and 14 more." in found.problem
    assert "leave the cell empty" in found.remedy
    assert grow(rule(), frame).keeps.all()


def test_of_many_roots_some_are_named() -> None:
    found = grown({f"n{at}": None for at in range(5000)})
    assert "5,000 rows are roots" in found.problem
    assert "and 4,992 more" in found.problem
    assert "allow several" not in found.remedy


@settings(deadline=None, max_examples=200)
@given(st.lists(st.integers(-2, 9), min_size=1, max_size=10))
def test_rows_at_fault_are_those_that_walking_up_finds(above: list[int]) -> None:
    """-1: a root; -2, and any row that is not there: lost."""
    rows = len(above)
    names = {f"n{at}": None if up == -1 else f"n{up}" for at, up in enumerate(above)}
    roots = above.count(-1)
    expected = []
    for start in range(rows):
        walked, here = [start], start
        while 0 <= above[here] < rows and len(walked) <= rows:
            here = above[here]
            walked.append(here)
        circles = start in walked[1:]
        lost = above[start] == -2 or above[start] >= rows
        expected.append(not (circles or lost or (above[start] == -1 and roots > 1)))
    found = grown(names)
    assert found.keeps.tolist() == expected
    assert bool(found.problem) == (not all(expected) or not roots)


@pytest.mark.parametrize("rows", [100_000])
def test_a_chain_of_many_nodes_is_a_tree(rows: int) -> None:
    assert grown({f"n{at}": f"n{at - 1}" if at else None for at in range(rows)}).keeps.all()
