"""What the light engine reads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .alone_choices import JUDGED
from .asked import Asked
from .chain import allowed, passed, span_chances
from .choice_fitting import choice_chances, class_chances
from .crf_settings import CrfSettings
from .extracted import NONE, Ints, Reals
from .found import Found
from .hashed_weights import HashedWeights, Hashes
from .pair_features import PairFeatures
from .plain_words import PlainWords
from .span_fitting import sentences_of
from .terms import Marked
from .windows import Windows
from .word_features import features_of

_ASPECT, _OPINION = 0, 1


@dataclass(frozen=True)
class Chain:
    """A fitted chain.

    Attributes:
        weights: Of features of words.
        after: Scores of one label after another; (LABELS, LABELS).
    """

    weights: HashedWeights
    after: Reals


@dataclass(frozen=True)
class Choices:
    """Fitted models of pairs.

    Attributes:
        about: What an opinion is about.
        sentiment: Whether it praises.
        alone: Whether an aspect is judged by words, or else how.
    """

    about: HashedWeights
    sentiment: HashedWeights
    alone: HashedWeights


def word_features(plain: PlainWords, windows: Windows, settings: CrfSettings) -> Hashes:
    """Hashed features of all words; (words, features)."""
    return features_of(plain.looks, windows, settings)


def asked(
    chain: Chain, windows: Windows, rows: Ints, features: Hashes, settings: CrfSettings
) -> tuple[Asked, Reals, Marked]:
    """Likely opinions of some windows with likely aspects, the opinions' chances, and all likely aspects."""
    parts: list[tuple[Ints, Ints, Ints, Reals, Reals]] = []
    lone: list[tuple[Ints, Ints, Reals]] = []
    follows = np.exp(chain.after) * allowed()
    scores = chain.weights.scores(features)
    for chosen, one in sentences_of(windows, rows, settings.chunk):
        went = passed(scores, follows, one)
        aspect = span_chances(went, follows, one, _ASPECT, settings.widest_aspect)
        opinion = span_chances(went, follows, one, _OPINION, settings.widest_opinion)
        owner, first, more = np.nonzero(aspect > settings.least_chance)
        written = np.stack([first, first + more], axis=1) + windows.first[chosen][owner][:, None]
        lone.append((chosen[owner], written, aspect[owner, first, more]))
        owner, first, more = np.nonzero(opinion > settings.least_chance)
        spans, chance = _likeliest(aspect, settings)
        base = windows.first[chosen][owner]
        span = np.where(spans[owner] == NONE, NONE, spans[owner] + base[:, None, None])
        own = np.stack([first, first + more], axis=1) + base[:, None]
        parts.append((chosen[owner], own, span, chance[owner], opinion[owner, first, more]))
    if not parts:
        none = np.zeros(0, dtype=np.int64)
        pair = np.zeros((0, settings.candidates))
        span = none.reshape(0, 2)
        empty = Asked(none, span, pair.astype(np.int64)[..., None].repeat(2, -1), pair)
        return empty, pair[:, 0], Marked(none, span, pair[:, 0])
    window, opinions, spans, chance, sure = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return (
        Asked(window, opinions, spans, chance),
        sure,
        Marked(*(np.concatenate(columns) for columns in zip(*lone, strict=True))),
    )


def _likeliest(chance: Reals, settings: CrfSettings) -> tuple[Ints, Reals]:
    """First and last words of the likeliest spans of each window, (windows, most, 2), and their chances."""
    most, (rows, _, widths) = settings.candidates, chance.shape
    flat = chance.reshape(rows, -1)
    kept = min(most, flat.shape[1])
    place = np.argpartition(-flat, kept - 1, axis=1)[:, :kept]
    value = np.take_along_axis(flat, place, axis=1)
    first = place // widths
    span = np.stack([first, first + place % widths], axis=-1)
    span = np.where((value > settings.least_aspect)[..., None], span, NONE)
    missing = ((0, 0), (0, most - kept))
    return np.pad(span, (*missing, (0, 0)), constant_values=NONE), np.pad(value, missing)


def read(chain: Chain, choices: Choices, plain: PlainWords, windows: Windows, settings: CrfSettings) -> Found:
    """Likely triplets of all windows; those of one text overlap each other."""
    features = word_features(plain, windows, settings)
    found, sure, lone = asked(chain, windows, np.arange(len(windows)), features, settings)
    pairs = PairFeatures(plain.looks, windows, settings)
    barred = np.pad(found.aspects[..., 0] == NONE, ((0, 0), (1, 0)))
    about = choice_chances(choices.about, pairs.about(found), barred) * sure[:, None]
    row, place = np.nonzero(about > settings.least_chance)
    every = np.pad(found.aspects, ((0, 0), (1, 0), (0, 0)), constant_values=NONE)
    opinion, aspect = found.opinion[row], every[row, place]
    judged = class_chances(choices.sentiment, pairs.sentiments(found.window[row], opinion, aspect))
    chance = about[row, place] * judged.max(1, initial=0.0)
    by_words = Found(windows.text[found.window[row]], aspect, opinion, judged.argmax(1), chance)
    return Found.joined([by_words, _alone(choices, pairs, windows, lone, settings)])


def _alone(choices: Choices, pairs: PairFeatures, windows: Windows, lone: Marked, settings: CrfSettings) -> Found:
    """Aspects that no words judge."""
    judged = class_chances(choices.alone, pairs.sentiments(lone.window, lone.span, np.full_like(lone.span, NONE)))
    judged = judged[:, JUDGED + 1 :]
    chance = lone.chance * judged.max(1, initial=0.0)
    kept = chance > settings.least_chance
    span = lone.span[kept]
    none = np.full_like(span, NONE)
    return Found(windows.text[lone.window[kept]], span, none, judged.argmax(1)[kept], chance[kept])


def read_terms(chain: Chain, plain: PlainWords, windows: Windows, settings: CrfSettings) -> tuple[Marked, Marked]:
    """Likely aspects and likely opinions of all windows."""
    features = word_features(plain, windows, settings)
    found, sure, aspects = asked(chain, windows, np.arange(len(windows)), features, settings)
    return aspects, Marked(found.window, found.opinion, sure)
