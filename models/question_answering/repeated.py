"""Passages that repeat the question: whoever puts it into a review is found for it first, and has answered nothing."""

from __future__ import annotations

from .question_text import sentences_of, words_of


def repeats(passage: str, question: str, least: int) -> bool:
    """Whether a sentence of a passage has the words of the question one after another, marks and case apart.

    Args:
        passage: What somebody wrote.
        question: What is asked; of several sentences the last.
        least: Words of a question from which on this is no chance; one of fewer is repeated by no passage.
    """
    asked = next((words for one in reversed(sentences_of(question)) if (words := words_of(one))), [])
    wanted = f" {' '.join(asked)} "
    return len(asked) >= least and any(wanted in f" {' '.join(words_of(one))} " for one in sentences_of(passage))
