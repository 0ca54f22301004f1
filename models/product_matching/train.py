"""Training of the matching model: listings and labelled pairs in, a sealed bundle out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from ..bundle import seal
from . import calibration, examples, storage, threshold
from .augmentation import blanked_pairs
from .blocking import BlockingParameters
from .context import DEPTH, Context
from .encoding import Encodings, encode
from .examples import Pairs
from .fields import Fields, prepare
from .forest import Forest
from .index import CandidateIndex
from .matcher import MODEL_CLASS, Files
from .parameters import MatcherParameters
from .refinement import Refinement, choose_blend, fit_encoder, is_open, pairs_to_learn_from
from .rows import Floats, TokenWeights
from .scoring import PairScorer, feature_matrix

Progress = Callable[[str, float], None]
Array = npt.NDArray[np.float64]
_FOLDS: Final = 4
_REPORTED_PRECISIONS: Final = (0.95, 0.97, 0.99)


@dataclass(frozen=True)
class _Learnt:
    """A forest, the names of its features, and the features of the training pairs as they are."""

    forest: Forest
    names: list[str]
    originals: Floats


def train(examples_dir: Path, parameters: dict[str, Any], out: Path, progress: Progress) -> dict[str, float]:
    """Fit on train, calibrate and choose thresholds on valid, write a bundle.

    Args:
        examples_dir: Holds `listings.parquet`, `train.parquet` and `valid.parquet`.
        parameters: See `parameters.MatcherParameters`; what is not given keeps its default.
        out: Directory of the bundle; made if absent, must be empty.
        progress: Called with the step's name and the share of the work that is done.

    Returns:
        Metrics on valid, on which calibration and thresholds were chosen: they flatter a little.

    Raises:
        ValueError: Unknown parameters, unusable examples, or `out` holds files.
    """
    chosen = MatcherParameters.read(parameters)
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        raise ValueError(f"{out} is not empty: a bundle accounts for every file in its directory.")
    progress("reading examples", 0.0)
    data = examples.read(examples_dir)
    progress("encoding listings", 0.02)
    fields = prepare(data.listings)
    encodings = encode(fields)
    weights = TokenWeights.count(encodings.anywhere)
    progress("indexing listings", 0.05)
    index = CandidateIndex.build(data.listings, BlockingParameters.from_dict(chosen.blocking))
    context = _context(index, encodings, weights, chosen.neighbours)
    progress("fitting the forest", 0.15)
    learnt = _fit_forest(fields, encodings, data.train, weights, context, chosen)
    scorer = PairScorer(learnt.forest, weights, chosen.neighbours, chosen.threads)
    contexts = (context, context) if context else None
    margins = scorer.margins(encodings, encodings, data.valid.left, data.valid.right, contexts)
    fitted = calibration.fit(chosen.decision.calibration, margins, data.valid.labels)
    probability = fitted(margins)
    refinement: Refinement | None = None
    report: dict[str, Any] = {}
    if chosen.cross_encoder.enabled:
        refinement, report = _refine(encodings, data, learnt.originals, margins, probability, chosen, progress)
        if refinement:
            probability = refinement.apply(
                probability, margins, encodings, encodings, data.valid.left, data.valid.right
            )
    progress("choosing thresholds", 0.94)
    decision, metrics = _decide(probability, data.valid.labels, chosen)
    decision |= {"calibration": fitted.as_dict(), "cross_encoder": report}
    progress("writing the bundle", 0.95)
    files = Files(out)
    _write(files, data.listings["listing_id"].astype("str"), encodings, context, index, learnt.forest)
    if refinement:
        refinement.encoder.save(files.cross_encoder)
    facts = {
        "listings": len(data.listings),
        "train_pairs": len(data.train),
        "train_matches": int(data.train.labels.sum()),
        "valid_pairs": len(data.valid),
        "valid_matches": int(data.valid.labels.sum()),
        "feature_names": learnt.names,
        **decision,
        "valid_metrics": metrics,
    }
    seal(out, MODEL_CLASS, chosen.as_dict(), facts)
    progress("done", 1.0)
    return metrics


def _context(index: CandidateIndex, encodings: Encodings, weights: TokenWeights, neighbours: int) -> Context | None:
    if not neighbours:
        return None
    found = index.candidates_within(DEPTH * neighbours)
    rows = found["query"].to_numpy(dtype=np.int64)
    candidates = found["candidate"].to_numpy(dtype=np.int64)
    return Context.gather(encodings, encodings, rows, candidates, weights, neighbours)


def _fit_forest(
    fields: Fields,
    encodings: Encodings,
    pairs: Pairs,
    weights: TokenWeights,
    context: Context | None,
    chosen: MatcherParameters,
) -> _Learnt:
    contexts = (context, context) if context else None
    values, names = feature_matrix(encodings, encodings, pairs.left, pairs.right, weights, contexts, chosen.threads)
    blocks, labels, sample_weights = [values], [pairs.labels], [np.ones(len(pairs), dtype=np.float32)]
    rng = np.random.default_rng(chosen.seed)
    share = chosen.augmentation.blank_share
    for blanked, i, j, drawn, listing in blanked_pairs(fields, pairs.left, pairs.right, share, rng):
        own = Context(context.similarities[listing]) if context else None
        copies, _ = feature_matrix(blanked, blanked, i, j, weights, (own, own) if own else None, chosen.threads)
        blocks.append(copies)
        labels.append(pairs.labels[drawn])
        sample_weights.append(np.full(len(drawn), chosen.augmentation.blank_weight, dtype=np.float32))
    forest = Forest.fit(
        np.vstack(blocks),
        np.concatenate(labels),
        np.concatenate(sample_weights),
        chosen.forest,
        chosen.seed,
        chosen.threads,
    )
    return _Learnt(forest, names, values)


def _refine(
    encodings: Encodings,
    data: examples.Examples,
    values: Floats,
    valid_margins: Array,
    valid_probability: Array,
    chosen: MatcherParameters,
    progress: Progress,
) -> tuple[Refinement | None, dict[str, Any]]:
    """A cross-encoder for the open pairs, if it helps on the open pairs of valid."""
    settings = chosen.cross_encoder
    progress("cross-fitting the forest", 0.3)
    rng = np.random.default_rng(chosen.seed)
    out_of_fold = _cross_fitted(values, data.train.labels, chosen, rng)
    learn = pairs_to_learn_from(out_of_fold, settings, rng)
    encoder = fit_encoder(
        encodings,
        data.train.left[learn],
        data.train.right[learn],
        data.train.labels[learn],
        settings,
        chosen.seed,
        chosen.threads,
        lambda done: progress("fine-tuning the cross-encoder", 0.35 + 0.55 * done),
    )
    opened = np.flatnonzero(is_open(valid_probability, settings.band_low, settings.band_high))
    logits = encoder.logits(encodings, encodings, data.valid.left[opened], data.valid.right[opened])
    blend, report = choose_blend(valid_margins[opened], logits, data.valid.labels[opened], chosen.seed)
    report |= {"trained_on": len(learn)}
    if blend is None:
        return None, report
    report |= {"blend": blend.as_dict(), "low": settings.band_low, "high": settings.band_high}
    return Refinement(encoder, blend, settings.band_low, settings.band_high), report


def _cross_fitted(
    values: Floats, labels: npt.NDArray[np.int8], chosen: MatcherParameters, rng: np.random.Generator
) -> Array:
    """Calibrated probabilities of training pairs by forests that did not see them."""
    fold = rng.permutation(len(labels)) % _FOLDS
    margins = np.zeros(len(labels))
    for held_out in range(_FOLDS):
        fit, held = fold != held_out, fold == held_out
        forest = Forest.fit(values[fit], labels[fit], None, replace(chosen.forest, bags=1), chosen.seed, chosen.threads)
        margins[held] = forest.margins(values[held])
    return calibration.fit("platt", margins, labels)(margins)


def _decide(
    probability: Array, labels: npt.NDArray[np.int8], chosen: MatcherParameters
) -> tuple[dict[str, Any], dict[str, float]]:
    """Thresholds for the bundle, and the metrics on the same pairs."""
    settings = chosen.decision
    operating = threshold.for_precision(probability, labels, settings.precision, settings.confidence)
    others = {
        f"{stated:g}": threshold.for_precision(probability, labels, stated, settings.confidence).as_dict()
        for stated in _REPORTED_PRECISIONS
    }
    probable = threshold.for_f1(probability, labels, chosen.seed)
    metrics = {
        "f1": threshold.f1_at(probability, labels, probable),
        "precision_at_operating_threshold": operating.precision,
        "recall_at_operating_threshold": operating.recall,
        "log_loss": float(-np.mean(np.log(np.where(labels == 1, probability, 1 - probability).clip(1e-15)))),
        **{
            f"recall_at_precision_{round(100 * stated)}": threshold.recall_at_precision(probability, labels, stated)
            for stated in _REPORTED_PRECISIONS
        },
    }
    decision = {
        "operating_threshold": operating.as_dict(),
        "probable_threshold": probable,
        "thresholds": others,
    }
    return decision, metrics


def _write(
    files: Files,
    listing_ids: Any,
    encodings: Encodings,
    context: Context | None,
    index: CandidateIndex,
    forest: Forest,
) -> None:
    forest.save(files.directory)
    storage.save(encodings, files.directory, files.ENCODINGS)
    frequency = np.asarray(encodings.anywhere.sum(axis=0, dtype=np.int64)).ravel()
    ids = np.flatnonzero(frequency)
    np.savez(files.weights, ids=ids, frequencies=frequency[ids], listings=np.array(len(encodings)))
    if context:
        np.savez(files.context, similarities=context.similarities)
    listing_ids.to_frame("listing_id").to_parquet(files.listing_ids, index=False)
    index.save(files.index)
