"""How alike two forms of an aspect are: by meaning, and by the words they share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .. import minilm
from .attribute_settings import AttributeSettings
from .extracted import Ints

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class FormLikeness:
    """Known forms, and how to compare with them.

    Attributes:
        forms: Distinct ones; n.
        vectors: By MiniLM, of unit length; (n, 384).
        rarity: What each word weighs: less where many forms have it.
        words: Weights of the words of each form; (n, words).
        settings: Of the clusters.
    """

    forms: list[str]
    vectors: Floats
    rarity: dict[str, float]
    words: sp.csr_array
    settings: AttributeSettings

    @classmethod
    def of(cls, forms: list[str], vectors: Floats, settings: AttributeSettings) -> Self:
        """From forms and their vectors."""
        counts = Counter(word for form in forms for word in set(form.split()))
        rarity = {word: float(np.log1p(len(forms) / counts[word])) for word in sorted(counts)}
        return cls(forms, vectors, rarity, _weights(forms, rarity), settings)

    @classmethod
    def fit(cls, forms: list[str], settings: AttributeSettings, threads: int) -> Self:
        """Ask the network for the vectors of forms."""
        # as exact as they are stored, so that what is loaded compares alike
        stored = _vectors(forms, settings, threads).astype(np.float16)
        return cls.of(forms, stored.astype(np.float32), settings)

    def ready(self) -> None:
        """Read the network now, which takes seconds, so that no request waits for it."""
        if self.forms:
            _vectors(self.forms[:1], self.settings, 1)

    def among(self) -> Floats:
        """Of all known forms to each other; (n, n)."""
        return self._mixed(self.vectors, self.words, _totals(self.words))

    def nearest(self, forms: list[str]) -> tuple[Ints, Floats]:
        """Of other forms: place of the known one that each is most alike to, and how alike; some forms at a time."""
        # a word that no known form has is as rare as can be
        rarest = float(np.log1p(len(self.forms)))
        strange = [sum(rarest for word in set(form.split()) if word not in self.rarity) for form in forms]
        words = _weights(forms, self.rarity)
        vectors, totals = _vectors(forms, self.settings, 1), _totals(words) + np.array(strange)
        place, alike = np.zeros(len(forms), dtype=np.int64), np.zeros(len(forms), dtype=np.float32)
        for start in range(0, len(forms), self.settings.forms_at_once):
            part = slice(start, start + self.settings.forms_at_once)
            likeness = self._mixed(vectors[part], words[part], totals[part])
            place[part], alike[part] = likeness.argmax(axis=1), likeness.max(axis=1)
        return place, alike

    def _mixed(self, vectors: Floats, words: sp.csr_array, totals: npt.NDArray[np.float64]) -> Floats:
        shared = np.asarray((words.sqrt() @ self.words.sqrt().T).todense())
        every = totals[:, None] + _totals(self.words)[None, :] - shared
        overlap = shared / np.maximum(every, 1e-9)
        share = self.settings.shared
        return np.asarray((1 - share) * (vectors @ self.vectors.T) + share * overlap, dtype=np.float32)


def _vectors(forms: list[str], settings: AttributeSettings, threads: int) -> Floats:
    return minilm.encode(forms, max_length=settings.longest, threads=threads)


def _weights(forms: list[str], rarity: dict[str, float]) -> sp.csr_array:
    places = {word: place for place, word in enumerate(rarity)}
    cells = [(row, word) for row, form in enumerate(forms) for word in sorted(set(form.split())) if word in rarity]
    rows = np.array([row for row, _ in cells], dtype=np.int64)
    columns = np.array([places[word] for _, word in cells], dtype=np.int64)
    values = np.array([rarity[word] for _, word in cells], dtype=np.float64)
    return sp.csr_array((values, (rows, columns)), shape=(len(forms), max(len(rarity), 1)))


def _totals(words: sp.csr_array) -> npt.NDArray[np.float64]:
    return np.asarray(words.sum(axis=1), dtype=np.float64).ravel()
