# ruff: noqa: RUF001 - Cyrillic and Chinese units are meant as such
"""Units of measure as sellers write them in several languages, each with its dimension and factor to a base unit."""

from __future__ import annotations

from typing import NamedTuple


class Unit(NamedTuple):
    """A unit: numbers of one dimension are comparable after multiplying by `factor`."""

    dimension: str
    factor: float


# dimension -> factor to the dimension's base unit -> spellings, normalised as `text.normalise` does
_SPELLINGS: dict[str, dict[float, str]] = {
    "data_gb": {
        1e-6: "kb kilobyte kilobytes",
        1e-3: "mb mo megabyte megabytes мб",
        1.0: "gb gig gigabyte gigabytes гб",
        1e3: "tb terabyte terabytes тб",
    },
    "length_cm": {
        0.1: "mm millimeter millimetre мм",
        1.0: "cm centimeter centimetre centimeters см",
        2.54: "inch inches in zoll pulgada pulgadas pouce pouces pollici дюйм дюймов",
        30.48: "ft foot feet",
        100.0: "m meter metre meters metres metros",
        91.44: "yd yard yards",
    },
    "mass_g": {
        1e-3: "mg",
        1.0: "g gr gram grams gramm г",
        1e3: "kg kilo kilogram kilograms кг",
        28.349523125: "oz ounce ounces",
        453.59237: "lb lbs pound pounds",
    },
    "volume_ml": {
        1.0: "ml milliliter мл",
        10.0: "cl",
        1e3: "l lt ltr liter litre liters litres litros л",
        3785.411784: "gal gallon gallons",
    },
    "power_w": {1.0: "w watt watts вт", 1e3: "kw квт"},
    "voltage_v": {1.0: "v volt volts", 1e3: "kv"},
    "charge_mah": {1.0: "mah", 1e3: "ah"},
    "energy_wh": {1.0: "wh", 1e3: "kwh"},
    "frequency_hz": {1.0: "hz", 1e3: "khz", 1e6: "mhz", 1e9: "ghz"},
    "resolution_mp": {1.0: "mp mpx mpix megapixel megapixels мп"},
    "lines_p": {1.0: "p"},
    "zoom_x": {1.0: "x"},
    "rotation_rpm": {1.0: "rpm"},
    "dots_dpi": {1.0: "dpi"},
    "heat_btu": {1.0: "btu"},
    "light_lm": {1.0: "lm lumen lumens"},
    "loudness_db": {1.0: "db"},
    "speed_mbps": {1.0: "mbps mbit", 1e3: "gbps gbit"},
    "pressure_bar": {1.0: "bar"},
    "count": {1.0: "pc pcs piece pieces pack packs pk stk stuck stueck pieza piezas unidades ct count шт 個 个 枚"},
}

UNITS: dict[str, Unit] = {
    spelling: Unit(dimension, factor)
    for dimension, factors in _SPELLINGS.items()
    for factor, spellings in factors.items()
    for spelling in spellings.split()
}

# too common as words of their own to be read as units unless glued to the number, as in "64go" or "10m"
GLUED_ONLY = frozenset({"in", "p", "x", "mo", "m", "g", "l", "v", "w"})
