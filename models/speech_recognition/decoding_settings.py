"""How words are looked for in what a network hears."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DecodingSettings:
    """The beam search.

    Attributes:
        beam: Hypotheses that are kept (1..1,000).
        within: Hypotheses that are less likely than the best by more (natural logarithm) are dropped (1..100).
        least_symbol: Letters that are less likely than the likeliest of a frame by more (natural logarithm) are not
            gone on with (1..100).
        language_weight: What the language counts beside what is heard (0..10).
        word_bonus: Added for each word, so that short and long ones are alike (-10..10).
        nothing: Natural logarithm of the chance that nothing is said at all (-100..0).
        unheard: Natural logarithm under which no chance of a letter counts, which a network that errs once in a word
            would otherwise rule out (-100..-1).
        held_states: States of the language whose next words are held ready (8..100,000).
    """

    beam: int = 300
    within: float = 30.0
    least_symbol: float = 10.0
    language_weight: float = 0.6
    word_bonus: float = 0.5
    nothing: float = -3.0
    unheard: float = -15.0
    held_states: int = 512
