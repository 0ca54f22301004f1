"""Attributes with units, truths and lists; makers who contradict themselves."""

from __future__ import annotations

import pytest

from models.question_answering.finding import Finding
from models.question_answering.quantities import quantities_of
from models.question_answering.value_settings import ValueSettings
from models.question_answering.values import value_finding
from models.question_answering.written_numbers import bare_number

A, D, R = "attribute", "description", "review"


def _found(question: str, kind: str, *passages: tuple[str, str], called: str = "") -> Finding | None:
    texts, sources = [text for text, _ in passages], [source for _, source in passages]
    names = frozenset(called.split())
    return value_finding(question, kind, texts, sources, [None] * len(texts), 0, 0.9, ValueSettings(), called=names)


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ("weight: 2.5 kg", [2500.0]),
        ('12" x 8" pan', [30.48, 20.32]),
        ("30 x 20 x 10 cm", [30.0, 20.0, 10.0]),
        ("1,000 mAh", [1000.0]),
        ("1.000,5 g", [1000.5]),
        ("3 1/2 in long", [8.89]),
        ("-5 °C", [268.15]),
        ("41°F", [278.15]),
        ("16 fl oz", [473.176473]),
        (".5 l", [500.0]),
        ("2 in 1 tool of 3 parts with a 4g phone and usb 3.0 a plug", []),
    ],
)
def test_quantities_are_read_in_base_units(text: str, bases: list[float]) -> None:
    assert [one.base for one in quantities_of(text)] == pytest.approx(bases)


@pytest.mark.parametrize(
    ("question", "kind", "text", "answer"),
    [
        ("how heavy is it in pounds", "number", "weight: 2.5 kg", "weight: 2.5 kg (5.51 pounds)."),
        ("how heavy is it", "number", "weight: 2.5 kg", "weight: 2.5 kg."),
        ("is it more than 2 kg", "yes_no", "weight: 2.5 kg", "Yes, weight: 2.5 kg."),
        ("is it lighter than 2 kg", "yes_no", "weight: 2.5 kg", "No, weight: 2.5 kg."),
        ("does it weigh 5.5 lb", "yes_no", "weight: 2.5 kg", "Yes, weight: 2.5 kg."),
        ("is it waterproof", "yes_no", "is waterproof: no", "No, it is not waterproof."),
        ("is it waterproof", "yes_no", "is_waterproof: true", "Yes, it is waterproof."),
        (
            "does it work with the im3",
            "compatibility",
            "compatible devices: im1, im3",
            "Yes, compatible devices: im1, im3.",
        ),
        ("does it work with the im9", "compatibility", "devices: im1, im3", "devices: im1, im3."),
    ],
)
def test_attributes_answer(question: str, kind: str, text: str, answer: str) -> None:
    found = _found(question, kind, (text, A))
    assert found is not None
    assert (found.answer, found.evidence, found.confidence) == (answer, text, 0.9)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Can it hold 5 kg?", "maximum load: 10 kg"),
        ("Can it hold 5 kg?", "capacity: 10 kg"),
        ("Will it fit in a 30 cm wide cabinet?", "width: 25 cm"),
        ("Does the battery last 8 hours?", "battery life: 10 hours"),
        ("Is it enough for a 10 m² room?", "coverage: 20 m²"),
        ("Does it work at -10 °C?", "lowest temperature: -20 °C"),
        ("Does it support more than 64 GB cards?", "maximum card: 128 GB"),
        ("Does it work with 12 volts?", "voltage: 230 V"),
        ("Does it have a 12 month warranty?", "warranty: 24 months"),
        ("Is it 30 cm long?", "width: 25 cm"),
        ("Is it 30 cm?", "width: 25 cm"),
        ("Is it 5 cm longer?", "length: 30 cm"),
        ("Is the cable 2 m long?", "length: 50 cm"),
        ("Does it weigh 2 kg?", "shipping weight: 2.6 kg"),
        ("Is it about 2 kg?", "weight: 2.2 kg"),
        ("Isn't it 2 kg?", "weight: 2.5 kg"),
        ("Is it BPA free?", "contains BPA: no"),
        ("Does it contain BPA?", "BPA free: yes"),
        ("Is it free of latex?", "contains latex: no"),
        ("Does it come assembled?", "assembly required: no"),
        ("Is it safe without batteries?", "needs batteries: yes"),
        ("Do I need bluetooth for this?", "bluetooth: yes"),
        ("Do I have to use bluetooth?", "bluetooth: yes"),
        ("Is the lid waterproof?", "waterproof: yes"),
        ("Is it waterproof or only resistant?", "waterproof: yes"),
        ("Is it red or green?", "colour: red, blue"),
        ("Does it come in any colour other than red?", "colour: red"),
        ("Does it come with steel screws?", "material: steel"),
        ("Is it better than the im3?", "compatible devices: im1, im3"),
        ("Does it work with the im3?", "incompatible devices: im1, im3"),
        ("Does it come with 2 lids?", "sizes: 1, 2"),
    ],
)
def test_where_no_yes_or_no_follows_none_is_said(question: str, text: str) -> None:
    for kind in ("yes_no", "compatibility"):
        found = _found(question, kind, (text, A))
        assert found is not None
        assert found.answer == f"{text}.", "the attribute alone"


