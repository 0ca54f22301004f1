"""Passages ranked by how likely they answer a question: by trees, and of the best by a cross-encoder too."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np
from scipy.special import expit

from ..odds_blend import Blend
from .columns import NAMES, Asked, columns_of
from .confidence import Confidence
from .corpus import Corpus
from .forest import Forest
from .meanings import with_meanings
from .passages import Flags, Passages, Reals
from .ranked import Ranked, in_order, nothing_ranked
from .ranking_settings import RankingSettings
from .reader import Reader
from .reader_texts import read_as

_READER: Final = "reader"
_FOREST, _DECISION = "ranker.ubj", "decision.json"


@dataclass(frozen=True)
class Ranking:
    """All that ranks.

    Attributes:
        corpus: How much words tell.
        forest: Trees over words, meanings, sources, kinds of questions and what other passages say.
        reader: The cross-encoder; None where there is none, and then the trees decide.
        blend: Of both their odds.
        confidence: How sure the first of told passages is.
        stored: How sure the first of those is that were found among all of a product.
        settings: Of the fit.
        threads: Of the networks.
    """

    corpus: Corpus
    forest: Forest
    reader: Reader | None
    blend: Blend
    confidence: Confidence
    stored: Confidence
    settings: RankingSettings
    threads: int

    def ranked(self, asked: list[Asked], passages: list[Passages], stored: list[bool] | None = None) -> list[Ranked]:
        """Rank the passages of each question.

        Args:
            asked: Questions.
            passages: Candidates of each.
            stored: Whether these were found among all of the product, see `retrieval.stored`, and not told; None: all
                were told.
        """
        known = with_meanings(passages, self.settings.retrieval.pieces, self.threads, apart=True)
        columns = [columns_of(one, own, self.corpus) for one, own in zip(asked, known, strict=True)]
        margins = self._margins(columns)
        read = self._read(asked, known, margins)
        return [self._one(*parts) for parts in zip(known, margins, read, stored or [False] * len(known), strict=True)]

    def _one(self, passages: Passages, margins: Reals, read: Reals, stored: bool) -> Ranked:
        if not len(passages):
            return nothing_ranked()
        odds = blended(margins, read, self.blend)
        line = self.stored if stored else self.confidence
        sure = float(line(odds.max(keepdims=True))[0])
        return Ranked(passages, in_order(odds), np.asarray(expit(odds), dtype=np.float64), sure, margins, read)

    def _margins(self, columns: list[Reals]) -> list[Reals]:
        """Log odds by the trees; all questions at once, as a call for each costs more than its trees."""
        if not columns:
            return []
        ends = np.cumsum([len(own) for own in columns])[:-1]
        return np.split(self.forest.margins(np.concatenate(columns)), ends)

    def _read(self, asked: list[Asked], passages: list[Passages], margins: list[Reals]) -> list[Reals]:
        """Log odds by the cross-encoder, NaN for those that it does not read."""
        out = [np.full(len(own), np.nan) for own in passages]
        if self.reader is None:
            return out
        wanted = [worth_reading(own, self.settings.reader.read) for own in margins]
        rows = [(place, row) for place, own in enumerate(wanted) for row in np.flatnonzero(own).tolist()]
        questions = [asked[place].text for place, _ in rows]
        told = [read_as(passages[place].texts[row], passages[place].sources[row]) for place, row in rows]
        found = self.reader.log_odds(questions, told, [place for place, _ in rows], self.threads)
        for (place, row), value in zip(rows, found.tolist(), strict=True):
            out[place][row] = value
        return out

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        self.corpus.save(directory)
        self.forest.save(directory / _FOREST)
        if self.reader is not None:
            self.reader.save(directory / _READER)
        decision = {name: getattr(self, name).as_dict() for name in ("blend", "confidence", "stored")}
        (directory / _DECISION).write_text(json.dumps(decision, indent=2, allow_nan=False) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, directory: Path, settings: RankingSettings, threads: int) -> Self:
        """Read what `save` wrote.

        Raises:
            ValueError: It was fitted on other columns than this code makes.
        """
        decision = json.loads((directory / _DECISION).read_text(encoding="utf-8"))
        blend = Blend(**decision["blend"])
        told, stored = (Confidence(**decision[name]) for name in ("confidence", "stored"))
        reader = Reader.load(directory / _READER) if (directory / _READER).is_dir() else None
        forest = Forest.load(directory / _FOREST, NAMES)
        return cls(Corpus.load(directory), forest, reader, blend, told, stored, settings, threads)


def worth_reading(margins: Reals, most: int) -> Flags:
    """Which passages the cross-encoder reads: those that look best without it."""
    out = np.zeros(len(margins), dtype=bool)
    out[in_order(margins)[:most]] = True
    return out


def filled(read: Reals) -> Reals:
    """Readings where none is missing: what was not worth reading is no better than the worst that was, (n,)."""
    known = ~np.isnan(read)
    return np.where(known, read, read[known].min()) if known.any() else np.zeros(len(read))


def blended(margins: Reals, read: Reals, blend: Blend) -> Reals:
    """Log odds of the passages of a question, (n,).

    Args:
        margins: By trees, (n,).
        read: By the cross-encoder, NaN for those that it did not read, (n,).
        blend: Of both.
    """
    return blend.log_odds(margins, filled(read))
