"""Kinds of products as searches name them: leaves, types above them, groups, and which type goes with which."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from sources.simulator.brands import department_names
from sources.simulator.taxonomy import leaves
from sources.simulator.words import Index, Mask


@dataclass(frozen=True)
class Kinds:
    """Numbers of the nodes above leaves; leaves of a type, and types of a group, lie side by side.

    Attributes:
        types, groups: How many there are.
        type_of, group_of, department_of: Of each leaf, (leaves,).
        first_leaf, end_leaf: The leaves of each type, (types,).
        group_first, group_end: The leaves of each group, (groups,).
        partner: The type whose products a type of accessories goes with, or the accessories of a type; -1 for none.
        accessory: Which types are accessories, (types,).
    """

    types: int
    groups: int
    type_of: Index
    group_of: Index
    department_of: Index
    first_leaf: Index
    end_leaf: Index
    group_first: Index
    group_end: Index
    partner: Index
    accessory: Mask


def _numbered(keys: list[tuple[str, ...]]) -> tuple[Index, Index, Index]:
    """Number of each leaf's node, and where its leaves begin and end."""
    names = list(dict.fromkeys(keys))
    number = {name: place for place, name in enumerate(names)}
    of = np.array([number[key] for key in keys])
    first = np.searchsorted(of, np.arange(len(names)))
    return of, first, np.append(first[1:], len(keys))


@cache
def kinds() -> Kinds:
    """The kinds; they are the same for every seed and scale."""
    type_of, first, end = _numbered([leaf.path[:3] for leaf in leaves()])
    group_of, group_first, group_end = _numbered([leaf.path[:2] for leaf in leaves()])
    partner = np.full(len(first), -1)
    accessory = np.zeros(len(first), np.bool_)
    for position, leaf in enumerate(leaves()):
        if leaf.accessory_of:
            mine, main = type_of[position], type_of[leaf.accessory_of[0]]
            partner[mine], partner[main], accessory[mine] = main, mine, True
    departments = department_names()
    department = np.array([departments.index(leaf.department) for leaf in leaves()])
    return Kinds(
        types=len(first),
        groups=len(group_first),
        type_of=type_of,
        group_of=group_of,
        department_of=department,
        first_leaf=first,
        end_leaf=end,
        group_first=group_first,
        group_end=group_end,
        partner=partner,
        accessory=accessory,
    )