@pytest.mark.parametrize(
    ("question", "text", "word"),
    [
        ("Is it 30 cm long?", "length: 25 cm", "No"),
        ("Is it 30 cm long?", "item length: 300 mm", "Yes"),
        ("Is this steel bottle 30 cm tall?", "height: 25 cm", "No"),
        ("Is the refresh rate 144 Hz?", "refresh rate: 60 Hz", "No"),
        ("Is it under 2 kg?", "weight: 1.5 kg", "Yes"),
        ("Is it deeper than 30 cm?", "depth: 40 cm", "Yes"),
        ("Is it at least 2 kg?", "weight: 2 kg", "Yes"),
        ("Is it at most 2 kg?", "weight: 3 kg", "No"),
        ("Ist es schwerer als 2 kg?", "weight: 3 kg", "Yes"),
        ("Does it contain BPA?", "contains BPA: no", "No"),
        ("Is it BPA free?", "BPA free: yes", "Yes"),
        ("Does the bottle have bluetooth?", "bluetooth: yes", "Yes"),
        ("Are batteries included?", "includes batteries: no", "No"),
        ("Can I use the bottle with the im3?", "compatible devices: im1, im3", "Yes"),
        ("Is it available in red?", "colour: red, blue", "Yes"),
    ],
)
def test_where_one_follows_it_is_said(question: str, text: str, word: str) -> None:
    found = _found(question, "yes_no", (text, A), called="steel bottle")
    assert found is not None
    assert found.answer.startswith(f"{word}, ")


@pytest.mark.parametrize(
    "passages",
    [
        [("weight: 2.5 kg", A), ("It weighs only 4 kg.", D)],
        [("It weighs only 4 kg.", D), ("weight: 2.5 kg", A)],
        [("item weight: 2.5 kg", A), ("weight: 2.5 lb", A)],
        [("weight: 2.5 kg (9 lb)", A)],
        [("weight: 30 cm", A)],
    ],
)
def test_conflicting_units_are_said_and_not_answered(passages: list[tuple[str, str]]) -> None:
    found = _found("how heavy is it", "number", *passages)
    assert found is not None
    assert found.abstained
    assert "contradicts" in (found.reason or "")


@pytest.mark.parametrize(
    ("text", "other"),
    [
        (("foldable: yes", A), ("Fixed frame that does not fold.", D)),
        (("Cannot be folded.", D), ("foldable: yes", A)),
        (("machine washable: no", A), ("Machine washable at 30 degrees.", D)),
        (("country of origin: Portugal", A), ("Made in Germany.", D)),
        (("color: red", A), ("color: blue", A)),
        (("reset: hold the button", A), ("Reset: use a pin", "bullet")),
        (("bluetooth: yes", A), ("Bluetooth: no", "bullet")),
        (("size: Size XL", A), ("Size: Size L.", D)),
    ],
)
def test_words_contradict_as_well(text: tuple[str, str], other: tuple[str, str]) -> None:
    found = _found("is it so", "yes_no", text, other)
    assert found is not None
    assert found.abstained


@pytest.mark.parametrize(
    "other",
    [
        ("Folds flat in a second.", D),
        ("Foldable, without any tools.", D),
        ("foldable", A),
        ("It does not fold.", R),
        ("tool for folding: no", A),
    ],
)
def test_words_that_agree_are_no_conflict(other: tuple[str, str]) -> None:
    found = _found("is it foldable", "yes_no", ("foldable: yes", A), other)
    assert found is not None
    assert found.answer == "Yes, foldable."


@pytest.mark.parametrize(
    "other",
    [
        ("It weighs 2500 g.", D),
        ("It weighs 5.5 lb.", D),
        ("item package weight: 4 kg", A),
        ("The bag is 40 cm high.", D),
        ("It weighs 4 kg, I believe.", R),
    ],
)
def test_what_is_no_conflict_is_answered(other: tuple[str, str]) -> None:
    found = _found("how heavy is it", "number", ("weight: 2.5 kg", A), other)
    assert found is not None
    assert not found.abstained


@pytest.mark.parametrize(
    ("question", "passage", "other", "called"),
    [
        ("how heavy is it", "weight: 2 kg", "The battery weighs 200 g.", ""),
        ("how heavy is it", "weight: 2 kg", "Each plate weighs 300 g.", ""),
        ("how heavy is it", "weight: 2 kg", "With its two batteries it weighs 2.6 kg.", ""),
        ("how many are in it", "pieces: 4", "number of pieces: 4.0", ""),
        ("how many are in it", "pieces: 4", "colours: 6", ""),
        ("which number is it", "number: 4", "total: 6", ""),
    ],
)
def test_a_part_and_another_number_contradict_nothing(question: str, passage: str, other: str, called: str) -> None:
    found = _found(question, "number", (passage, A), (other, D), called=called)
    assert found is not None
    assert not found.abstained, found.reason


@pytest.mark.parametrize(
    ("question", "passage", "other", "called"),
    [
        ("how heavy is it", "weight: 2 kg", "This battery weighs 200 g.", "car battery"),
        ("how long does it run", "battery runtime: 10 hours", "Runtime of 5 hours.", ""),
        ("how many are in it", "pieces: 4", "pieces: 6", ""),
        ("how many are in it", "pieces: 4", "Number of pieces: 6", ""),
    ],
)
def test_another_number_of_the_same_is_a_conflict(question: str, passage: str, other: str, called: str) -> None:
    found = _found(question, "number", (passage, A), (other, "bullet"), called=called)
    assert found is not None
    assert found.abstained
    assert found.disputed


def test_a_number_of_hundreds_of_digits_is_no_value() -> None:
    long = "9" * 400
    assert quantities_of(f"{long} kg and 2 kg") == quantities_of("2 kg")
    assert bare_number(long) is None
    found = _found("is it 2 kg", "yes_no", (f"weight: {long} kg", A), ("weight: 2 kg", A))
    assert found is not None
    assert "inf" not in f"{found.answer} {found.reason}"


def test_what_is_no_attribute_is_quoted_as_it_is() -> None:
    assert _found("is it soft", "yes_no", ("It is soft.", D)) is None
    assert _found("how heavy is it", "number", ("It weighs 2 kg", R), ("weight: 3 kg", A)) is None
