"""What sellers write between an accessory and what it goes with, and which leaves are accessories of which."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from .tree import NONE, Tree

Ints = npt.NDArray[np.int64]

# each as titles have it once case is folded; a longer phrase is preferred to its first word
CONNECTORS: Final = (
    # English
    "for", "compatible with", "compatible for", "fits", "fit for", "fits for", "suitable for", "designed for",
    "made for", "works with", "replacement for",
    # German
    "für", "fuer", "passend für", "passend zu", "kompatibel mit", "geeignet für", "ersatz für", "passt zu",
    # French
    "pour", "compatible avec", "adapté à", "convient à", "convient pour", "compatible pour",
    # Spanish and Portuguese
    "para", "compatible con", "apto para", "adecuado para", "compatível com",
    # Italian
    "per", "compatibile con", "adatto a", "adatto per",
    # Polish
    "do", "dla", "kompatybilny z", "pasuje do",
    # Dutch
    "voor", "geschikt voor", "compatibel met",
    # Russian
    "для", "совместим с", "совместимый с", "подходит для", "подходит к", "под",  # noqa: RUF001
)  # fmt: skip


def main_of(tree: Tree) -> npt.NDArray[np.bool_]:
    """Whether a leaf's products are what another's go with; (leaves,)."""
    named = np.zeros(len(tree) + 1, dtype=bool)
    named[tree.accessory_of] = True  # -1 marks the last, which is no node
    marked = tree.membership @ named[:-1].astype(np.float32)
    return np.asarray(marked > 0)


def accessory_targets(tree: Tree) -> Ints:
    """The node that a leaf's products go with, its own or the nearest of its ancestors'; -1 for none; (leaves,)."""
    nearest = tree.accessory_of.copy()
    for node in range(len(tree)):  # each after its parent
        if nearest[node] == NONE and tree.parents[node] != NONE:
            nearest[node] = nearest[tree.parents[node]]
    return np.asarray(nearest[tree.leaves])
