"""How what may be said is made from phrases and transcripts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LanguageSettings:
    """The grammar and the n-grams.

    Attributes:
        kind: `grammar`, whole phrases alone; `ngram`, any order of words, likelier the more they are as in the
            phrases and transcripts; or `auto`, a grammar where there are phrases, else one of the transcripts where
            these are the same few over and over, else n-grams of them.
        closed_up_to: Different transcripts that are the same few, at most (1..100,000).
        closed_times: How often one of them is said, on average, at least (1..1,000,000).
        order: Words of the n-grams (1..5).
        drawn: Sentences that are drawn from the phrases for the n-grams (100..1,000,000).
        transcripts: What a transcript of the training counts beside a drawn sentence (0..1,000).
        hesitations: Words that mean nothing and may stand before a phrase.
        hesitant: Chance that one does (0..0.9).
        number_slots: Names of slots that are whole numbers where `slot_values` has no values of them.
        most_number: The highest of these numbers (1..999,999).
    """

    kind: str = "auto"
    closed_up_to: int = 200
    closed_times: float = 5.0
    order: int = 3
    drawn: int = 20_000
    transcripts: int = 1
    hesitations: tuple[str, ...] = ("um", "uh", "er", "well", "okay")
    hesitant: float = 0.1
    number_slots: tuple[str, ...] = ("quantity", "number", "count", "amount")
    most_number: int = 99
