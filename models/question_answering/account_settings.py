"""How questions about a customer's account are answered."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AccountSettings:
    """Answers from a customer's own rows.

    Attributes:
        least_named: Share of the words of a product's name in a question that a row's title has to have (0..1).
        least_likeness: Of two words, from which on they are one with a slip (50..100).
        shortest_likeness: Letters of a word from which on slips are looked for (3..12).
        listed: Rows of a list or of reminders that one answer names (1..50).
        spoken_title: Words of a product's title that are said aloud (1..30).
        several: Factor on the confidence where a question fits several open orders of different products (0..1).
        unnamed: Factor where words of the question are left that no row has (0..1).
        reminder_grace: Days after which a reminder that was due is past (0..3,650).
        fresh: Days since the newest row of all stored accounts, after which an answer says as of when it is (0..3,650).
    """

    least_named: float = 0.5
    least_likeness: float = 84.0
    shortest_likeness: int = 4
    listed: int = 5
    spoken_title: int = 8
    several: float = 0.9
    unnamed: float = 0.9
    reminder_grace: float = 1.0
    fresh: float = 7.0
