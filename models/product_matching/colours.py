"""Colours as sellers name them in several languages, each brought to one of a few shades."""

from __future__ import annotations

from typing import Final

# shade -> spellings, normalised as `text.normalise` does
_SPELLINGS: Final[dict[str, str]] = {
    "black": "nera midnight black noir noire schwarz negro negra nero "
    "nera zwart czarny czarna sort svart preto 黒 черный черная",
    "white": "weis blanche alb white blanc blanche weiss blanco blanca bianco "
    "bianca wit bialy biala hvid vit branco 白 белый белая",
    "silver": "silver argent silber plata plateado argento zilver zilveren srebrny solv prata серебристый 銀",
    "grey": "spacegrey spacegray spacegrau slate grey gray gris grau "
    "grigio grijs szary gra cinza graphite anthracite charcoal серый",
    "red": "burgundy bordeaux crimson cherry red rouge rot rojo roja rosso rossa rood czerwony rod vermelho 赤 красный",
    "blue": "azure indigo blue bleu bleue blau azul blu blauw niebieski bla navy marine 青 синий голубой",
    "green": "olive khaki lime emerald green vert verte grun verde groen zielony gron 緑 зеленый",
    "yellow": "yellow jaune gelb amarillo amarilla giallo geel zolty gul amarelo 黄 желтый",
    "orange": "orange naranja arancione oranje pomaranczowy laranja оранжевый",
    "pink": "blush pink rosa roze rozowy fuchsia 桃 розовый",
    "purple": "purple violet lila morado viola paars fioletowy roxo 紫 фиолетовый",
    "brown": "brown brun marron braun marrone bruin brazowy castanho tan 茶 коричневый",
    "gold": "gold golden or dore oro dorado goud zloty ouro champagne 金 золотой",
    "cyan": "cyan cian zyan ciano turquoise turquesa turkis turchese teal aqua",
    "mint": "mint menthe menta minze mintgrun",
    "peach": "peach peche pfirsich melocoton pesca coral corail koralle",
    "magenta": "magenta",
    "lavender": "lavender lavande lavendel lavanda",
    "rose gold": "rosegold rosegoud roségold",
    "beige": "sand beige cream ivory creme crema kremowy бежевый",
    "titanium": "titanium titan titane titanio titane",
    "bronze": "bronze copper kupfer cobre rame bronce",
    "multicolour": "multicolor multicolour multicolore mehrfarbig bunt multi",
}

SHADES: Final[tuple[str, ...]] = tuple(_SPELLINGS)
# "or" is gold in French and a conjunction in English; "sort", "bla", "rod", "gra", "multi" are words elsewhere
_AMBIGUOUS: Final = frozenset({"or", "sort", "bla", "rod", "gra", "multi", "tan", "wit", "vit"})
SHADE_OF: Final[dict[str, int]] = {
    spelling: position
    for position, shade in enumerate(SHADES)
    for spelling in _SPELLINGS[shade].split()
    if spelling not in _AMBIGUOUS
}
