"""How kinds of questions are learned."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class KindSettings:
    """Reading of questions.

    Attributes:
        longest_question: Characters of a question that are read; of a longer one the part that asks (40..4,000).
        longest_pieces: Word pieces of a question that the network reads (8..256).
        product_names: With which an example question with a place for a product is asked (1..8).
        word_bits: Words and pairs of words are hashed to so many bits (8..20).
        letter_bits: Runs of three to five letters are hashed to so many bits (8..20).
        letter_weight: What runs of letters count beside words (0..4).
        meaning_weight: What the network's vector counts beside words (0..16).
        penalty: On weights; above 0 up to 1,000.
        folds: Of the example questions, to learn how sure to be (2..20).
        account_share: Probability of all account kinds together, from which on a question is about the account (0..1).
        least_known: Share of a question's words that the examples or the product have, below which its language is
            doubted (0..1).
        repeated_words: Words of a question from which on a review that has them one after another repeats it, and is no
            answer (2..20).
    """

    longest_question: int = 600
    longest_pieces: int = 64
    product_names: int = 3
    word_bits: int = 13
    letter_bits: int = 14
    letter_weight: float = 0.7
    meaning_weight: float = 1.5
    penalty: float = 1.0
    folds: int = 5
    account_share: float = 0.5
    least_known: float = 0.25
    repeated_words: int = 3
