"""What is known of a candidate leaf before a word of the listing is read, but for its brand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from .accessory_words import accessory_targets, main_of
from .first_stage import leaf_levels
from .leaf_evidence import LeafEvidence
from .listing_text import FIELDS, Texts
from .tree import NONE, Tree
from .words import Words, brand_hashes

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

NAMES: Final = ("brand", "prior", "is_accessory", "is_main", "of_candidate", "has_accessory_candidate")
LISTING: Final = ("connector", "word_count", *(f"no_{field}" for field in FIELDS))


@dataclass(frozen=True)
class LeafFacts:
    """Where leaves stand in the tree.

    Attributes:
        levels: As `leaf_levels` gives.
        ancestors: Nodes from the root down to each leaf, -1 behind them; (leaves, deepest + 1).
        targets: Node whose products a leaf's products go with, -1 for none; (leaves,).
        main: Whether a leaf's products are what another's go with; (leaves,).
    """

    levels: Ints
    ancestors: Ints
    targets: Ints
    main: Flags

    @classmethod
    def of(cls, tree: Tree) -> LeafFacts:
        return cls(leaf_levels(tree), tree.ancestors[tree.leaves], accessory_targets(tree), main_of(tree))

    @property
    def parents(self) -> Ints:
        """A number for each leaf's parent, from 0; (leaves,)."""
        return np.unique(self.levels[:, 0], return_inverse=True)[1].astype(np.int64)

    def goes_with(self, leaves: Ints, held: Flags) -> tuple[Flags, Flags]:
        """Whether a candidate is an accessory of another one, and whether another one is an accessory of it.

        Args:
            leaves: Leaf numbers, (n, k).
            held: Where there is a candidate, (n, k).
        """
        if (self.targets == NONE).all():
            none = np.zeros(leaves.shape, dtype=np.bool_)
            return none, none
        target = self.targets[leaves]
        # [listing, accessory, main]: the latter lies below the node that the former's products go with
        below = np.asarray((self.ancestors[leaves][:, None, :, :] == target[:, :, None, None]).any(axis=3))
        below &= (target != NONE)[:, :, None] & held[:, None, :] & held[:, :, None]
        return np.any(below, axis=2), np.any(below, axis=1)


def leaf_features(
    facts: LeafFacts, brands: LeafEvidence, log_priors: Floats, texts: Texts, leaves: Ints, held: Flags
) -> Floats:
    """`NAMES` of each candidate; (n, k, 6)."""
    accessory_of, main_of_other = facts.goes_with(leaves, held)
    parts = [
        brands.evidence(brands.places(brand_hashes(texts.brand))[:, None], leaves),
        log_priors[leaves],
        facts.targets[leaves] != NONE,
        facts.main[leaves],
        accessory_of,
        main_of_other,
    ]
    return np.stack([np.asarray(part, dtype=np.float32) for part in parts], axis=2)


def listing_features(texts: Texts, words: Words, k: int) -> Floats:
    """`LISTING` of each listing, the same for its k candidates; (n, k, 6)."""
    told = [words.connector < words.counts, words.counts, *(texts.missing(one) for one in FIELDS)]
    return np.repeat(np.stack(told, axis=1, dtype=np.float32)[:, None], k, axis=1)
