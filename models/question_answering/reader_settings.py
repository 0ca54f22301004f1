"""How the cross-encoder is fine-tuned and what it reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ReaderSettings:
    """A MiniLM that reads question and passage together.

    Attributes:
        enabled: Whether there is one.
        networks: Of which the log odds are averaged; each costs as much again (1..10).
        folds: Parts of the questions; each is read by one that has not learned from it, which costs as many trainings
            (2..20).
        epochs: Passes over the pairs (1..100).
        learning_rate: Above 0, at most 0.01.
        batch_size: Pairs of a step (1..1,024).
        question_pieces: Word pieces of a question that are read (8..200).
        passage_pieces: Word pieces of a passage that are read (8..300).
        word_dropout: Share of words left out at random in training (0..0.9).
        label_smoothing: Share of a label that is drawn to one half (0..0.9).
        helps: Chance that is taught for a passage that helps and does not answer (0..1).
        most_pairs: Pairs that a network learns from at most, a fair draw of questions (100..10,000,000).
        shown_epochs: Passes over pairs of questions of which only answers are known, before the judged ones; 0: these
            are left out (0..100).
        shown_wrong: Other passages of its product that such a question is taught not to be answered by (1..20).
        least_shown: Such pairs with which it is worth while (1..10,000,000).
        read: Passages of a question that are read at most, the best by what is cheap (1..200).
    """

    enabled: bool = True
    networks: int = 1
    folds: int = 4
    epochs: int = 2
    learning_rate: float = 1e-4
    batch_size: int = 32
    question_pieces: int = 32
    passage_pieces: int = 64
    word_dropout: float = 0.05
    label_smoothing: float = 0.05
    helps: float = 0.2
    most_pairs: int = 10_000
    shown_epochs: int = 2
    shown_wrong: int = 2
    least_shown: int = 1_000
    read: int = 8
