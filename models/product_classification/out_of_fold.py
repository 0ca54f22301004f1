"""Candidates of training listings by models that did not see them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from ..errors import InputError
from ..steps import Steps, Told
from .candidates import NO_LEAF, Candidates
from .encoder import Encoder
from .examples import Examples
from .field_dropout import Augmented, with_blanked
from .folds import folds_of
from .linear import LinearLeaves
from .listing_text import FIELDS, Texts, prepare
from .parameters import ClassificationParameters
from .path_text import path_listings
from .tree import Tree

Longs = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]


@dataclass(frozen=True)
class ScoredTrain:
    """n training listings, and what models say of them that did not see them.

    Attributes:
        texts: Their text.
        encoder: Made of it and of the leaves' paths.
        matrix: The listings encoded; (n, features).
        learnt: The same with copies of some, for a linear model.
        folds: Fold of each; (n,).
        candidates: Out of fold.
    """

    texts: Texts
    encoder: Encoder
    matrix: sp.csr_array
    learnt: Augmented
    folds: Longs
    candidates: Candidates


def scored_train(data: Examples, chosen: ClassificationParameters, steps: Steps) -> ScoredTrain:
    """Encode the training listings and score them out of fold: what noise is looked for in and the rescorer learns of.

    Raises:
        InputError: No listing of train has a text that can be learnt from.
    """
    given = data.train.truth
    with steps.step("encoding listings", 0.01, 0.05):
        texts = prepare(data.train.listings)
        _refuse_wordless(texts)
        encoder = Encoder.fit(_with_names(texts, data.tree, chosen.encoder.min_rows), chosen.encoder)
        matrix = encoder.transform(texts, chosen.threads)
        learnt = with_blanked(texts, matrix, given, encoder, chosen.linear, chosen.seed, chosen.threads)
        matrix = learnt.listings()
    with steps.step("scoring train out of fold", 0.05, 0.4) as told:
        folds = folds_of(texts, given, chosen.folds)
        candidates = best_leaves(learnt, given, folds, chosen, told)
    return ScoredTrain(texts, encoder, matrix, learnt, folds, candidates)


def _with_names(texts: Texts, tree: Tree, times: int) -> Texts:
    """Listings, and the path of every leaf so often that its n-grams are kept: a leaf may have no listing at all."""
    return Texts.together([texts, *[path_listings(tree)] * times])


def _refuse_wordless(texts: Texts) -> None:
    if all(texts.missing(field).all() for field in FIELDS):
        raise InputError(
            f"none of the {len(texts)} listings of train has a title, description, brand or attributes to learn from; "
            "give at least their titles."
        )


def best_leaves(
    learnt: Augmented, truth: sp.csr_array, folds: Longs, chosen: ClassificationParameters, told: Told
) -> Candidates:
    """The best leaves of each listing by a linear model of the other folds, as many as are scored again.

    A leaf whose listings all lie in one fold is not found for them; where there is one fold alone, no leaf is.

    Args:
        learnt: n encoded listings and copies of some, which are of their fold.
        truth: Leaves of the listings; (n, leaves).
        folds: Fold of each, from 0; (n,).
        chosen: Settings of the linear model, threads, and how many candidates.
        told: Called with the share of the work that is done.
    """
    shape = (len(folds), min(chosen.rescoring.candidates, truth.shape[1]))
    found = Candidates(np.full(shape, NO_LEAF, dtype=np.int64), np.full(shape, -np.inf, dtype=np.float32))
    count = int(folds.max()) + 1
    for fold in range(count if count > 1 else 0):
        held = np.flatnonzero(folds == fold)
        weights = (folds != fold).astype(np.float64)
        model = fit_linear(learnt, truth, weights, chosen, partial(_told_of_fold, told, fold, count))
        best = model.top(learnt.matrix[held], shape[1], chosen.threads)
        found.leaves[held, : best.leaves.shape[1]] = best.leaves
        found.scores[held, : best.scores.shape[1]] = best.scores
    return found


def fit_linear(
    learnt: Augmented, truth: sp.csr_array, weights: Reals, chosen: ClassificationParameters, told: Told
) -> LinearLeaves:
    """The linear model of listings that count by `weights`, (n,), 0 for those left out, and of their copies."""
    counted = learnt.factor * weights[learnt.origin]
    return LinearLeaves.fit(
        learnt.matrix,
        truth[learnt.origin],
        counted,
        chosen.linear,
        chosen.threads,
        told,
        against=learnt.against,
    )


def _told_of_fold(told: Told, fold: int, count: int, share: float) -> None:
    told((fold + share) / count)
