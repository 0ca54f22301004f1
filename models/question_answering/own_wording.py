"""Whether a question's words ask what one's own rows tell: of the own orders, lists and reminders, and as they are."""

from __future__ import annotations

import re
from typing import Final

from .kind_examples import words_of_others
from .question_text import words_of

_MINE: Final = frozenset(
    word
    for line in (
        "i i've i'd i'm my mine me myself we our us",
        "ich mir mich mein meine meinem meinen meiner meines meins wir uns unser unsere",
        "yo mi mis mío mía me mí nos compré pedí gasté pagué tengo puse quería iba guardé",
        "recibo recibí recibiré encargué",
        "je moi mon ma mes me ai ai-je mien mienne nous vais voulais dois",
    )
    for word in line.split()
)
_ELIDED: Final = ("j'", "m'", "l'ai", "qu'ai")
_HE: Final = re.compile(r"\bhe (?:comprado|pedido|gastado|pagado|puesto|guardado|encargado|tenido)\b")
_ROWS: Final = re.compile(
    r"\b(?:orders?|ordered|buy|bought|purchased?s?|get|got|had|spend|spent|pay|paid|cost|total|parcels?|packages?"
    r"|deliver(?:y|ed|ies)?|shipments?|shipped|arrives?|arriving|arrival|come|coming|expect|receive|stuff|is here|sent"
    r"|way|tracking|track|(?:wish ?)?lists?|saved?|wish\w*|reminders?|remind|remembered|want(?:ed)? to|going to|need to"
    r"|have to|plan(?:ned)? to|when|note"
    r"|bestell\w*|kauf\w*|gekauft|einkauf\w*|paket\w*|lieferung\w*|geliefert|ausgegeben|bezahlt|gekostet|versandt"
    r"|verschickt|unterwegs|kommt|ankommt|erhalte|liste|listen|wunschliste\w*|gespeichert|erinner\w*|wollte|wann"
    r"|pedid[oa]s?|pedí|compr\w+|encarg\w+|paquetes?|entreg\w+|env[ií]\w*|lleg\w+|recib\w+|gast\w+|pag\w+|cost\w+|lista"
    r"|listas|guard\w+|recordatorios?|cuándo|qué día|camino"
    r"|command\w+|achet\w+|achat\w*|colis|livr\w+|arriv\w+|recevoir|reçois|dépens\w+|pay\w+|coût\w+|listes?|rappels?"
    r"|rappel\w*|enregistré\w*|envoyé\w*|quand|voulais)\b"
)
_NUMBERED: Final = re.compile(
    r"\b(?:orders?|bestellung|auftrag|pedido|commande) (?:number |no |nr |nummer )?(?=\w*\d)\w{2,}"
)
_WHETHER: Final = re.compile(
    r"\b(?:tell|know|check|see|ask|asking|sure|wonder|wondering|remember|say|out|verify|look|me)$"
)
_CONDITION: Final = re.compile(r"\b(?:if|unless|wenn|falls)\b")
_OTHER_SENSE: Final = r"(?:expect|get|see|know|check|find|track|receive|ask|have a look)"
_ADVICE: Final = re.compile(
    rf"\b(?:can|could|may|should|shall|must|would|might) (?:i|we) (?!{_OTHER_SENSE}\b)"
    r"|\b(?:should|shall|must|do) (?:i|we) (?:have to|need to)?\s?(?:order|buy|purchase|replace|change|pay|return)\b"
    r"|\bhow (?:do|to|can|could|would|should|must) (?:i |we )?(?:cancel|return|change|order|buy|pay|add)\b"
    r"|\b(?:kann|könnte|darf|soll|sollte|muss) ich\b|\b(?:puedo|podría|debo|debería)\b"
    r"|\b(?:puis|peux|pourrais|dois|devrais)-je\b|\bje (?:peux|dois|pourrais|devrais)\b"
)


def is_owners(question: str) -> bool:
    """Whether its words say that the own account is meant, or an order by its id, or somebody else's rows.

    "How often do I have to replace the filter?" has the sound of "how often did I buy it", and nothing of an account.
    """
    text = question.lower().replace("’", "'")  # noqa: RUF001
    words = words_of(text)
    if _NUMBERED.search(text) or not words_of_others().isdisjoint(words):
        return True
    mine = not _MINE.isdisjoint(words) or any(word.startswith(_ELIDED) for word in words) or _HE.search(text)
    return bool(mine) and _ROWS.search(text) is not None


def is_conditional(question: str) -> bool:
    """Whether it asks what would be if: "can I return it if it is on my list"; not "tell me if it is"."""
    text = question.lower()
    return any(not _WHETHER.search(text[: found.start()].rstrip()) for found in _CONDITION.finditer(text))


def asks_advice(question: str) -> bool:
    """Whether it asks what one can or should do, which rows do not tell."""
    return _ADVICE.search(question.lower()) is not None
