"""The cross-encoders of questions and passages: what they are told, and that several speak as one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from models.question_answering.reader import Reader
from models.question_answering.reader_settings import ReaderSettings
from models.question_answering.reader_texts import NOTHING_SHOWN, Texts, read_as

QUESTIONS = ["is it blue?", "is it blue?", "how heavy?", "how heavy?"]
PASSAGES = ["a blue mug", "it is old", "2 kg", "I like it"]
PAIRS = Texts(QUESTIONS, PASSAGES, np.array([0, 0, 1, 1]), np.array([1.0, 0, 1, 0]))
EVERY = np.arange(4)
NUMBER = [0, 0, 1, 1]
SETTINGS = ReaderSettings(networks=2, epochs=1, batch_size=2, question_pieces=8, passage_pieces=8)


def quiet(_: float) -> None:
    """Progress that nobody watches."""


def test_log_odds_are_the_mean_of_networks_and_come_back_from_disk(tmp_path: Path) -> None:
    reader = Reader.fit(PAIRS, EVERY, SETTINGS, 0, 1, quiet)
    alone = [Reader((one,)).log_odds(QUESTIONS, PASSAGES, NUMBER, 1) for one in reader.encoders]
    assert len(alone) == 2
    assert np.abs(alone[0] - alone[1]).max() > 1e-3
    found = reader.log_odds(QUESTIONS, PASSAGES, NUMBER, 1)
    assert np.allclose(found, (alone[0] + alone[1]) / 2)
    assert np.array_equal(reader.log_odds(QUESTIONS[2:], PASSAGES[2:], [7, 7], 1), found[2:]), (
        "asked alone it is the same"
    )
    reader.save(tmp_path / "reader")
    assert np.array_equal(Reader.load(tmp_path / "reader").log_odds(QUESTIONS, PASSAGES, NUMBER, 1), found)


def test_it_reads_on_as_many_threads_as_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    reader = Reader.fit(PAIRS, EVERY, replace(SETTINGS, networks=1, epochs=0), 0, 1, quiet)
    real = reader.encoders[0].logits
    monkeypatch.setattr(
        reader.encoders[0], "logits", lambda *what, **how: read.append(torch.get_num_threads()) or real(*what, **how)
    )
    before = torch.get_num_threads()
    for threads in (1, 2):
        reader.log_odds(QUESTIONS, PASSAGES, NUMBER, threads)
    assert read == [1, 1, 2, 2]
    assert torch.get_num_threads() == before


def test_every_other_network_goes_on_from_what_was_shown() -> None:
    begun = Reader.begun(PAIRS, replace(SETTINGS, least_shown=4, shown_epochs=1), 0, 1, quiet)
    assert begun is not None
    assert len(begun.encoders) == 1
    reader = Reader.fit(PAIRS, EVERY, replace(SETTINGS, epochs=0), 1, 1, quiet, begun)
    alone = [Reader((one,)).log_odds(QUESTIONS, PASSAGES, NUMBER, 1) for one in reader.encoders]
    same = [np.array_equal(one, begun.log_odds(QUESTIONS, PASSAGES, NUMBER, 1)) for one in alone]
    assert same == [True, False]


def test_little_that_is_shown_is_not_learned_from() -> None:
    assert Reader.begun(NOTHING_SHOWN, SETTINGS, 0, 1, quiet) is None
    assert Reader.begun(PAIRS, SETTINGS, 0, 1, quiet) is None
    assert Reader.begun(PAIRS, replace(SETTINGS, least_shown=4, shown_epochs=0), 0, 1, quiet) is None


def test_the_question_of_an_answer_is_read_before_it_may_be_cut_off() -> None:
    assert read_as("yes. Question: is it blue?", "community") == "answer: question: is it blue? answer: yes."
    assert read_as("a mug. Question: none", "review") == "review: a mug. Question: none"
