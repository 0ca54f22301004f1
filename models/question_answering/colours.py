"""Colours by name: what is red is not the blue one that is called alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_LINES: Final = (
    "red rot rote roter rotes roten rojo roja rojos rojas rouge rouges crimson scarlet",
    "blue blau blaue blauer blaues blauen azul azules bleu bleue bleus bleues navy",
    "green grün grüne grüner grünes grünen verde verdes vert verte verts vertes olive",
    "yellow gelb gelbe gelber gelbes gelben amarillo amarilla jaune jaunes",
    "black schwarz schwarze schwarzer schwarzes schwarzen negro negra negros negras noir noire noirs noires",
    "white weiß weiße weißer weißes weißen weiss blanco blanca blancos blancas blanc blanche blancs blanches ivory",
    "grey gray grau graue grauer graues grauen gris grise grises anthracite",
    "brown braun braune brauner braunes braunen marrón marron marrones",
    "orange naranja",
    "pink rosa rosado rosada rose",
    "purple violet lila violett morado morada violette",
    "beige",
    "turquoise türkis turquesa teal",
    "gold golden dorado dorada doré dorée",
    "silver silbern silberne plateado plateada argenté argentée",
)
_PLACES: Final = {word: place for place, line in enumerate(_LINES) for word in line.split()}


def another_colour(words: Iterable[str], row: Iterable[str]) -> bool:
    """Whether words name a colour, and a row has others and not this one; a row without any may be of each."""
    asked, told = (({_PLACES[word] for word in one if word in _PLACES}) for one in (words, row))
    return bool(told) and not asked <= told
