"""What a measure is of: weight, length, capacity, by the words of questions and of passages."""

from __future__ import annotations

import re
from typing import Final

from .product_names import singular
from .quantities import ALL_UNITS
from .question_text import words_of
from .word_lists import listed

# topic: dimensions that it has, and beginnings of words that name it in four languages
_TOPICS: Final = {
    "weight": (("mass_g",), "weigh heav gewicht wieg schwer peso pesa poids pès lourd"),
    "length": (("length_cm",), "length long läng lang longitud largo longueur"),
    "width": (("length_cm",), "width wide breit ancho anch larg"),
    "height": (("length_cm",), "height tall high höhe hoch alto altura haut"),
    "depth": (("length_cm",), "depth deep tief profund"),
    "diameter": (("length_cm",), "diamet durchmess diámet diamèt"),
    "thickness": (("length_cm",), "thick dick stärke gros épais"),
    "screen": (("length_cm",), "screen display bildschirm pantalla écran"),
    "capacity": (("volume_ml", "charge_mah", "data_gb", "mass_g"), "capacit kapazit hold volum inhalt fass conten"),
    "load": (("mass_g",), "load limit carr trag carga charge belast maximum_w"),
    "power": (("power_w",), "power watt leistung potenc puissanc"),
    "voltage": (("voltage_v",), "volt spannung tension"),
    "warranty": (("time_s",), "warrant guarant garant"),
    "noise": (("loudness_db",), "noise loud decibel laut ruid bruit"),
    "temperature": (("temperature_k",), "temperat hot cold heiß kalt calient chaud"),
    "battery": (("time_s", "charge_mah"), "batter akku batería runtime laufzeit autonom"),
    "charging": (("time_s",), "charging recharg aufladen lädt"),
    "storage": (("data_gb",), "storage memory speicher almacen stockag memoria mémoire ram"),
}  # fmt: skip
_ROOTS: Final = {
    topic: re.compile(rf"\b(?:{'|'.join(roots.split())})\w*", re.IGNORECASE) for topic, (_, roots) in _TOPICS.items()
}
# of which a number is the whole truth; what holds or bears more also holds less
_MEASURES: Final = (
    "weight", "length", "width", "height", "depth", "diameter", "thickness", "screen", "power", "voltage", "noise",
)  # fmt: skip
_USUAL: Final = {"mass_g": "weight", "power_w": "power", "voltage_v": "voltage", "loudness_db": "noise"}
_PACKAGED: Final = re.compile(
    r"\b(?:packag|packed|shipping|verpack|versand|embal|paquete|colis|carton)\w*", re.IGNORECASE
)
# other names than these may be a part's too; of what is each one of several no list is needed
_PARTS: Final = frozenset(
    word
    for line in (
        "cable cord strap handle lead hose lid box wheel seat leg opening hole door drawer pocket battery charger",
        "plug motor engine blade base stand frame filter tank bowl remote cap sole heel sleeve hood collar tray shelf",
        "adapter holder rack",
        "basket hook pole rod tube nozzle brush case cover cushion pump lens keyboard drum antenna mount bracket",
        "kabel griff deckel akku batterie ladegerät netzteil gestell fuß rad räder tür schublade tank schlauch stiel",
        "correa asa tapa batería cargador motor base rueda puerta cajón manguera mango pata",
        "câble poignée couvercle chargeur moteur socle roue porte tiroir tuyau manche pied",
    )
    for word in line.split()
)
# times and turns of what somebody does, of which a product has none
_TURNS: Final = listed("time use wash washing charge trip morning evening night meal session mal vez fois")
_EACH: Final = re.compile(r"\b(?:each|every|per|jede[rsmn]?|pro|cada|chaque)\s+(\w+)", re.IGNORECASE)


def topics_of(text: str) -> frozenset[str]:
    """Topics that a text speaks of."""
    return frozenset(topic for topic, roots in _ROOTS.items() if roots.search(text))


def fits(topic: str, dimension: str) -> bool:
    """Whether numbers of a dimension can be of a topic."""
    return dimension in _TOPICS[topic][0]


def is_measure(word: str) -> bool:
    """Whether a word names or asks for a measure of a thing itself, as weight or long."""
    return any(_ROOTS[topic].match(word) for topic in _MEASURES)


def usual(dimension: str) -> str | None:
    """The measure that a bare number of a dimension is of: "is it 2 kg" asks for the weight; None: several are."""
    return _USUAL.get(dimension)


def is_of_package(text: str) -> bool:
    """Whether a text speaks of the product as it is packed, which is another measure."""
    return _PACKAGED.search(text) is not None


def parts_of(text: str, called: frozenset[str] = frozenset()) -> frozenset[str]:
    """Parts of a product that a text speaks of, which have measures of their own, and what is each one of several.

    Args:
        text: Of a question or a passage.
        called: Words that the product is called by: a basket is no part of itself.

    Examples:
        >>> sorted(parts_of("The battery weighs 200 g, each plate 1 kg."))
        ['battery', 'plate']
        >>> sorted(parts_of("The battery weighs 200 g.", frozenset({"battery"})))
        []
    """
    words = {singular(word) for word in words_of(text)}
    each = {singular(word.lower()) for word in _EACH.findall(text) if not _is_turn(word.lower())}
    return frozenset(((words & _PARTS) | each) - called)


def _is_turn(word: str) -> bool:
    return singular(word) in _TURNS or (word in ALL_UNITS and ALL_UNITS[word].dimension == "time_s")
