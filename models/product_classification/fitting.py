"""The parts of the classifier, fitted one after another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from ..steps import Steps, Told
from .candidates import Candidates
from .decisions import Decisions
from .encoder import Encoder
from .examples import Examples, leaf_counts
from .listing_text import Texts
from .noise import Suspects, find_suspects
from .out_of_fold import ScoredTrain, fit_linear, scored_train
from .parameters import ClassificationParameters
from .priors import Priors
from .rescoring import Rescorer, RescoringContext
from .scoring import Scorer, Stages
from .tree import Tree

Ints = npt.NDArray[np.int64]

_HELD: Final = 0  # fold whose scores calibrate where valid tells nothing


@dataclass(frozen=True)
class Fitted:
    """What training found: all that answers, and the labels that look wrong."""

    scorer: Scorer
    suspects: Suspects


@dataclass(frozen=True)
class _Listings:
    """n training listings: text, n-grams, candidates out of fold, folds, labels to learn and their weight."""

    texts: Texts
    matrix: sp.csr_array
    candidates: Candidates
    folds: Ints
    truth: sp.csr_array
    weights: npt.NDArray[np.float32]

    def take(self, rows: Ints) -> _Listings:
        texts, matrix, candidates = self.texts.take(rows), self.matrix[rows], self.candidates.take(rows)
        return _Listings(texts, matrix, candidates, self.folds[rows], self.truth[rows], self.weights[rows])


def fit(data: Examples, chosen: ClassificationParameters, steps: Steps) -> Fitted:
    """Encode, score train out of fold, weigh its labels, fit the linear model and the rescorer, calibrate on valid.

    Raises:
        InputError: No listing of train has a text that can be learnt from.
    """
    scored = scored_train(data, chosen, steps)
    with steps.step("looking for wrong labels", 0.4, 0.42):
        suspects = find_suspects(scored.candidates, data.train.truth, data.tree, chosen.noise, chosen.seed)
    return Fitted(fit_answers(data, scored, suspects.labels, suspects.weight, chosen, steps), suspects)


def fit_answers(
    data: Examples,
    scored: ScoredTrain,
    labels: sp.csr_array,
    weight: npt.NDArray[np.float32],
    chosen: ClassificationParameters,
    steps: Steps,
) -> Scorer:
    """All that answers, from labels as they are to be learnt.

    Args:
        scored: The listings of train, scored out of fold.
        labels: Their leaves; (n, leaves).
        weight: How much each counts; (n,).
    """
    tree = data.tree
    train = _Listings(scored.texts, scored.matrix, scored.candidates, scored.folds, labels, weight)
    with steps.step("fitting the linear model", 0.42, 0.6) as told:
        linear = fit_linear(scored.learnt, labels, weight.astype(np.float64), chosen, told)
    with steps.step("fitting the rescorer", 0.6, 0.88) as told:
        rescorer = _rescorer(train, scored.encoder, tree, chosen, told)
    with steps.step("calibrating", 0.88, 0.94):
        stages = Stages(scored.encoder, linear, rescorer, chosen.rescoring.candidates)
        scores, truth = stages.of_split(data.valid, chosen.threads)
        if not len(scores):
            scores, truth = _held_out(train, scored.encoder, tree, chosen)
        decisions = Decisions.fit(scores, truth, tree, chosen.decision)
    priors = Priors.of(leaf_counts(labels), chosen.prior_rows)
    return Scorer(tree, stages, decisions, priors, chosen.chunk)


def _rescorer(
    train: _Listings, encoder: Encoder, tree: Tree, chosen: ClassificationParameters, told: Told | None = None
) -> Rescorer:
    context = RescoringContext(encoder, train.weights, train.folds)
    return Rescorer.fit(
        train.texts,
        train.matrix,
        train.candidates,
        train.truth,
        tree,
        context,
        chosen.rescoring,
        seed=chosen.seed,
        threads=chosen.threads,
        progress=told,
    )


def _held_out(
    train: _Listings, encoder: Encoder, tree: Tree, chosen: ClassificationParameters
) -> tuple[Candidates, sp.csr_array]:
    """Scores of one fold by a rescorer of the others; of no listing where there is one fold alone."""
    held, others = np.flatnonzero(train.folds == _HELD), np.flatnonzero(train.folds != _HELD)
    if not len(others):
        return train.candidates.take(others), train.truth[others]
    asked = train.take(held)
    rescorer = _rescorer(train.take(others), encoder, tree, chosen)
    return rescorer.score(asked.texts, asked.matrix, asked.candidates, chosen.threads), asked.truth
