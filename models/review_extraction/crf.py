"""The light engine: a linear chain over hashed features, and linear models of pairs."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Self

import numpy as np

from ..settings import read as settings_from
from ..steps import Told
from .calibrating import calibrated
from .confidence import Confidence
from .crf_fitting import fit_all
from .crf_reading import Chain, Choices, read, read_terms
from .crf_settings import CrfSettings
from .extracted import Extracted, Reviews
from .found import apart, told
from .hashed_weights import HashedWeights
from .known_words import KnownWords
from .noise_settings import NoiseSettings
from .parts import by_parts
from .plain_words import PlainWords
from .terms import Terms, terms_of
from .windows import windows_of

_WEIGHTS, _FACTS = "crf.npz", "extractor.json"


class CrfExtractor:
    """Spans by a conditional random field, pairs and sentiments by logits.

    Attributes:
        chain: Over words.
        choices: Of pairs.
        known: What is known of words.
        settings: It was fitted with.
        confidence: Of its triplets.
        facts: What the fit came to, JSON values.
    """

    def __init__(
        self,
        chain: Chain,
        choices: Choices,
        known: KnownWords,
        settings: CrfSettings,
        confidence: Confidence,
        facts: dict[str, Any],
    ) -> None:
        self.chain, self.choices, self.known = chain, choices, known
        self.settings, self.confidence, self.facts = settings, confidence, facts

    @classmethod
    def fit(
        cls,
        train: Reviews,
        valid: Reviews,
        unlabelled: Reviews,
        settings: CrfSettings,
        noise: NoiseSettings,
        *,
        seed: int,
        threads: int,
        progress: Told,
    ) -> Self:
        """Fit on annotated reviews.

        Args:
            train: To learn from.
            valid: Decide how sure to be, and from where on to tell.
            unlabelled: Their stars tell which words praise.
            settings: Of the engine.
            noise: Of the noise channel.
            seed: Of everything that is drawn.
            threads: Of the network that clusters words.
            progress: Told the share that is done.
        """
        known = KnownWords.fit(train, unlabelled, settings, seed, threads)
        chain, choices, facts = fit_all(train, known, settings, noise, seed, progress)
        fitted = cls(chain, choices, known, settings, Confidence(), facts)
        every, terms = fitted._told(valid.texts, 0.0), fitted._terms(valid.texts)
        fitted.confidence, fitted.facts["valid"] = calibrated(every, terms, valid)
        return fitted

    def extract(self, texts: list[str], threads: int = 1, threshold: float | None = None) -> Extracted:
        """Triplets of all texts, ordered by text, by place, then by confidence."""
        least = self.confidence.threshold if threshold is None else threshold
        limits = self.settings.texts_at_once, self.settings.characters_at_once
        return by_parts(texts, *limits, lambda part: self._told(part, least), threads, self.settings.texts_a_thread)

    def terms(self, texts: list[str], threads: int = 1) -> tuple[Terms, Terms]:  # noqa: ARG002 one thread is enough
        """Aspects and opinions on their own, ordered by text and place."""
        limits = (self.confidence.aspect_threshold, self.confidence.opinion_threshold)
        aspects, opinions = (
            terms.take(terms.confidence >= limit) for terms, limit in zip(self._terms(texts), limits, strict=True)
        )
        return aspects, opinions

    def _terms(self, texts: list[str]) -> tuple[Terms, Terms]:
        plain = PlainWords(texts, self.known)
        windows = windows_of(plain.words, self.settings.window_words)
        marked = read_terms(self.chain, plain, windows, self.settings)
        return terms_of(marked[0], windows), terms_of(marked[1], windows)

    def _told(self, texts: list[str], threshold: float) -> Extracted:
        plain = PlainWords(texts, self.known)
        windows = windows_of(plain.words, self.settings.window_words)
        found = read(self.chain, self.choices, plain, windows, self.settings)
        sure = replace(found, chance=self.confidence(found.chance))
        return told(sure, windows, apart(sure) & (sure.chance >= threshold))

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        directory.mkdir(parents=True, exist_ok=True)
        arrays = {
            **self.chain.weights.arrays("chain"),
            "after": self.chain.after,
            **self.choices.about.arrays("about"),
            **self.choices.sentiment.arrays("sentiment"),
            **self.choices.alone.arrays("alone"),
            **self.known.arrays(),
        }
        np.savez_compressed(directory / _WEIGHTS, allow_pickle=False, **arrays)
        stored = {"settings": asdict(self.settings), "confidence": self.confidence.as_dict(), "facts": self.facts}
        (directory / _FACTS).write_text(json.dumps(stored, indent=2), encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        stored = json.loads((directory / _FACTS).read_text(encoding="utf-8"))
        with np.load(directory / _WEIGHTS, allow_pickle=False) as arrays:
            chain = Chain(HashedWeights.read(arrays, "chain"), arrays["after"])
            choices = Choices(*(HashedWeights.read(arrays, name) for name in ("about", "sentiment", "alone")))
            known = KnownWords.read(arrays)
        settings = settings_from(CrfSettings(), stored["settings"])
        return cls(chain, choices, known, settings, Confidence(**stored["confidence"]), stored["facts"])
