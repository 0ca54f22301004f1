"""The kind of a question: a linear model over its words and its meaning, learned from example questions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import numpy as np

from .kind_examples import KindExamples, kind_examples
from .kind_features import KindFeatures, plainly
from .kind_names import ACCOUNT_KINDS, KINDS
from .kind_ridge import Reals, chances_of, sharpest, solved
from .kind_settings import KindSettings
from .meanings import read_together
from .passages import Floats
from .question_text import plain

FILE: Final = "kinds.npz"
_OWN: Final = np.array([kind in ACCOUNT_KINDS for kind in KINDS])


@dataclass(frozen=True)
class Understanding:
    """Tells kinds of questions.

    Attributes:
        weights: Of the features; (features, kinds).
        bias: Scores of a question that has none; (kinds,).
        sharpness: What scores are multiplied by to be logarithms of odds.
        words: Of the example questions, all languages.
        settings: How it was learned.
    """

    weights: Reals
    bias: Reals
    sharpness: float
    words: frozenset[str]
    settings: KindSettings

    @classmethod
    def fit(cls, settings: KindSettings, seed: int, threads: int) -> Self:
        """Learn from the example questions of the package.

        Args:
            settings: How.
            seed: Of the names of products with which they are asked, and of the folds.
            threads: Of the network that reads them.
        """
        return cls.fit_on(kind_examples(settings.product_names, seed), settings, seed, threads)

    @classmethod
    def fit_on(cls, examples: KindExamples, settings: KindSettings, seed: int, threads: int) -> Self:
        """Learn from questions of which the kind is known: ridge regression on the kinds.

        How sure it may be is learned on folds by written questions: none is judged by what was learned from itself
        with another product's name.

        Raises:
            ValueError: There is no question of some kind.
        """
        if len(set(examples.kinds)) < len(KINDS):
            raise ValueError(
                f"questions of {len(set(examples.kinds))} kinds are given, of all {len(KINDS)} are needed."
            )
        kinds = np.array(examples.kinds)
        truth, features = np.eye(len(KINDS))[kinds], KindFeatures.read(examples.texts, settings, threads)
        likeness = features.likeness()
        lines = np.array(examples.lines)
        fold = np.random.default_rng(seed).integers(0, settings.folds, lines.max() + 1)[lines]
        unseen = np.zeros_like(truth)
        for number in np.unique(fold).tolist():
            other = fold != number
            shares, bias = solved(likeness[np.ix_(other, other)], truth[other], settings.penalty)
            unseen[~other] = likeness[np.ix_(~other, other)] @ shares + bias
        shares, bias = solved(likeness, truth, settings.penalty)
        words = frozenset(word for text in examples.texts for word in plain(text).split())
        return cls(features.weights(shares), bias, sharpest(unseen, kinds), words, settings)

    def kinds(self, texts: list[str], threads: int = 1) -> Reals:
        """Probability of each kind, in the order of `KINDS`; (n, kinds).

        Args:
            texts: Questions, see `question_text`.
            threads: Of the network.
        """
        spelt = plainly(texts)
        (vectors,) = read_together([(spelt, self.settings.longest_pieces)], threads)
        return self.kinds_read(spelt, vectors)

    def kinds_read(self, spelt: list[str], vectors: Floats) -> Reals:
        """The same of questions whose meaning has been read.

        Args:
            spelt: See `kind_features.plainly`.
            vectors: Exact meanings of these, of as many word pieces as the settings say; (n, d).
        """
        if not spelt:
            return np.zeros((0, len(KINDS)))
        raw = KindFeatures.of(spelt, vectors, self.settings).scores(self.weights) + self.bias
        return chances_of(raw, self.sharpness)

    def kind_of(self, chances: Reals) -> str:
        """The kind by a row of `kinds`: one of the account's only where those of the account prevail together."""
        own = account_share(chances) >= self.settings.account_share
        return KINDS[int(np.where(own == _OWN, chances, -1.0).argmax())]

    def known_share(self, text: str, further: frozenset[str] = frozenset()) -> float:
        """Share of a question's words that the examples have, or that are known beside; 1 of none."""
        words = plain(text).split()
        known = sum(word in self.words or word in further or word.isdigit() for word in words)
        return known / len(words) if words else 1.0

    def save(self, directory: Path) -> None:
        """Write it into a directory."""
        arrays: dict[str, Any] = {
            "weights": self.weights.astype(np.float32),
            "bias": self.bias,
            "sharpness": np.array(self.sharpness),
            "words": np.array(sorted(self.words), dtype=np.str_),
        }
        np.savez_compressed(directory / FILE, allow_pickle=False, **arrays)

    @classmethod
    def load(cls, directory: Path, settings: KindSettings) -> Self:
        """Read what `save` wrote."""
        with np.load(directory / FILE, allow_pickle=False) as arrays:
            weights, bias = (arrays[name].astype(np.float64) for name in ("weights", "bias"))
            return cls(weights, bias, float(arrays["sharpness"]), frozenset(arrays["words"].tolist()), settings)


def account_share(chances: Reals) -> float:
    """Probability of all account kinds together, of a row of `Understanding.kinds`."""
    return float(chances[_OWN].sum())
