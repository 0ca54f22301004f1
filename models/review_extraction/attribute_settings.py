"""How surface aspects become canonical attributes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AttributeSettings:
    """Clustering of what reviewers call the same thing.

    Attributes:
        most_forms: Surface forms, the commonest, that are clustered; rarer ones go to what is nearest (10..20,000).
        likeness: Likeness to the form that an attribute is named by from which another is of that attribute (0..1).
        phrases: Of a form at most that are read; one of fewer mentions has them weigh less (1..100).
        phrased: What likeness of the phrases, in which forms are judged, counts beside their own (0..1).
        shared: What shared words count in a likeness, beside meaning (0..1).
        nearest: Likeness to a known form from which a new one is of its attribute; below it is one of its own (0..1).
        shortest_cut: Letters of a word from which it may be a commoner word cut short, as "batt" (2..10).
        least_cut: Letters that it then lacks at least; one less is a plural (1..10).
        commoner: How many times commoner a word must be to be what a shorter one was cut from (1..1,000).
        known_count: Mentions of a word without which nothing is taken to be a slip of it (1..1,000).
        shortest_repaired: Letters of a strange word that may be a known one mistyped (3..30).
        longest_known: Letters of a known word at most, and of words that tell of attributes (5..1,000).
        tell_chance: Chance of an attribute from which an opinion tells it without naming it; else "overall" (0..1).
        tell_smoothing: Mentions by which an attribute is taken to have every word (0.001..10).
        tell_count: Mentions of a word with aspects without which it tells nothing of them (1..1,000).
        longest: Word pieces of a form that are read (4..64).
        forms_at_once: New forms that are compared with the known ones at once (1..100,000).
        kept: New forms that are remembered (0..10,000,000).
    """

    most_forms: int = 2_000
    likeness: float = 0.38
    phrases: int = 12
    phrased: float = 0.4
    shared: float = 0.3
    nearest: float = 0.45
    shortest_cut: int = 4
    least_cut: int = 2
    commoner: float = 3.0
    known_count: int = 3
    shortest_repaired: int = 5
    longest_known: int = 40
    tell_chance: float = 0.7
    tell_smoothing: float = 0.1
    tell_count: int = 3
    longest: int = 16
    forms_at_once: int = 1_000
    kept: int = 100_000
