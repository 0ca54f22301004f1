"""Whether a table's rows, each naming the one above it, are a tree; where they are not, which rows and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from contracts.contract import TableRule

_MOST_NAMED: Final = 8  # nodes that a message names
_MOST_CHARACTERS: Final = 40  # of each of them
_NONE: Final = -1
_LOST: Final = -2

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Grown:
    """What was found of a tree of n rows.

    Attributes:
        keeps: (n,) False for rows at fault: on a cycle, with a parent or a node beside that is not there, or one
            root of too many.
        problem: Sentences that name the nodes; empty where all keep the rule.
        remedy: What to do about each.
    """

    keeps: Mask
    problem: str
    remedy: str


def grow(rule: TableRule, frame: pd.DataFrame) -> Grown:
    """Hold rows against a rule of the check `tree`.

    Args:
        rule: Its options name the columns `node` and `parent`; `roots` says whether there may be `several`, else one;
            `several_by` tells a person how to allow several; a column `beside` names another node where it is filled.
        frame: n rows, each node once and none missing; a missing parent makes a root.
    """
    options = rule.options
    node, parent = str(options["node"]), str(options["parent"])
    ids = frame[node]
    above = _above(ids, frame[parent])
    lost, roots, circling = above == _LOST, above == _NONE, _on_a_cycle(above)
    too_many = roots if roots.sum() > 1 and options.get("roots") != "several" else np.zeros(len(ids), dtype=bool)
    told: list[tuple[str, str]] = []
    if circling.any():
        told.append(_told_of_cycles(above, ids, circling, node, parent))
    if lost.any():
        told.append(_told_of_lost(frame.loc[lost, parent], node, parent))
    if not roots.any():
        none = f"No row is a root: {parent} is filled in all {len(ids):,}."
        told.append((none, f"Leave {parent} empty in the row of the root."))
    if too_many.any():
        told.append(_told_of_roots(ids[roots], node, parent, options.get("several_by")))
    astray = np.zeros(len(ids), dtype=bool)
    if beside := options.get("beside"):
        others = frame[str(beside)]
        astray = (others.notna() & (~others.isin(ids) | (others == ids))).to_numpy(dtype=bool)
    if astray.any():
        told.append(_told_of_astray(ids[astray], others[astray], node, str(beside)))
    return Grown(
        keeps=~(lost | circling | too_many | astray),
        problem=" ".join(problem for problem, _ in told),
        remedy=" ".join(dict.fromkeys(remedy for _, remedy in told)),
    )


def _above(ids: pd.Series[Any], parents: pd.Series[Any]) -> Ints:
    """Position of each row's parent, `_NONE` for a root, `_LOST` where no row is that parent; (n,)."""
    found = pd.Index(ids).get_indexer(pd.Index(parents))
    return np.where(parents.isna(), _NONE, np.where(found < 0, _LOST, found)).astype(np.int64)


def _on_a_cycle(above: Ints) -> Mask:
    """Rows on a cycle, not those below one: after as many steps up as there are rows, only cycles are left to be on."""
    rows = len(above)
    # One row more, its own parent, is where all paths that end go to.
    reached = np.append(np.where(above < 0, rows, above), rows)
    steps = 1
    while steps < rows:
        reached, steps = reached[reached], steps * 2
    on = np.zeros(rows + 1, dtype=bool)
    on[reached[:rows]] = True
    return on[:rows]


def _told_of_cycles(above: Ints, ids: pd.Series[Any], circling: Mask, node: str, parent: str) -> tuple[str, str]:
    first = int(np.flatnonzero(circling)[0])
    names, here = [_shown(ids.iloc[first])], int(above[first])
    while here != first:
        names.append(_shown(ids.iloc[here]))
        here = int(above[here])
    if len(names) == 1:
        what = f"{node} {names[0]} is its own {parent}"
        remedy = f"Leave {parent} empty in the row of a root, and name another node in any other."
    else:
        shown = names if len(names) <= _MOST_NAMED else [*names[:_MOST_NAMED], f"{len(names) - _MOST_NAMED:,} more"]
        what = f"{' is below '.join([*shown, names[0]])}: these {len(names):,} rows are a cycle"
        remedy = f"Correct the {parent} of one row on each cycle."
    others = int(circling.sum()) - len(names)
    also = f"; {others:,} more {_rows(others)} on other cycles" if others else ""
    return f"{what}{also}.", remedy


def _told_of_lost(parents: pd.Series[Any], node: str, parent: str) -> tuple[str, str]:
    counts = parents.value_counts(sort=False)
    named = [f"{_shown(name)} ({count:,} {_rows(count)})" for name, count in counts.head(_MOST_NAMED).items()]
    more = len(counts) - len(named)
    also = f" and {more:,} more" if more else ""
    return (
        f"{len(parents):,} {_rows(len(parents))} have a {parent} that is no {node} of a usable row: "
        f"{', '.join(named)}{also}.",
        f"Give each {parent} that is missing a row of its own, or leave the cell empty where the node is a root.",
    )


def _told_of_roots(ids: pd.Series[Any], node: str, parent: str, several_by: object) -> tuple[str, str]:
    names = ", ".join(map(_shown, ids.head(_MOST_NAMED)))
    more = len(ids) - _MOST_NAMED
    also = f" and {more:,} more" if more > 0 else ""
    allow = f", or allow several: {several_by}" if several_by else ""
    return (
        f"{len(ids):,} rows are roots ({parent} is empty), where one may be: {node} {names}{also}.",
        f"Add one row for a root above them and name it as their {parent}{allow}.",
    )


def _told_of_astray(ids: pd.Series[Any], others: pd.Series[Any], node: str, beside: str) -> tuple[str, str]:
    pairs = zip(ids.head(_MOST_NAMED), others.head(_MOST_NAMED), strict=True)
    names = ", ".join(f"{node} {_shown(name)} ({beside} {_shown(other)})" for name, other in pairs)
    more = len(ids) - _MOST_NAMED
    also = f" and {more:,} more" if more > 0 else ""
    return (
        f"{beside} is no {node} of another usable row in {len(ids):,} {_rows(len(ids))}: {names}{also}.",
        f"Correct {beside} in these rows, or leave the cell empty: the node is used without it.",
    )


def _rows(count: int) -> str:
    return "row" if count == 1 else "rows"


def _shown(name: object) -> str:
    text = str(name)
    return repr(text if len(text) <= _MOST_CHARACTERS else text[:_MOST_CHARACTERS] + "\u2026")
