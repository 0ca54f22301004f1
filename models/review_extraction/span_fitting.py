"""Fitting of the chain over words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.optimize import minimize

from .chain import FIRST, LABELS, LAST, ONLY, OUTSIDE, WITHIN, Sentences, allowed, followed, label, passed
from .crf_settings import CrfSettings
from .extracted import NONE, Ints, Reals
from .hashed_weights import Columns, HashedWeights, Hashes, cut
from .windows import Labels, Windows


def sentences_of(windows: Windows, rows: Ints, chunk: int) -> Iterator[tuple[Ints, Sentences]]:
    """Some windows of like length at a time, and which they are, longest first."""
    sizes = (windows.last - windows.first)[rows]
    order = rows[np.argsort(-sizes, kind="stable")]
    for start in range(0, len(order), chunk):
        chosen = order[start : start + chunk]
        size = (windows.last - windows.first)[chosen]
        place = np.arange(int(size[0]))[None, :]
        word = np.where(place < size[:, None], windows.first[chosen][:, None] + place, windows.first[chosen][:, None])
        yield chosen, Sentences(word, size)


def tags_of(windows: Windows, labels: Labels, widths: tuple[int, int]) -> Ints:
    """Label of each word; of spans that overlap the first one counts, opinions before aspects."""
    tags = np.full(len(windows.words.begin), OUTSIDE, dtype=np.int64)
    for kind, spans in ((1, labels.opinion), (0, labels.aspect)):
        rows = np.unique(np.column_stack([labels.window, spans])[spans[:, 0] != NONE], axis=0)
        for window, first, last in rows.tolist():
            start, stop = windows.first[window] + first, windows.first[window] + last
            if last - first >= widths[kind] or (tags[start : stop + 1] != OUTSIDE).any():
                continue
            tags[start : stop + 1] = label(kind, WITHIN)
            tags[start], tags[stop] = label(kind, FIRST), label(kind, LAST)
            if start == stop:
                tags[start] = label(kind, ONLY)
    return tags


def fit_chain(
    windows: Windows, rows: Ints, features: Hashes, tags: Ints, settings: CrfSettings
) -> tuple[HashedWeights, Reals]:
    """Weights of features, and scores of one label after another, by penalised likelihood (Lafferty et al. 2001).

    Args:
        windows: All of them.
        rows: Those to learn from.
        features: Of all words; (words, features).
        tags: Labels of all words.
        settings: Of the engine.
    """
    parts = [one for _, one in sentences_of(windows, rows, settings.chunk)]
    used = np.unique(np.concatenate([one.word[one.real] for one in parts]))
    columns = Columns.seen((features[used[part]] for part in cut(len(used))), settings.bits, settings.least_count)
    matrix = columns.matrix(features[used[part]] for part in cut(len(used)))
    turned = matrix.T  # a view: sorted by columns it would take as much again
    place = np.zeros(len(tags), dtype=np.int64)
    place[used] = np.arange(len(used))
    parts = [Sentences(place[one.word], one.size) for one in parts]
    own = tags[used]
    free = allowed()
    seen = np.zeros((LABELS, LABELS))
    for one in parts:
        both = one.real[:, 1:]
        np.add.at(seen, (own[one.word[:, :-1][both]], own[one.word[:, 1:][both]]), 1.0)
    split = matrix.shape[1] * LABELS

    def loss(point: Reals) -> tuple[float, Reals]:
        weights, after = point[:split].reshape(-1, LABELS), point[split:].reshape(LABELS, LABELS)
        scores, follows = np.asarray(matrix @ weights), np.exp(after) * free
        value = 0.5 * settings.span_ridge * float(point @ point) - float(scores[np.arange(len(own)), own].sum())
        value -= float((after * seen).sum())
        wrong, pairs = np.zeros_like(scores), -seen
        wrong[np.arange(len(own)), own] = -1.0
        for one in parts:
            went = passed(scores, follows, one)
            value += float(went.total.sum())
            wrong[one.word[one.real]] += (went.ahead * went.behind)[one.real]
            pairs = pairs + followed(went, follows, one)
        gradient = np.concatenate([np.asarray(turned @ wrong).ravel(), (pairs * free).ravel()])
        return value, gradient + settings.span_ridge * point

    begin = np.zeros(split + LABELS * LABELS)
    options = {"maxiter": settings.iterations, "maxcor": settings.memory}
    found = minimize(loss, begin, jac=True, method="L-BFGS-B", options=options)
    return HashedWeights(columns, found.x[:split].reshape(-1, LABELS)), found.x[split:].reshape(LABELS, LABELS)
