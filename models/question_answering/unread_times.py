"""Words for a time in a question that nobody here understands: an answer would be about another time."""

from __future__ import annotations

import re
from typing import Final

from .period_words import MONTHS, OTHER_WORDS, WEEKDAYS
from .question_text import words_of

_AT: Final = (
    r"(?:this|last|next|at|over|since|before|after|during|in|on|by|until|every|diese[nrs]?|letzte[nrs]?|an|zu|seit|vor"
    r"|esta|este|en|la|el|ce|cette|à|pour)(?: the)?"
)
_TIMES: Final = re.compile(
    rf"\b(?:{'|'.join(sorted((set(MONTHS) - OTHER_WORDS) | set(WEEKDAYS)))})\b"
    r"|(?<!which )(?<!what )(?<!many )(?<!viele )\b(?:weeks?|months?|years?|wochen?|monat(?:en?|s)?|jahre?n?)\b"
    r"|(?<!combien de )(?<!cuántas )(?<!cuántos )\b(?:semanas?|meses|años?|semaines?|mois|années?)\b"
    r"|\b(?:el|por|al|cada) mes\b"
    r"|(?<!long )\bago\b|\bhace (?!cu)\w+|\bil y a (?:\d|un|deux|trois|quatre|cinq|six|dix|quelques)\w*"
    r"|\bvor \w+ tagen\b"
    r"|\b(?:before|after|since|prior to) (?:that|then|this|it|my|the)\b|\bbetween\b|\bzwischen\b|\btonight\b"
    r"|\b(?:davor|danach|seitdem|seither)\b|\b(?:antes|después) de(?:l| eso| esto| la| mi)\b"
    r"|\b(?:avant|après) (?:ça|cela|ceci|le|la|ma|mon)\b"
    rf"|\b{_AT} (?:weekend|wochenende|christmas|weihnachten|easter|ostern|summer|sommer|winter|spring|autumn|fall"
    r"|holidays?|night|morning|afternoon|evening|black friday|birthday|quarter|decade|navidad|noël|verano|été|hiver)\b"
    r"|\b(?:acheté|commandé|reçu|livrée?|arrivée?|payé|dépensé) hier\b|\bhier (?:soir|matin)\b"
    r"|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b(?:on|since|before|after|until|by|am|seit|vor) (?:the )?\d{1,2}[./]\d{1,2}\b"
    r"|\bon the \d{1,2}(?:st|nd|rd|th)\b|\bthe other day\b|\b(?:per|a|each|every) day\b"
)
_VAGUE: Final = re.compile(
    r"\b(?:recently|lately|kürzlich|neulich|zuletzt|recientemente|últimamente|récemment|dernièrement)\b"
)


def unread(rest: str, own: frozenset[str], *, vague: bool) -> str | None:
    """Such words; None where there are none.

    Args:
        rest: A question in small letters, without what is understood.
        own: Words of the customer's rows, which may be names of months.
        vague: Whether words such as "lately" are some.
    """
    patterns = (_TIMES, _VAGUE) if vague else (_TIMES,)
    for pattern in patterns:
        for match in pattern.finditer(rest):
            if not own.issuperset(words_of(match[0])):
                return match[0]
    return None
