"""How pairs of a query and a product are graded."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class GradingSettings:
    """The grader.

    Attributes:
        least_pairs: Graded pairs without which there is no grader (4..100,000).
        most_pairs: Pairs that it is fitted on; of more, a sample is drawn (100..10,000,000).
        title_pieces: Word pieces of a title that the network reads; 0 leaves the network out, which is faster and a
            little worse (0..256).
        body_characters: Characters of bullets and of a description that words are taken from (0..100,000).
        joined_letters: Letters from which on a word of a query is also looked for within a title written together
            (1..48).
        folds: Folds of queries that settings of the fit are chosen on (2..20).
        ridges: Penalties on squared coefficients, in pairs, of which the one with the least log loss is taken; each
            above 0.
        power_step: Step in which the power of a class's share is searched that its probability is divided by when a
            class is decided on; above 0 up to 1.
        most_power: Largest such power; 0 decides on the most probable class (0..2).
    """

    least_pairs: int = 30
    most_pairs: int = 20_000
    title_pieces: int = 64
    body_characters: int = 2_000
    joined_letters: int = 4
    folds: int = 5
    ridges: tuple[float, ...] = (10.0, 100.0, 1_000.0)
    power_step: float = 0.05
    most_power: float = 1.2
