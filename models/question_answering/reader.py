"""The cross-encoder of questions and passages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from ..cross_texts import Sides, words_of
from ..steps import Told, part_of
from ..torch_threads import torch_threads
from .passages import Ints, Reals
from .reader_settings import ReaderSettings
from .reader_texts import Texts

if TYPE_CHECKING:
    from ..cross_encoder import CrossEncoder


@dataclass(frozen=True)
class Reader:
    """Reads a question and a passage together; several networks, as unlike ones err less together."""

    encoders: tuple[CrossEncoder, ...]

    @classmethod
    def fit(
        cls,
        pairs: Texts,
        rows: Ints,
        settings: ReaderSettings,
        seed: int,
        threads: int,
        progress: Told,
        begun: Self | None = None,
    ) -> Self:
        """Fine-tune on some pairs; of more than `most_pairs` each network is given a draw of whole questions.

        Args:
            pairs: All that there are.
            rows: Those that are learned from.
            settings: How.
            seed, threads: Of training.
            progress: Told the share that is done.
            begun: One that has learned other pairs; every other network goes on from it.
        """
        # torch is a second of every start, and only a reader needs it
        from ..cross_encoder import CrossEncoder
        from ..cross_tuning import Tuning

        tuning = Tuning(
            epochs=settings.epochs,
            learning_rate=settings.learning_rate,
            batch_size=settings.batch_size,
            most=(settings.question_pieces, settings.passage_pieces),
            word_dropout=settings.word_dropout,
            label_smoothing=settings.label_smoothing,
        )
        encoders = []
        for place in range(settings.networks):
            own = seed + place
            kept = _drawn(pairs.question, rows, settings.most_pairs, own)
            sides = pairs.sides(kept)
            start = None if begun is None or place % 2 else begun.encoders[0]
            told = part_of(progress, place / settings.networks, 1 / settings.networks)
            drawn = partial(_same, sides)
            encoders.append(CrossEncoder.fit(drawn, pairs.chance[kept], tuning, own, threads, told, start))
        return cls(tuple(encoders))

    @classmethod
    def begun(cls, shown: Texts, settings: ReaderSettings, seed: int, threads: int, progress: Told) -> Self | None:
        """One that has learned what only answers are known of; None where that is too little, or is not wanted."""
        if not settings.shown_epochs or len(shown.questions) < settings.least_shown:
            return None
        every = np.arange(len(shown.questions), dtype=np.int64)
        how = replace(settings, epochs=settings.shown_epochs, networks=1)
        return cls.fit(shown, every, how, seed, threads, progress)

    def log_odds(self, questions: list[str], passages: list[str], number: list[int], threads: int) -> Reals:
        """That each passage answers its question, the mean of all networks; (n,).

        Those of one question are read together and alone, in half precision: whatever else is asked changes nothing.

        Args:
            questions, passages: Of each pair.
            number: Of its question; pairs of one stand beside each other.
            threads: Of the networks.
        """
        parts = []
        with torch_threads(threads):
            for _, own in groupby(range(len(number)), key=number.__getitem__):
                rows = list(own)
                sides = [words_of(questions[row]) for row in rows], [words_of(passages[row]) for row in rows]
                parts.append(np.mean([one.logits(sides, exact=False) for one in self.encoders], axis=0))
        return np.concatenate([np.zeros(0), *parts])

    def save(self, directory: Path) -> None:
        """Write it into `directory`, which is made; a folder for each network."""
        for place, one in enumerate(self.encoders):
            one.save(directory / str(place))

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        from ..cross_encoder import CrossEncoder

        own = sorted((place for place in directory.iterdir() if place.is_dir()), key=lambda place: int(place.name))
        return cls(tuple(CrossEncoder.load(place) for place in own))


def _same(sides: Sides, _: np.random.Generator) -> Sides:
    return sides


def _drawn(question: Ints, rows: Ints, most: int, seed: int) -> Ints:
    """Rows of as many whole questions, in random order, as `most` rows hold; ascending."""
    if len(rows) <= most:
        return rows
    own, counts = np.unique(question[rows], return_counts=True)
    order = np.random.default_rng(seed).permutation(len(own))
    kept = own[order[np.cumsum(counts[order]) <= most]]
    return rows[np.isin(question[rows], kept)]
