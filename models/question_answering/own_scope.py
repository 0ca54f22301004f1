"""What sounds like a question about the own account and is none: orders to do something, accounts of others."""

from __future__ import annotations

import re
from typing import Final

from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from .kind_examples import account_words, filler_words, words_of_others
from .question_text import words_of

_ASKING: Final = 2  # words without which nothing is asked
_CHANGES: Final = frozenset(
    word
    for line in (
        "cancel delete remove erase add change update edit create modify reschedule postpone put save set move reserve",
        "reorder refund stop place store pay book notify mark",
        "storniere stornieren lösche löschen entferne entfernen füge hinzufügen ändere ändern verschiebe verschieben",
        "setze setz lege leg packe pack speichere kaufe kauf bestelle bestell schicke schick",
        "cancela cancelar elimina eliminar borra borrar quita quitar añade añadir agrega cambia cambiar",
        "pon ponme ponlo compra cómprame guarda envía envíame devuelve recuérdame",
        "annule annuler annulez supprime supprimer supprimez enlève ajoute ajouter ajoutez modifie modifier modifiez",
        "mets mettez achète achetez enregistre envoie envoyez renvoie",
    )
    for word in line.split()
)
# these begin questions too: "order o1, where is it", "return of my order"
_DOING: Final = re.compile(
    r"^(?:order|buy|purchase|return|send|ship|deliver|get|bring)\s+(?:me|it|this|that|these|those|them|one|two|three|more"
    r"|another|again|a|an|the|some|my|\d{1,2}(?!\w))\b"
    r"|^remind (?:me|us) (?:to|about|on|in|at|tomorrow|next|every)\b|^remember to\b|^let (?:me|us) know when\b"
    r"|^(?:erinnere?|erinner) mich (?:daran|an|morgen)\b|^(?:rappelle|rappelez)[ -]moi (?:de|d'|demain)\b"
)
_POLITE: Final = re.compile(
    r"^(?:(?:can|could|would|will) you(?: please)?|i (?:want|need|would like) to|i'd like to|please|let us|let's|kindly"
    r"|kannst du|können sie|ich (?:will|möchte)|bitte|puedes|quiero|por favor|peux-tu|pouvez-vous"
    r"|je (?:veux|voudrais))\s+"
)
_THINGS: Final = (
    r"(?:wish ?|shopping |gift )?lists?|orders?|reminders?|accounts?|parcels?|packages?|deliver\w+|purchases?"
)
_OF: Final = re.compile(
    rf"\b(?:{_THINGS}|bestellung(?:en)?|liste|pedidos?|lista|commandes?) (?:of |from |by |von |de )(\w+)"
)
_POSSESSIVE: Final = re.compile(rf"\b(\w+)['’]s (?:\w+ )?(?:{_THINGS})\b")  # noqa: RUF001
_NOBODY: Final = frozenset(
    word
    for words in ("it that this what who when where how here there let", "today yesterday tomorrow week month year day")
    for word in words.split()
)
_QUESTION: Final = frozenset(
    word
    for line in (
        "when what which how where why is are was do does did have has am",
        "wann was welche wie wo ist sind habe hat wurde",
        "cuándo qué cuál cuánto cómo dónde está es tengo he",
        "quand quel quelle combien comment où est suis ai",
    )
    for word in line.split()
)


def asks_nothing(question: str) -> bool:
    """Whether it is too short to ask for something of an account."""
    return len(words_of(question)) < _ASKING


def wants_change(question: str) -> bool:
    """Whether it tells to do something instead of asking: an account is read, never altered."""
    text, polite = question.lower().strip(" ,.!¡¿"), False
    while (found := _POLITE.match(text)) is not None:
        text, polite = text[found.end() :], True
    if _DOING.match(text):
        return True
    every = words_of(text)
    words = [word for word in every if word not in filler_words()]
    return bool(words) and words[0] in _CHANGES and (polite or _QUESTION.isdisjoint(every))


def asks_of_others(question: str, own: frozenset[str], things: frozenset[str] = frozenset()) -> bool:
    """Whether it asks for what is somebody else's.

    Args:
        question: Its text.
        own: Words of the customer's rows; "the men's order" is of one's own where a title has men's in it.
        things: Words of products: "the order of lamps" is nobody's.
    """
    if not words_of_others().isdisjoint(words_of(question)):
        return True
    text = question.lower()
    if any(one not in _NOBODY and one not in own and f"{one}'s" not in own for one in _owners(text)):
        return True
    # looked up in each, as all words of a catalogue are too many to put together for a question
    known = (own, things, _NOBODY, filler_words(), account_words(), ENGLISH_STOP_WORDS)
    named = [found[1] for found in _OF.finditer(text) if not found[1].isdigit()]
    return any(all(one not in words for words in known) for one in named)


def _owners(text: str) -> list[str]:
    return [found[1] for found in _POSSESSIVE.finditer(text)]
