"""Brands: coined names, a few dozen in each department, each with its own product lines and model-number prefix."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sources.simulator.streams import stream
from sources.simulator.taxonomy import leaves
from sources.simulator.vocabulary.phrases import LINE_HEADS, LINE_TAILS
from sources.simulator.words import Index

PER_DEPARTMENT = 24
LINES = 24  # of each brand
_ONSETS = "B Br C D F G H J K Kr L M N P Qu R S Sh St T Th Tr V Vel W Z Ald El Or Is Mar Nor Ost Hal"
_NUCLEI = "a e i o u ai ea io ey ou"
_MIDDLES = "l n r s t v d k m nd rn lt st nn ll rv x b g"
_ENDS = "a o en is ex on ia or um ix ey er ik an us elle ova ano eth ard wick mont berg field"
_SECONDS = ["", " & Sons", " Co", "tec", " Home", " Works", " London", "line", " Design", "-X", " Labs", " Pro"]
_PLAIN = 0.3  # of brands; they have none of these


@dataclass(frozen=True)
class Brands:
    """All brands of a world; a brand's id is its position.

    Attributes:
        names: As the maker writes it.
        department: Position of the department that it makes things for.
        prefixes: Letters that begin its model numbers.
        lines: Ids into `line_names()`, shape (brands, LINES).
        dashed: Whether its model numbers carry a dash.
    """

    names: list[str]
    department: Index
    prefixes: list[str]
    lines: Index
    dashed: np.ndarray

    def table(self) -> pa.Table:
        """brand_id, name, department, model_prefix."""
        departments = department_names()
        return pa.table(
            {
                "brand_id": np.arange(len(self.names)),
                "name": self.names,
                "department": [departments[position] for position in self.department],
                "model_prefix": self.prefixes,
            }
        )


def department_names() -> list[str]:
    """Departments in the order of the tree."""
    return list(dict.fromkeys(leaf.department for leaf in leaves()))


def line_names() -> list[str]:
    """Every name that a product line can have."""
    tails = ["", *(tail if tail.startswith(" ") else tail.lower() for tail in LINE_TAILS)]
    return list(dict.fromkeys(head + tail for head in LINE_HEADS for tail in tails))


def make_brands(seed: int) -> Brands:
    """The brands of a world; they depend on the seed alone, never on the scale."""
    rng = stream(seed, "brands")
    names: list[str] = []
    taken: set[str] = set()
    count = PER_DEPARTMENT * len(department_names())
    while len(names) < count:
        coined = "".join(str(rng.choice(part.split())) for part in (_ONSETS, _NUCLEI, _MIDDLES, _ENDS)).capitalize()
        if coined.lower() not in taken:
            taken.add(coined.lower())
            names.append(coined if rng.random() < _PLAIN else coined + str(rng.choice(_SECONDS)))
    letters = [[c for c in name.upper() if c.isalpha()] for name in names]
    prefixes = ["".join([own[0], *rng.choice(own[1:], size=rng.integers(1, 3))]) for own in letters]
    lines = np.argsort(rng.random((count, len(line_names()))), axis=1)[:, :LINES]
    department = np.repeat(np.arange(len(department_names())), PER_DEPARTMENT)
    return Brands(names, department, prefixes, lines, rng.random(count) < 0.5)
