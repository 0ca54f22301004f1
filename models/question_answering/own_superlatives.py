"""What a question singles out by comparing: "my most expensive order", "my first order", "my last three orders"."""

from __future__ import annotations

import re
from typing import Final

from .period_words import NUMBERS
from .question_text import words_of

_COUNTS: Final = "|".join(sorted(NUMBERS, key=len, reverse=True))
# behind "most" any word that begins as "recently" does is left, which may have a slip
_COMPARED: Final = re.compile(
    r"(?<!at )\b(?:most|least)\b(?! r| of)"
    r"|\b(?:cheapest|dearest|priciest|costliest|biggest|largest|smallest|highest|lowest|oldest|earliest|longest|heaviest"
    r"|favou?rite|best|worst|first|second|third|penultimate|average|last but one)\b"
    r"|\b(?:teuerste|billigste|günstigste|größte|kleinste|höchste|älteste|früheste|erste|zweite|dritte|vorletzte|meiste"
    r"|häufigste)[nrsm]?\b|\bdurchschnitt\w*"
    r"|\bmás (?:car|barat|grande|pequeñ|antigu|a menudo)\w*|\b(?:primer|penúltim|segund|tercer)[oa]?\b|\bpromedio\b"
    r"|\b(?:plus|moins) (?:ch[eè]r|grand|petit|gros|ancien|souvent)\w*|\b(?:premi[eè]r|deuxième|avant-derni[eè]r)\w*"
    r"|\bmoyenne\b"
    r"|\bbefore (?:the |my )?(?:last|latest|newest|most recent|previous)\b"
    r"|\bvor (?:der|dem|meiner) letzten\b|\b(?:antes|anterior(?:es)?) (?:del|de mi|de la|al|a la|a mi) últim[oa]\b"
    r"|\bavant (?:la|ma|mon) derni"
    r"|\b(?:last|past|latest|letzten|últim[oa]s|derni[eè]res|derniers)"
    rf" (?:\d+|few|couple|handful|dozen|several|paar|beiden|{_COUNTS})\b"
)


def singled_out(rest: str, own: frozenset[str]) -> str | None:
    """Words that single out a row by a comparison that answers do not make; None where there are none.

    Args:
        rest: A question in small letters, without words for a time.
        own: Words of the customer's rows: a "first aid kit" is no first one.
    """
    return next((match[0] for match in _COMPARED.finditer(rest) if not own.issuperset(words_of(match[0]))), None)
