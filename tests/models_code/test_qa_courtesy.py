"""Courtesy around questions: taken off in several languages, and never the question itself."""

from __future__ import annotations

import pytest

from models.question_answering.courtesy import without_courtesy


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Hello, sorry to bother you. Could you please tell me: Is it heavy? Thank you very much!", "Is it heavy?"),
        ("Quick question: is it heavy", "is it heavy"),
        ("I was wondering if it floats. Thanks in advance", "it floats."),
        ("Is it heavy, please?", "Is it heavy?"),
        ("Hallo, ich möchte wissen, ob das schwer ist. Danke!", "das schwer ist."),
        ("Hola, ¿podría decirme cuánto pesa? Muchas gracias", "cuánto pesa?"),
        ("Bonjour, pourriez-vous me dire quand arrive ma commande ? Merci d'avance", "quand arrive ma commande ?"),
    ],
)
def test_courtesy_is_taken_off(said: str, asked: str) -> None:
    assert without_courtesy(said) == asked


@pytest.mark.parametrize(
    "text",
    [
        "Can you hear it from afar?",
        "I ordered this, when does it come?",
        "Does it help you?",
        "My old one broke. Is it any good?",
        "Thanks",
        "",
        "Kann man das, bitte, waschen?",
    ],
)
def test_what_asks_stays(text: str) -> None:
    assert without_courtesy(text) == text
