"""Reviews written for the evaluation, in languages with Latin letters, by ISO 639 code."""

from __future__ import annotations

import re
from typing import Final

REVIEWS: Final[dict[str, tuple[str, ...]]] = {
    "de": (
        "Der Akku hält den ganzen Tag, aber das Armband ist leider viel zu billig verarbeitet.",
        "Nach zwei Wochen kaputt. Würde ich nicht noch einmal kaufen!",
        "Sehr schöner Stoff und angenehm zu tragen, die Farbe gefällt mir auch gut.",
        "Der Versand war schnell, die Verpackung jedoch beschädigt.",
    ),
    "fr": (
        "La batterie tient toute la journée, mais le bracelet semble vraiment fragile.",
        "Cassé au bout de deux semaines. Je ne le rachèterai pas !",
        "Très beau tissu, agréable à porter, et la couleur me plaît beaucoup.",
        "La livraison a été rapide mais l'emballage était abîmé.",
    ),
    "es": (
        "La batería dura todo el día, pero la correa parece bastante endeble.",
        "Se rompió a las dos semanas. ¡No lo volvería a comprar!",
        "Tela muy bonita y cómoda de llevar, y el color me gusta mucho.",
        "El envío fue rápido, aunque la caja llegó muy golpeada.",
    ),
    "it": (
        "La batteria dura tutto il giorno, ma il cinturino sembra davvero fragile.",
        "Si è rotto dopo due settimane. Non lo comprerei di nuovo!",
        "Tessuto molto bello e comodo da indossare, anche il colore mi piace tanto.",
        "La spedizione è stata veloce, però la scatola era rovinata.",
    ),
    "nl": (
        "De accu gaat de hele dag mee, maar het bandje voelt heel goedkoop aan.",
        "Na twee weken kapot. Ik zou het niet nog een keer kopen!",
        "Erg mooie stof en fijn om te dragen, de kleur bevalt me ook goed.",
        "De levering was snel, alleen was de verpakking beschadigd.",
    ),
    "pt": (
        "A bateria dura o dia inteiro, mas a pulseira parece muito frágil.",
        "Quebrou depois de duas semanas. Não compraria outra vez!",
        "Tecido muito bonito e confortável de vestir, e gosto bastante da cor.",
        "A entrega foi rápida, porém a embalagem veio danificada.",
    ),
    "pl": (
        "Bateria trzyma cały dzień, ale pasek wygląda na bardzo słaby.",
        "Zepsuł się po dwóch tygodniach. Nie kupiłbym go ponownie!",
        "Bardzo ładny materiał, wygodny w noszeniu, kolor też mi się podoba.",
        "Dostawa była szybka, jednak opakowanie przyszło uszkodzone.",
    ),
    "sv": (
        "Batteriet räcker hela dagen, men armbandet känns tyvärr väldigt klent.",
        "Gick sönder efter två veckor. Skulle inte köpa den igen!",
        "Mycket fint tyg och skönt att bära, färgen tycker jag också om.",
        "Leveransen gick snabbt men förpackningen var skadad.",
    ),
}
_WORD: Final = re.compile(r"[^\W\d_]+")


def words_of(text: str) -> set[str]:
    """Different words of letters, folded."""
    return set(_WORD.findall(text.casefold()))
