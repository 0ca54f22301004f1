"""Fitting of the light engine: the chain, then pairs from what chains read in reviews that they were not fitted on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from ..steps import Told
from .alone_choices import CHOICES, choices_of
from .asked import Asked
from .choice_fitting import fit_choice, fit_classes
from .crf_reading import Chain, Choices, asked, word_features
from .crf_settings import CrfSettings
from .extracted import NONE, SENTIMENTS, Ints, Reviews, Triplets
from .hashed_weights import Hashes, cut
from .known_words import KnownWords
from .noise_channel import noised
from .noise_settings import NoiseSettings
from .pair_features import PairFeatures
from .plain_words import PlainWords
from .span_fitting import fit_chain, tags_of
from .windows import Labels, labels_of, windows_of


def fit_all(
    train: Reviews, known: KnownWords, settings: CrfSettings, noise: NoiseSettings, seed: int, progress: Told
) -> tuple[Chain, Choices, dict[str, Any]]:
    """The chain of all reviews, the models of pairs, and counts.

    At the default settings it takes 1.6 kB a word at its peak, those of noised copies counted too: 14 GB for 200,000
    reviews of 21 words.

    Args:
        train: To learn from.
        known: What is known of words.
        settings: Of the engine.
        noise: Of the noise channel.
        seed: Of the folds and of the noise.
        progress: Told the share that is done.
    """
    rng = np.random.default_rng(seed)
    given = with_noise(train, settings.noised, noise, rng)
    plain = PlainWords(given.texts, known)
    windows = windows_of(plain.words, settings.window_words)
    labels = labels_of(windows, given.triplets)
    features = word_features(plain, windows, settings)
    tags = tags_of(windows, labels, (settings.widest_aspect, settings.widest_opinion))
    # a noised copy is read by the chain that has not seen its original either
    fold = (rng.permutation(len(train)) % settings.folds)[windows.text % len(train)]
    parts = settings.folds + 2
    taught: list[tuple[Asked, Ints]] = []
    for number in range(settings.folds):
        rest, own = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        # one review alone can only be read by what it taught
        chain = Chain(*fit_chain(windows, rest if len(rest) else own, features, tags, settings))
        taught.append(_taught(chain, windows, own, features, labels, settings))
        progress((number + 1) / parts)
    chain = Chain(*fit_chain(windows, np.arange(len(windows)), features, tags, settings))
    progress((settings.folds + 1) / parts)
    pairs = PairFeatures(plain.looks, windows, settings)
    found = Asked(*(np.concatenate([getattr(one, name) for one, _ in taught]) for name in Asked.__dataclass_fields__))
    target = np.concatenate([right for _, right in taught])
    barred = np.pad(found.aspects[..., 0] == NONE, ((0, 0), (1, 0)))
    told = target.any(1)
    share = target[told] / target[told].sum(1, keepdims=True)
    sure = found.take(np.flatnonzero(told))
    about = fit_choice(
        lambda: (pairs.about(sure.take(part)) for part in cut(len(share))), share, barred[told], settings
    )
    start = windows.first[labels.window][:, None]
    aspect = np.where(labels.aspect == NONE, NONE, labels.aspect + start)
    written = labels.opinion[:, 0] != NONE
    judged = labels.window[written], (labels.opinion + start)[written], aspect[written]
    sentiment = fit_classes(
        lambda: (pairs.sentiments(*(one[part] for one in judged)) for part in cut(len(judged[0]))),
        labels.sentiment[written],
        len(SENTIMENTS),
        settings,
    )
    lone, right = choices_of(labels.window, aspect, labels.opinion, labels.sentiment)
    none = np.full((len(lone), 2), NONE)
    alone = fit_classes(
        lambda: (pairs.sentiments(lone[part, 0], lone[part, 1:], none[part]) for part in cut(len(lone))),
        right,
        CHOICES,
        settings,
    )
    progress(1.0)
    facts = {"windows": len(windows), "labels_lost": labels.lost, "features": len(chain.weights.columns.feature)}
    return chain, Choices(about, sentiment, alone), facts


def with_noise(reviews: Reviews, share: float, noise: NoiseSettings, rng: np.random.Generator) -> Reviews:
    """All reviews, and behind them a noised copy of each that is drawn, an empty text of each that is not."""
    if share <= 0:
        return reviews
    drawn = np.flatnonzero(rng.random(len(reviews)) < share)
    copies = noised(reviews, 1.0, noise, rng)
    texts = [""] * len(reviews)
    for row in drawn.tolist():
        texts[row] = copies.texts[row]
    kept = copies.triplets.take(np.isin(copies.triplets.text, drawn))
    moved = replace(kept, text=kept.text + len(reviews))
    columns = (np.concatenate(both) for both in zip(reviews.triplets.keys().T, moved.keys().T, strict=True))
    return Reviews([*reviews.texts, *texts], Triplets(*columns), np.tile(reviews.stars, 2))


def _taught(
    chain: Chain, windows: Any, rows: Ints, features: Hashes, labels: Labels, settings: CrfSettings
) -> tuple[Asked, Ints]:
    """Opinions that were found rightly, and which of their choices are right; (o, choices)."""
    found, _, _ = asked(chain, windows, rows, features, settings)
    start = windows.first[labels.window]
    right: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for base, (first, last), (begin, end) in zip(
        start.tolist(), labels.opinion.tolist(), labels.aspect.tolist(), strict=True
    ):
        if first != NONE:
            about = (NONE, NONE) if begin == NONE else (begin + base, end + base)
            right.setdefault((first + base, last + base), []).append(about)
    every = np.pad(found.aspects, ((0, 0), (1, 0), (0, 0)), constant_values=NONE)
    target = np.zeros(every.shape[:2], dtype=np.int64)
    for row, (first, last) in enumerate(found.opinion.tolist()):
        for begin, end in right.get((first, last), ()):
            hit = (every[row, :, 0] == begin) & (every[row, :, 1] == end)
            hit[1:] &= every[row, 1:, 0] != NONE
            target[row, hit] = 1
    return found, target
