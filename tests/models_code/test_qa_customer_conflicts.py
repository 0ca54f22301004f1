"""Customers who tell facts otherwise than others do."""

from __future__ import annotations

import numpy as np
import pytest

from models import words
from models.question_answering import plain_sayings
from models.question_answering.asked_facts import Fact
from models.question_answering.customer_conflicts import weighed
from models.question_answering.finding import Finding
from models.question_answering.passage_answer import of_passage
from models.question_answering.passages import Passages
from models.question_answering.ranked import Ranked
from models.question_answering.value_settings import ValueSettings

R, C, A = "review", "community", "attribute"
HEAVY, SEALED, POCKETS = "How heavy is the mug?", "Is the mug waterproof?", "How many pockets does it have?"
SETTINGS = ValueSettings()
CALLED = frozenset({"mug"})


def _told(question: str, kind: str, *passages: tuple[str, str], ids: list[str | None] | None = None) -> Finding:
    """The answer where passages are ranked as they stand."""
    own = Passages.told([text for text, _ in passages], [source for _, source in passages], ids)
    ranked = Ranked(own, np.arange(len(own)), np.linspace(0.8, 0.4, len(own)), 0.8)
    found = of_passage(question, kind, own, 0, 0.8, SETTINGS, CALLED)
    return weighed(found, question, kind, ranked, own, CALLED, SETTINGS)


@pytest.mark.parametrize(
    ("question", "kind", "one", "other"),
    [
        (HEAVY, "number", ("It weighs 2 kg.", R), ("Mine weighs 3 kg.", R)),
        (HEAVY, "number", ("2 kg Question: What is the weight?", C), ("It weighs 3 lb", R)),
        (SEALED, "yes_no", ("It is waterproof.", R), ("Sadly not waterproof at all.", R)),
        (
            SEALED,
            "yes_no",
            ("Yes. Question: is it waterproof?", C),
            ("No, not really. Question: is this waterproof", C),
        ),
        (SEALED, "yes_no", ("No Question: is it waterproof?", C), ("Really waterproof.", R)),
        (POCKETS, "number", ("It has 4 pockets.", R), ("There are six pockets.", R)),
        (POCKETS, "number", ("4 Question: how many pockets?", C), ("There are 5 pockets.", R)),
    ],
)
def test_where_as_many_say_otherwise_nothing_is_answered(
    question: str, kind: str, one: tuple[str, str], other: tuple[str, str]
) -> None:
    for first, second in ((one, other), (other, one)):
        found = _told(question, kind, first, second)
        assert found.abstained
        assert found.disputed
        assert "1 of 2 say otherwise" in (found.reason or "")


def test_a_majority_is_told_as_one() -> None:
    found = _told(HEAVY, "number", ("It weighs 2 kg.", R), ("weighs 2.1 kg", R), ("It weighs 3 kg.", R))
    assert found.answer == '2 of 3 customers say so: "It weighs 2 kg."'
    assert found.spoken == "2 of 3 customers say so: It weighs 2 kg."
    assert found.disputed
    assert found.reason == 'customers contradict each other: 1 of 3 say otherwise, as "It weighs 3 kg."'
    assert found.confidence == 0.8


def test_where_most_say_otherwise_they_are_told_and_less_sure() -> None:
    wet, dry = ("It is not waterproof.", R), ("It is waterproof.", R)
    found = _told(SEALED, "yes_no", wet, dry, ("Totally waterproof", R), ids=["r1", "r2", "r3"])
    assert found.answer == '2 of 3 customers say so: "It is waterproof."'
    assert (found.evidence, found.evidence_id) == ("It is waterproof.", "r2")
    assert found.confidence == pytest.approx(0.8 * 0.6 / 0.8)


def test_a_reviewer_has_one_voice() -> None:
    passages = [("It weighs 2 kg.", R), ("It weighs 3 kg.", R), ("Honestly it weighs 3 kg!", R)]
    assert "1 of 2 say otherwise" in (_told(HEAVY, "number", *passages, ids=["r1", "r2", "r2"]).reason or "")
    assert _told(HEAVY, "number", *passages).answer.startswith("2 of 3")


@pytest.mark.parametrize(
    ("question", "kind", "other"),
    [
        (HEAVY, "number", ("Weighs 2.1 kg on my scales.", R)),
        (HEAVY, "number", ("Its lid weighs 1 kg.", R)),
        (HEAVY, "number", ("The package weighs 3 kg.", R)),
        (HEAVY, "number", ("It holds 3 kg.", R)),
        (HEAVY, "number", ("weight: 2 lb", A)),
        (HEAVY, "number", ("I think it weighs 3 kg.", R)),
        (HEAVY, "other", ("It weighs 3 kg.", R)),
    ],
)
def test_what_is_said_of_something_else_is_no_contradiction(question: str, kind: str, other: tuple[str, str]) -> None:
    found = _told(question, kind, ("It weighs 2 kg.", R), other)
    assert found.answer == "It weighs 2 kg."
    assert not found.disputed


@pytest.mark.parametrize(
    "other",
    [
        ("Is it waterproof?", R),
        ("The lid is not waterproof.", R),
        ("I wish it were not waterproof.", R),
        ("No Question: is it dishwasher safe?", C),
        ("Waterproof, no problem.", R),
        ("It is not cheap.", R),
    ],
)
def test_a_no_to_something_else_is_none(other: tuple[str, str]) -> None:
    assert _told(SEALED, "yes_no", ("It is waterproof.", R), other).answer == "It is waterproof."


def test_aloud_the_sentence_is_told_that_answers() -> None:
    found = _told(HEAVY, "number", ("Great mug. It weighs 2 kg.", R), ("Mine weighs 2 kg.", R), ("It weighs 3 kg.", R))
    assert found.spoken == "2 of 3 customers say so: It weighs 2 kg."
    assert found.answer == '2 of 3 customers say so: "Great mug. It weighs 2 kg."'


def test_passages_are_read_once_for_all_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    spelt: list[str] = []

    def tokens(text: str, most: int) -> list[str]:
        spelt.append(text)
        return words.tokens(text, most)

    monkeypatch.setattr(plain_sayings, "tokens", tokens)
    plain_sayings.read.cache_clear()
    passages = [(f"It is watertight and the {number} is fine.", R) for number in range(9)]
    for question in (SEALED, "Is the mug heavy?"):
        own = question.removeprefix("Is the mug ").removesuffix("?")
        _told(question, "yes_no", (f"It is {own}.", R), *passages)
    assert len(spelt) == len(set(spelt)), "each once"
    spelt.clear()
    _told(SEALED, "yes_no", ("It holds water.", R), *passages)
    assert spelt == ["It holds water."], "what claims nothing is held against nobody"


def test_the_maker_is_not_outvoted() -> None:
    found = _told(SEALED, "yes_no", ("waterproof: yes", A), ("It is not waterproof.", R), ("Not waterproof", R))
    assert found.answer.startswith("Yes")


def test_opinions_and_ways_are_no_facts() -> None:
    assert Fact.of_question("Is it any good?", "opinion", CALLED, 100) is None
    assert Fact.of_question("How do I open it?", "how_to", CALLED, 100) is None
