"""What may be said: phrases where they are given, else what the transcripts say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from ..errors import InputError
from ..words import normalised
from .alphabet import Alphabet
from .drawn_sentences import drawn_sentences
from .grammar import Grammar
from .language_model import NGrams
from .language_settings import LanguageSettings
from .phrases import Phrase, SlotValue

AUTO, GRAMMAR, NGRAM = "auto", "grammar", "ngram"
KINDS: Final = (AUTO, GRAMMAR, NGRAM)


@dataclass(frozen=True)
class Said:
    """What may be said.

    Attributes:
        language: That words are looked for by.
        grammar: That tells what is wanted; None where there are no phrases and transcripts are many.
    """

    language: Grammar | NGrams
    grammar: Grammar | None

    @property
    def phrases_alone(self) -> bool:
        """Whether nothing but whole phrases can be heard."""
        return isinstance(self.language, Grammar)


def chosen(
    phrases: Sequence[Phrase],
    values: Sequence[SlotValue],
    texts: Sequence[str],
    settings: LanguageSettings,
    seed: int,
) -> Said:
    """By `settings.kind`.

    Args:
        phrases: Patterns, perhaps none.
        values: Of their slots.
        texts: Transcripts of the training; empty ones are left out.
        settings: Of the language.
        seed: Of the sentences that are drawn from phrases.

    Raises:
        InputError: Nothing is known of what may be said, or a grammar is asked for of too many transcripts.
    """
    if settings.kind not in KINDS:
        raise ValueError(f"the kind of language is {settings.kind!r}; known are {', '.join(KINDS)}.")
    counts = Counter(text for text in texts if text)
    few = _few(counts, settings)
    if settings.kind == GRAMMAR and not phrases and not few:
        raise InputError(
            f"`models.language.kind` is grammar, there is no table phrases, and {sum(counts.values())} transcripts are "
            f"of {len(counts)} kinds, more than the {settings.closed_up_to} of `models.language.closed_up_to`, or too "
            f"seldom the same; give `phrases`, or set the kind to ngram."
        )
    grammar = _grammar(phrases, values, counts, settings) if phrases or few else None
    if settings.kind != NGRAM and grammar is not None:
        return Said(grammar, grammar)
    sentences = [text for text in texts if text] * settings.transcripts
    if phrases:
        rng = np.random.default_rng(seed)
        sentences += normalised(drawn_sentences(phrases, values, settings, rng=rng, count=settings.drawn))
    return Said(NGrams.of(sentences, settings.order), grammar)


def spellable(settings: LanguageSettings, alphabet: Alphabet) -> LanguageSettings:
    """Without hesitations whose letters nobody has said."""
    kept = tuple(word for word in settings.hesitations if alphabet.can_spell(word))
    return replace(settings, hesitations=kept)


def _few(counts: Counter[str], settings: LanguageSettings) -> bool:
    often = sum(counts.values()) >= settings.closed_times * len(counts)
    return 0 < len(counts) <= settings.closed_up_to and often


def _grammar(
    phrases: Sequence[Phrase], values: Sequence[SlotValue], counts: Counter[str], settings: LanguageSettings
) -> Grammar:
    if phrases:
        return Grammar.of(phrases, values, settings)
    # words of hesitation are of a language that the transcripts need not be of
    plain = replace(settings, hesitant=0.0)
    return Grammar.of([Phrase(text, None, float(times)) for text, times in sorted(counts.items())], [], plain)
