"""Opinions that tell what they judge without naming it: "too expensive" is about the price."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .attribute_settings import AttributeSettings
from .attributes import OVERALL
from .extracted import Reals
from .forms import form_of
from .vocabulary import Vocabulary


@dataclass(frozen=True)
class TellingWords:
    """How often each attribute goes with each word of opinions (a naive Bayes classifier, multinomial).

    Attributes:
        names: Of attributes; a.
        words: w.
        counts: Mentions of each word with each attribute; (w, a).
        vocabulary: Reads opinions.
        settings: Of the attributes.
    """

    names: list[str]
    words: list[str]
    counts: sp.csr_array
    vocabulary: Vocabulary
    settings: AttributeSettings

    @classmethod
    def fit(
        cls, opinions: list[str], attributes: list[str], vocabulary: Vocabulary, settings: AttributeSettings
    ) -> Self:
        """From opinions on aspects that were named, and from the names themselves.

        Args:
            opinions: Words that judge and the aspect's own, one for each mention.
            attributes: Of each.
            vocabulary: Reads opinions.
            settings: Of the attributes.
        """
        longest = settings.longest_known
        forms = [[w for w in form_of(one, vocabulary).split() if len(w) <= longest] for one in opinions]
        names, words = sorted(set(attributes)), sorted({word for form in forms for word in form})
        place, column = ({one: number for number, one in enumerate(every)} for every in (words, names))
        cells = [
            (place[word], column[attribute])
            for form, attribute in zip(forms, attributes, strict=True)
            for word in sorted(set(form))
        ]
        where = np.array(cells, dtype=np.int64).reshape(-1, 2).T
        ones = np.ones(len(cells))
        counts = sp.coo_array((ones, (where[0], where[1])), shape=(len(words), len(names))).tocsr()
        kept = np.flatnonzero(np.asarray(counts.sum(axis=1)).ravel() >= settings.tell_count)
        return cls(names, [words[row] for row in kept.tolist()], counts[kept], vocabulary, settings)

    def of(self, opinions: list[str]) -> list[str]:
        """Attribute of each opinion, `OVERALL` where its words do not tell."""
        place = self._place
        known = [[place[w] for w in sorted(set(form_of(o, self.vocabulary).split())) if w in place] for o in opinions]
        asked = [row for row, words in enumerate(known) if words]
        out = [OVERALL] * len(opinions)
        if not asked or not self.names:
            return out
        chance = self._chances([known[row] for row in asked])
        best = chance.argmax(axis=1)
        for row, attribute, sure in zip(asked, best.tolist(), chance.max(axis=1).tolist(), strict=True):
            if sure >= self.settings.tell_chance:
                out[row] = self.names[attribute]
        return out

    def _chances(self, known: list[list[int]]) -> Reals:
        """Of each attribute given words; (opinions, a)."""
        prior, base, lift = self._odds
        rows = np.repeat(np.arange(len(known)), [len(words) for words in known])
        columns = np.concatenate([np.array(words, dtype=np.int64) for words in known])
        held = sp.csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(known), len(self.words)))
        odds = prior + np.bincount(rows)[:, None] * base + np.asarray((held @ lift).todense())
        odds -= odds.max(axis=1, keepdims=True)
        chance = np.exp(odds)
        found: Reals = chance / chance.sum(axis=1, keepdims=True)
        return found

    @cached_property
    def _place(self) -> dict[str, int]:
        return {word: number for number, word in enumerate(self.words)}

    @cached_property
    def _odds(self) -> tuple[Reals, Reals, sp.csr_array]:
        """Log odds of attributes; what any word adds to them, and what one adds more that they had."""
        smooth = self.settings.tell_smoothing
        total = np.asarray(self.counts.sum(axis=0)).ravel()
        lift = self.counts.copy()
        lift.data = np.log1p(lift.data / smooth)
        return np.log(total + smooth), np.log(smooth) - np.log(total + smooth * max(len(self.words), 1)), lift

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """As a file of arrays holds it."""
        cells = self.counts.tocoo()
        return {
            "telling_name": np.array(self.names, dtype=np.str_),
            "telling_word": np.array(self.words, dtype=np.str_),
            "telling_row": cells.row.astype(np.int64),
            "telling_column": cells.col.astype(np.int64),
            "telling_count": cells.data,
        }

    @classmethod
    def read(cls, arrays: Mapping[str, npt.NDArray[Any]], vocabulary: Vocabulary, settings: AttributeSettings) -> Self:
        """From what `arrays` gave."""
        names, words = arrays["telling_name"].tolist(), arrays["telling_word"].tolist()
        where = (arrays["telling_row"], arrays["telling_column"])
        counts = sp.coo_array((arrays["telling_count"], where), shape=(len(words), len(names))).tocsr()
        return cls(names, words, counts, vocabulary, settings)
