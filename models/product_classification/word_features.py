"""How strongly the words of a title speak for a candidate: all of them, the head noun, those around "for"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .head_nouns import HeadNouns
from .leaf_evidence import LeafEvidence
from .listing_text import Texts
from .train_rows import TrainRows
from .words import Words

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

NAMES: Final = (
    "words_sum",
    "words_most",
    "head",
    "first_word",
    "last_word",
    "before_connector",
    "after_connector",
    "parent_words",
    "parent_head",
    "parent_before",
)
_NOTHING: Final = -10.0  # evidence that no word gives


@dataclass(frozen=True)
class WordFeatures:
    """Evidence of words, and where heads stand.

    Attributes:
        spoken: Of words for leaves.
        above: Of the same words for the parents of leaves: what siblings' rows say of a leaf that has few.
        parents: Number of each leaf's parent in `above`; (leaves,).
        heads: Where words stand that name the thing.
    """

    spoken: LeafEvidence
    above: LeafEvidence
    parents: Ints
    heads: HeadNouns

    @classmethod
    def fit(cls, train: TrainRows, words: Words, parents: Ints, smoothing: float) -> WordFeatures:
        """Places of heads are learnt from the rows of one fold by the words of the others."""
        asked = train.folds == train.folds.max(initial=0)
        others = np.flatnonzero(~asked if not asked.all() else asked)
        elsewhere = LeafEvidence.fit(words.take(others).hashes, train.truth[others], train.weights[others], smoothing)
        heads = HeadNouns.fit(train.texts.take(asked), words.take(asked), elsewhere, train.truth[asked])
        spoken = LeafEvidence.fit(words.hashes, train.truth, train.weights, smoothing)
        above = LeafEvidence.fit(words.hashes, _grouped(train.truth, parents), train.weights, smoothing)
        return cls(spoken, above.beside(spoken), parents, heads)

    def of(self, texts: Texts, words: Words, leaves: Ints) -> Floats:
        """`NAMES` of each candidate.

        Args:
            texts, words: n listings.
            leaves: Leaf numbers, (n, k).

        Returns:
            (n, k, 10); 0 of words that train did not have.
        """
        n, most = words.hashes.shape
        places = self.spoken.places(words.hashes)
        said = np.zeros((n, leaves.shape[1], most), dtype=np.float32)
        row, position = np.nonzero(places >= 0)
        said[row, :, position] = self.spoken.evidence(places[row, position][:, None], leaves[row])
        over = np.zeros_like(said)
        over[row, :, position] = self.above.evidence(places[row, position][:, None], self.parents[leaves[row]])
        head = self.heads.places(texts, words, self.spoken.telling(places))
        every, at = np.arange(n), np.arange(most)
        before, after = at < words.connector[:, None], at >= words.connector_end[:, None]
        last = np.maximum(np.minimum(words.connector, words.counts) - 1, 0)
        return np.stack(
            [
                said.sum(axis=2),
                said.max(axis=2, initial=_NOTHING),
                said[every, :, np.maximum(head, 0)],
                said[:, :, 0],
                said[every, :, last],
                np.einsum("ikw,iw->ik", said, before.astype(np.float32)),
                np.einsum("ikw,iw->ik", said, after.astype(np.float32)),
                over.sum(axis=2),
                over[every, :, np.maximum(head, 0)],
                np.einsum("ikw,iw->ik", over, before.astype(np.float32)),
            ],
            axis=2,
        )

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """For a file without objects."""
        return self.spoken.arrays("words") | self.above.arrays_beside("parents") | self.heads.arrays()

    @classmethod
    def load(cls, arrays: Any, parents: Ints) -> WordFeatures:
        """From what `arrays` gave."""
        spoken = LeafEvidence.of(arrays, "words")
        return cls(spoken, LeafEvidence.of_beside(arrays, "parents", spoken), parents, HeadNouns.of(arrays))


def _grouped(truth: sp.csr_array, parents: Ints) -> sp.csr_array:
    """The parents of each row's leaves, once each; (n, parents)."""
    ones = np.ones(len(parents), dtype=np.float32)
    groups = sp.csr_array((ones, (np.arange(len(parents)), parents)), shape=(len(parents), int(parents.max()) + 1))
    found = sp.csr_array(truth @ groups)
    found.data[:] = 1
    return found
