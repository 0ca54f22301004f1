"""The category tree: departments, groups, types and leaves, and which leaves are accessories of which.

The vocabulary's notation: `= department`, `# group`, then each type as
`noun / German / Spanish / French :: profile low-high price in EUR`, a line of refinements (one leaf each) and, after
`+`, accessories (one leaf each). A noun that ends in `~` has no plural.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pyarrow as pa

from sources.simulator.vocabulary import electronics, everyday, fashion, home, leisure
from sources.simulator.vocabulary.phrases import FOR_WORDS, LANGUAGES
from sources.simulator.words import capitalised, translations

_IRREGULAR = {"knife": "knives", "shelf": "shelves", "mouse": "mice", "scarf": "scarves"}


@dataclass(frozen=True)
class Leaf:
    """A category that products are in.

    Attributes:
        path: Names from the department to the leaf.
        profile: Which attributes its products have (`attributes.profiles`).
        price: Lowest and highest usual price in EUR.
        nouns: How a title names the product, per language: in full, then short.
        accessory_of: Positions of the leaves whose products it goes with.
    """

    path: tuple[str, ...]
    profile: str
    price: tuple[float, float]
    nouns: tuple[tuple[str, str], ...]
    accessory_of: tuple[int, ...] = ()

    @property
    def department(self) -> str:
        return self.path[0]


def plural(noun: str) -> str:
    """The English plural of a noun phrase; `~` at the end marks one that has none."""
    if noun.endswith("~"):
        return noun[:-1]
    head, _, last = noun.rpartition(" ")
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif last.endswith(("ss", "sh", "ch", "x")):
        last += "es"
    elif last.endswith("y") and last[-2] not in "aeiou":
        last = last[:-1] + "ies"
    elif not last.endswith("s"):
        last += "s"
    return f"{head} {last}".strip()


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _type_leaves(lines: list[str], path: tuple[str, str], first: int) -> list[Leaf]:
    names, facts = lines[0].split(" :: ")
    noun, *foreign = translations(names)
    profile, price = facts.split()
    low, high = (float(bound) for bound in price.split("-"))
    type_name = capitalised(plural(noun))
    noun = noun.rstrip("~")
    leaves: list[Leaf] = []
    for refinement in lines[1].split(", "):
        title = capitalised(f"{refinement} {noun}")
        # shops abroad often keep the maker's English refinement in front of their own noun
        abroad = ((f"{_upper_first(word)} {refinement}", _upper_first(word)) for word in foreign)
        nouns = [(title, capitalised(noun)), *abroad]
        leaf_name = capitalised(f"{refinement} {type_name}")
        leaves.append(Leaf((*path, type_name, leaf_name), profile, (low, high), tuple(nouns)))
    main = tuple(range(first, first + len(leaves)))
    for accessory in lines[2].removeprefix("+ ").split(", ") if len(lines) > 2 else ():
        thing = capitalised(accessory)
        words = [capitalised(noun), *foreign]
        nouns = [
            (thing if noun in accessory else f"{thing} {FOR_WORDS[language]} {word}", thing)
            for language, word in zip(LANGUAGES, words, strict=True)
        ]
        where = (*path, f"{capitalised(noun)} Accessories", capitalised(plural(accessory)))
        bounds = (max(2.0, low * 0.1), max(9.0, high * 0.12))
        leaves.append(Leaf(where, "accessory", bounds, tuple(nouns), main))
    return leaves


@cache
def leaves() -> tuple[Leaf, ...]:
    """All leaves, in the vocabulary's order; the same for every seed and scale."""
    found: list[Leaf] = []
    for module in (electronics, home, fashion, everyday, leisure):
        department = group = ""
        pending: list[str] = []
        for raw in [*module.TREE.strip().splitlines(), "# end"]:
            line = raw.strip()
            if line.startswith(("=", "#")) or " :: " in line:
                if pending:
                    found += _type_leaves(pending, (department, group), len(found))
                pending = []
            if line.startswith("="):
                department = line[2:]
            elif line.startswith("#"):
                group = line[2:]
            else:
                pending.append(line)
    return tuple(found)


def tree() -> pa.Table:
    """Every node of the tree: category_id, parent_id (null for departments), name, path, level, is_leaf, leaf_position.

    `leaf_position` is the leaf's position in `leaves()`, null for inner nodes. Ids are positions in this table.
    """
    ids: dict[tuple[str, ...], int] = {}
    rows: list[dict[str, object]] = []
    for position, leaf in enumerate(leaves()):
        for depth in range(1, len(leaf.path) + 1):
            node = leaf.path[:depth]
            if node in ids:
                continue
            ids[node] = len(rows)
            is_leaf = depth == len(leaf.path)
            rows.append(
                {
                    "category_id": len(rows),
                    "parent_id": ids[node[:-1]] if depth > 1 else None,
                    "name": node[-1],
                    "path": " > ".join(node),
                    "level": depth,
                    "is_leaf": is_leaf,
                    "leaf_position": position if is_leaf else None,
                }
            )
    return pa.Table.from_pylist(rows)


def accessory_links() -> pa.Table:
    """Which leaf's products are accessories of which: accessory_leaf, main_leaf (positions in `leaves()`)."""
    links = [(position, main) for position, leaf in enumerate(leaves()) for main in leaf.accessory_of]
    return pa.table({"accessory_leaf": [link[0] for link in links], "main_leaf": [link[1] for link in links]})
