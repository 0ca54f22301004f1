"""What was read from a typed text."""

from __future__ import annotations

from dataclasses import dataclass

from .terms import WeightedTerms


@dataclass(frozen=True)
class Understood:
    """A query that can be searched for.

    Attributes:
        text: What is searched for, as it may be shown.
        tokens: The words that were read from what was typed, mistyped ones put right.
        terms: Words to look for and their weights: one group for each of `tokens`, in order; behind them one for each
            word that the query will probably go on with.
        corrected: Whether another word than the typed one was taken.
        completions: What the text may become, the likeliest first.
        meant: Past queries that it may be the beginning of, as `words.normalise` spells them, and the probability of
            each; what is missing from 1 is for a query that nobody has asked. Empty for a query that does not go on.
        note: What the customer should be told; None where there is nothing.
    """

    text: str
    tokens: tuple[str, ...]
    terms: WeightedTerms
    corrected: bool
    completions: tuple[str, ...]
    meant: tuple[tuple[str, float], ...]
    note: str | None
