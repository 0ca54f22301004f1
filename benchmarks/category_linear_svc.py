"""TF-IDF of words and characters, and one linear support vector machine a leaf, as scikit-learn has them."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

import numpy as np
import scipy.sparse as sp
from sklearn.exceptions import ConvergenceWarning
from sklearn.svm import LinearSVC
from threadpoolctl import threadpool_limits

from benchmarks.category_answers import Answers
from benchmarks.category_rows import Floats, Labelled, Longs, Rows
from benchmarks.category_softmax import probabilities, sharpness
from benchmarks.category_tfidf import Tfidf

CHUNK: Final = 2_000  # listings scored at once
REST: Final = -1
AT_ONCE: Final = 128  # leaves whose weights, dense and in doubles, one process holds
FEATURES: Final = Tfidf(characters=(3, 5), max_characters=100_000, words=(1, 2), max_words=50_000)


@dataclass(frozen=True)
class Settings:
    """Of the machines; chosen on valid, see `docs/product_classification.md`."""

    c: float = 1.0
    tol: float = 0.1
    max_iter: int = 20
    features: Tfidf = FEATURES


@dataclass(frozen=True)
class Machines:
    """Fitted machines.

    Attributes:
        encoder: Texts to rows of TF-IDF.
        weights: (features, leaves of train).
        intercepts: (leaves of train,).
        leaves: Leaf number of each column, ascending.
        factor: Of the margins in the softmax, fitted on valid.
    """

    encoder: Any
    weights: Floats
    intercepts: Floats
    leaves: Longs
    factor: float

    @classmethod
    def learn(
        cls,
        rows: Labelled,
        scratch: Path,  # noqa: ARG003 - as every peer
        *,
        threads: int,
        seed: int,
        settings: Settings | None = None,
    ) -> Machines:
        """Fit on train, and the temperature of the softmax on valid."""
        chosen = settings or Settings()
        encoder = chosen.features.vectorizer()
        matrix = sp.csr_matrix(encoder.fit_transform(rows.train.texts()))
        weights, intercepts, leaves = fitted(matrix, rows.train.leaves, chosen, threads=threads, seed=seed)
        cold = cls(encoder, weights, intercepts, leaves, 1.0)
        column = np.searchsorted(leaves, rows.valid.leaves).clip(max=len(leaves) - 1)
        true = np.where(leaves[column] == rows.valid.leaves, column, -1)
        factor = sharpness(np.concatenate(list(cold.margins(rows.valid))), true)
        return cls(encoder, weights, intercepts, leaves, factor)

    def margins(self, rows: Rows) -> Iterator[Floats]:
        """Margins of every leaf of train, in parts of the listings."""
        matrix = sp.csr_matrix(self.encoder.transform(rows.texts()))
        for start in range(0, len(rows), CHUNK):
            yield matrix[start : start + CHUNK] @ self.weights + self.intercepts

    def ask(self, rows: Rows) -> Answers:
        """The best leaves, with the softmax of their margins."""
        scored = (probabilities(margins, self.factor) for margins in self.margins(rows))
        return Answers.joined([Answers.best(part, self.leaves) for part in scored])

    def save(self, folder: Path) -> None:
        """Write the machines; the vocabulary is not counted."""
        np.savez(folder / "machines.npz", weights=self.weights, intercepts=self.intercepts, leaves=self.leaves)


def fitted(
    matrix: sp.csr_matrix, of_row: Longs, settings: Settings, *, threads: int, seed: int
) -> tuple[Floats, Floats, Longs]:
    """Weights (features, leaves), intercepts and leaves: machines are one against the rest, and processes share them.

    A machine stops after `max_iter` passes, at its tolerance or not.
    """
    leaves = np.unique(of_row)
    count = min(max(threads, -(-len(leaves) // AT_ONCE)), len(leaves))
    shares = [leaves[start::count] for start in range(count)]
    # Forked processes share the rows; sending them would take as much memory again for each.
    held = (matrix, of_row, settings, seed)
    with ProcessPoolExecutor(threads, get_context("fork"), initializer=_hold, initargs=held) as pool:
        parts = list(pool.map(_machines, shares))
    order = np.argsort(np.concatenate(shares))
    weights, intercepts = (np.concatenate([part[place] for part in parts])[order] for place in (0, 1))
    return np.ascontiguousarray(weights.T), intercepts, leaves


_held: list[Any] = []


def _hold(*task: Any) -> None:
    _held[:] = task


def _machines(leaves: Longs) -> tuple[Floats, Floats]:
    """Weights and intercepts of some leaves; the rows of all others are one class more, whose machine is dropped."""
    matrix, of_row, settings, seed = _held
    kept = np.where(np.isin(of_row, leaves), of_row, REST)
    machine = LinearSVC(C=settings.c, tol=settings.tol, max_iter=settings.max_iter, dual=True, random_state=seed)
    # liblinear asks BLAS for so little at a time that several threads of it only wait for each other.
    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        machine.fit(matrix, kept)
    mine = np.isin(machine.classes_, leaves)
    return machine.coef_[mine].astype(np.float32), machine.intercept_[mine].astype(np.float32)
