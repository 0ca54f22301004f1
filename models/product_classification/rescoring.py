"""The first stage's best leaves scored again, by boosted trees over what is known of a listing and a leaf."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
import xgboost as xgb

from ..settings import read
from .candidate_features import CandidateFeatures
from .candidate_trees import grown, log_odds
from .candidates import NO_LEAF, Candidates
from .centroids import MeaningVectors, knows_the_words
from .encoder import Encoder
from .leads import Leads
from .listing_text import Texts
from .meaning_gain import meaning_gain, without_meaning
from .out_of_fold_features import is_true, new_share, out_of_fold
from .rescoring_settings import RescoringSettings
from .train_rows import TrainRows
from .tree import Tree

__all__ = ["Rescorer", "RescoringContext", "RescoringSettings"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

_ALL: Final = Leads(np.inf, np.inf)  # nothing is sure or far behind
_TREES: Final = "rescoring.ubj"
_FACTS: Final = "rescoring.json"
_FEATURES: Final = 0.5  # of the time of a fit, until trees are grown
_TREES_TIME: Final = 0.4


@dataclass(frozen=True)
class RescoringContext:
    """What else is known of train rows.

    Attributes:
        encoder: Made the matrix; the leaves' names are encoded by it.
        weights: How much each row counts, 0 for one that is set aside; float32 (n,).
        folds: The fold of each row, twins in one; a row is judged by what other folds say; (n,).
    """

    encoder: Encoder
    weights: Floats
    folds: Ints


@dataclass(frozen=True)
class Rescorer:
    """Scores candidates; without trees it passes the first stage's order on.

    Attributes:
        features: What the trees are asked about; None without trees.
        booster: Log odds that a candidate is a leaf of the listing.
        settings: As it was fitted.
        leads: Which listings and candidates are worth what is costly.
        facts: What a reader of the bundle should know, JSON values.
    """

    features: CandidateFeatures | None
    booster: xgb.Booster | None
    settings: RescoringSettings
    leads: Leads
    facts: dict[str, Any]

    @classmethod
    def fit(
        cls,
        texts: Texts,
        matrix: sp.csr_array,
        candidates: Candidates,
        truth: sp.csr_array,
        tree: Tree,
        context: RescoringContext,
        settings: RescoringSettings,
        *,
        seed: int,
        threads: int,
        progress: Callable[[float], None] | None = None,
    ) -> Rescorer:
        """Fit on candidates that models of other folds found.

        Args:
            texts, matrix: n train rows.
            candidates: Their best leaves by a first stage that did not see them; rows without any are not learnt from.
            truth: Leaves to learn, (n, leaves); every one of a row is right.
            tree: The category tree.
            context: Encoder, weights and folds.
            settings: What is looked up, and how trees are grown.
            seed, threads: Of sampling and of the trees.
            progress: Called with the share that is done.

        Returns:
            One that passes candidates on where it is told to, where there is one fold alone, or where no candidate of
            any row is right.
        """
        told = progress or _silent
        weights = np.asarray(context.weights, dtype=np.float32)
        held = np.flatnonzero((candidates.leaves != NO_LEAF).any(axis=1) & (weights > 0))
        rows = _sample(held, settings.max_rows, seed)
        right = is_true(candidates.leaves[rows], truth[rows])
        if not settings.enabled or not right.any() or len(np.unique(context.folds)) < 2:
            return cls(None, None, settings, _ALL, {"rows": 0})
        leads = Leads.fit(
            candidates.take(rows),
            right,
            settings.sure_precision,
            settings.far_share,
            confidence=settings.sure_confidence,
            new_share=new_share(truth, settings.hidden_leaves),
        )
        train = TrainRows(texts, matrix, truth, weights, context.folds, context.encoder)
        if _may_mean(texts, settings):
            meaning = MeaningVectors.fit(texts, threads, network=settings.text == "minilm")
            train = train.with_meaning(meaning, threads)
        judged = out_of_fold(
            train,
            candidates,
            rows,
            tree,
            settings,
            leads,
            seed=seed,
            threads=threads,
            progress=lambda done: told(_FEATURES * done),
        )
        gain = None
        if settings.text == "auto" and train.meaning is not None:
            gain = meaning_gain(judged, context.folds[rows], weights[rows], settings, seed, threads)
            if gain < settings.text_gain:
                train, judged = replace(train, meaning=None, vectors=None), without_meaning(judged)
        used = judged.leaves != NO_LEAF
        booster = grown(
            judged.table[used],
            judged.right[used],
            np.broadcast_to(weights[rows][:, None], used.shape)[used],
            settings,
            seed,
            threads,
            lambda done: told(_FEATURES + _TREES_TIME * done),
        )
        features = CandidateFeatures.fit(train, tree, settings, seed, threads)
        told(1.0)
        facts = {
            "rows": len(rows),
            "sure_share": float(1 - leads.unsure(candidates.take(rows)).mean()),
            "right_before": float(right[:, 0].mean()),
            "right_among": float(judged.right.any(axis=1).mean()),
            "text": "off" if train.meaning is None else "static" if train.meaning.pieces.size else "minilm",
            "text_gain": gain,
        }
        return cls(features, booster, settings, leads, facts)

    def score(self, texts: Texts, matrix: sp.csr_array, candidates: Candidates, threads: int = 1) -> Candidates:
        """Log odds of each candidate, best first.

        Args:
            texts, matrix: n listings.
            candidates: Their best leaves by the first stage; (n, k).
            threads: Threads of the work.

        Returns:
            (n, k + named): leaves whose names stand in a listing may be among them.
        """
        if self.features is None or self.booster is None or not len(candidates):
            return candidates
        wide, table = self.features.judged(texts, matrix, candidates, self.leads, threads)
        held = wide.leaves != NO_LEAF
        scores = np.full(wide.leaves.shape, -np.inf, dtype=np.float32)
        scores[held] = log_odds(self.booster, table[held])
        order = np.argsort(-scores, axis=1, kind="stable")
        return Candidates(np.take_along_axis(wide.leaves, order, 1), np.take_along_axis(scores, order, 1))

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        directory.mkdir(parents=True, exist_ok=True)
        leads = {name: one if np.isfinite(one) else None for name, one in asdict(self.leads).items()}
        told = {"settings": asdict(self.settings), "leads": leads, "facts": self.facts}
        (directory / _FACTS).write_text(json.dumps(told, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        if self.features is not None and self.booster is not None:
            self.features.save(directory)
            self.booster.save_model(directory / _TREES)

    @classmethod
    def load(cls, directory: Path, tree: Tree, threads: int = 1) -> Rescorer:
        """Read what `save` wrote."""
        told = json.loads((directory / _FACTS).read_text(encoding="utf-8"))
        settings = read(RescoringSettings(), told["settings"])
        leads = Leads(**{name: np.inf if one is None else one for name, one in told["leads"].items()})
        if not (directory / _TREES).exists():
            return cls(None, None, settings, leads, told["facts"])
        booster = xgb.Booster({"nthread": threads})
        booster.load_model(directory / _TREES)
        return cls(CandidateFeatures.load(directory, tree, settings), booster, settings, leads, told["facts"])


def _may_mean(texts: Texts, settings: RescoringSettings) -> bool:
    if settings.text != "auto":
        return settings.text != "off"
    return len(texts) >= settings.text_rows and knows_the_words(texts)


def _sample(rows: Ints, most: int, seed: int) -> Ints:
    return rows if len(rows) <= most else np.sort(np.random.default_rng(seed).choice(rows, size=most, replace=False))


def _silent(_: float) -> None:
    return None
