"""What a measure is of: weight, length, capacity, by the words of questions and of passages."""

from __future__ import annotations

import re
from typing import Final

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
_PARTS: Final = re.compile(
    r"\b(?:cable|cord|strap|handle|lead|hose|lid|box|wheel|seat|leg|opening|hole|door|drawer|pocket|kabel|griff|deckel|"
    r"cable|correa|asa|tapa|câble|poignée|couvercle)s?\b",
    re.IGNORECASE,
)


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


def parts_of(text: str) -> frozenset[str]:
    """Parts of a product that a text speaks of, which have measures of their own."""
    return frozenset(found.lower().rstrip("s") for found in _PARTS.findall(text))
