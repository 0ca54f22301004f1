"""Words for times in questions, in English, German, Spanish and French."""

from __future__ import annotations

from typing import Final

from .periods import AFTER, BEFORE, DAY, MONTH, SINCE, UNTIL, WEEK, YEAR

BOUNDS: Final = {
    **dict.fromkeys(("since", "seit", "desde", "depuis"), SINCE),
    **dict.fromkeys(("before", "vor", "antes de", "antes del", "avant"), BEFORE),
    **dict.fromkeys(("after", "nach", "después de", "después del", "après"), AFTER),
    **dict.fromkeys(("until", "till", "by", "up to", "bis", "hasta", "jusqu'en", "jusqu'à"), UNTIL),
}
NEAR_DAYS: Final = {
    **dict.fromkeys(("today", "heute", "hoy", "aujourd'hui"), 0),
    **dict.fromkeys(("yesterday", "gestern", "ayer"), -1),
    **dict.fromkeys(("tomorrow", "morgen", "mañana", "demain"), 1),
}
UNITS: Final = {
    **dict.fromkeys(("days", "day", "tage", "tagen", "tag", "días", "día", "jours", "jour"), DAY),
    **dict.fromkeys(("weeks", "week", "wochen", "woche", "semanas", "semana", "semaines", "semaine"), WEEK),
    **dict.fromkeys(("months", "month", "monaten", "monate", "monats", "monat", "meses", "mes", "mois"), MONTH),
    **dict.fromkeys(("years", "year", "jahren", "jahre", "jahr", "años", "año", "années", "année", "ans", "an"), YEAR),
}
STEPS: Final = {
    **dict.fromkeys(("this", "diesen", "dieser", "dieses", "diese", "diesem", "este", "esta", "cette", "ce"), 0),
    **dict.fromkeys(
        (
            *("last", "previous", "letzten", "letzter", "letztes", "letzte", "letztem", "pasado", "pasada"),
            *("dernière", "dernier", "passée", "passé"),
        ),
        -1,
    ),
    **dict.fromkeys(
        (
            *("next", "coming", "nächsten", "nächster", "nächstes", "nächste", "kommenden", "kommende"),
            *("próxima", "próximo", "prochaine", "prochain"),
        ),
        1,
    ),
}
ROLLING: Final = {
    **dict.fromkeys(
        (*("last", "past", "letzten", "vergangenen", "últimos", "últimas", "derniers", "dernières", "previous"),),
        False,
    ),
    **dict.fromkeys(("next", "nächsten", "próximos", "próximas", "prochains", "prochaines"), True),
}
NUMBERS: Final = {
    **dict.fromkeys(("two", "couple of", "zwei", "dos", "deux"), 2),
    **dict.fromkeys(("three", "drei", "tres", "trois"), 3),
    **dict.fromkeys(("four", "vier", "cuatro", "quatre"), 4),
    **dict.fromkeys(("five", "fünf", "cinco", "cinq"), 5),
    **dict.fromkeys(("six", "sechs", "seis"), 6),
    **dict.fromkeys(("seven", "sieben", "siete", "sept"), 7),
    **dict.fromkeys(("eight", "acht", "ocho", "huit"), 8),
    **dict.fromkeys(("nine", "neun", "nueve", "neuf"), 9),
    **dict.fromkeys(("ten", "zehn", "diez", "dix"), 10),
    **dict.fromkeys(("twelve", "zwölf", "doce", "douze"), 12),
}
_MONTH_LINES: Final = (
    *("january januar jänner enero janvier", "february februar febrero février", "march märz marzo mars"),
    *("april abril avril", "may mai mayo", "june juni junio juin", "july juli julio juillet"),
    *("august agosto août", "september septiembre septembre", "october oktober octubre octobre"),
    *("november noviembre novembre", "december dezember diciembre décembre"),
)
_WEEKDAY_LINES: Final = (
    *("monday montag lunes lundi", "tuesday dienstag martes mardi", "wednesday mittwoch miércoles mercredi"),
    *("thursday donnerstag jueves jeudi", "friday freitag viernes vendredi"),
    *("saturday samstag sonnabend sábado samedi", "sunday sonntag domingo dimanche"),
)
MONTHS: Final = {word: number for number, line in enumerate(_MONTH_LINES, 1) for word in line.split()}
WEEKDAYS: Final = {word: number for number, line in enumerate(_WEEKDAY_LINES) for word in line.split()}
# these are other words too, so that a month is meant only where more says so
OTHER_WORDS: Final = frozenset({"may", "march", "mars", "mai", "august"})
