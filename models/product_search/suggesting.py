"""What a typed text may become: past queries and phrases that go on so, and the likeliest words for its last one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..stock import Mask
from ..words import is_number, is_unspaced
from .asked import Taste
from .completion import Completer, Completions
from .expected import Meant
from .language import Language
from .spelling import Correction
from .terms import TermGroup
from .understanding_settings import UnderstandingSettings


@dataclass(frozen=True)
class Suggester:
    """Completes what was typed.

    Attributes:
        settings: How.
        language: Words of products and queries.
        completer: Past queries and phrases of the catalogue.
        told_words: Which words of the language may be offered; (words,).
    """

    settings: UnderstandingSettings
    language: Language
    completer: Completer
    told_words: Mask

    def found(
        self, read: Correction, unfinished: bool, taste: Taste | None, region: str | None, allowed: Mask | None
    ) -> Completions:
        """Of the words that were read; where there are none, of those that they may stand for."""
        blank = "" if unfinished else " "
        found = self.completer.complete(" ".join(read.tokens) + blank, taste, region, allowed)
        if len(found.phrases) or not any(read.doubts):
            return found
        likeliest = [doubt[0][0] if doubt else word for word, doubt in zip(read.tokens, read.doubts, strict=True)]
        return self.completer.complete(" ".join(likeliest) + blank, taste, region, allowed)

    def meant(self, found: Completions) -> tuple[tuple[str, float], ...]:
        """Past queries that may be meant, and the probability of each."""
        total = float(found.weights.sum()) + found.rest + self.settings.novel
        keys = self.completer.phrases.keys
        shares = (found.weights / total).tolist()
        return tuple((keys[one], share) for one, share in zip(found.phrases.tolist(), shares, strict=True))

    def sure(
        self, found: Completions, words: Sequence[str], meant: Meant, last: TermGroup, unfinished: bool
    ) -> str | None:
        """The query that is all but certainly meant, or its last word; None where that is what was typed."""
        least = self.settings.sure_completion
        if meant and meant[0][1] >= least:
            if meant[0][0] == " ".join(words):
                return None
            told = self.completer.shown(replace(found, phrases=found.phrases[:1]), 1)
            if told:
                return told[0]
        if not unfinished or last.weights[0] < least or last.words[0] == words[-1] or not _may_go_on(words[-1]):
            return None
        number = self.language.vocabulary.number(last.words[0])
        return " ".join([*words[:-1], last.words[0]]) if self.told_words[number] else None

    def told(self, words: Sequence[str], found: Completions, unfinished: bool, most: int) -> tuple[str, ...]:
        """Past queries and phrases; where they are too few, the likeliest words for the last one.

        What is typed is no completion of itself, unless as a past query of which something can be had.
        """
        told = list(self.completer.shown(found, most))
        if not unfinished or len(told) >= most or not _may_go_on(words[-1]):
            return tuple(told)
        around = self.language.vocabulary.numbers(words[:-1]).tolist()
        never = {*found.barred, " ".join(words)}
        numbers, _ = self.language.expansions(words[-1], around, self.settings.expansions)
        for number in numbers[self.told_words[numbers]].tolist():
            text = " ".join([*words[:-1], self.language.vocabulary.words[number]])
            if len(told) < most and text not in told and text not in never:
                told.append(text)
        return tuple(told)


def _may_go_on(word: str) -> bool:
    """Whether the rest of a word can be told from its beginning: of a number or a pair of characters it cannot."""
    return not is_unspaced(word) and not is_number(word)
