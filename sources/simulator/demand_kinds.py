"""How each department of the marketplace sells: level, season, what events move it, launch, prices, returns.

The numbers were set by hand until weekly sales looked like those of a marketplace; no data set was fitted.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sources.simulator.words import entries

# level: units a day of a grown product in all regions; weather: amplitude of the log season, and its peak as a day of
# the northern year; deal, gift, feast, school: what a whole event of that kind adds to the log; elasticity; share of
# orders returned; yearly growth of the log; pieces: parameter of the logarithmic number of units in an order.
_COLUMNS = "level weather peak deal gift feast school launch elasticity returned growth pieces"
_DEPARTMENTS = """
Electronics:            2.0 0.05 350 1.00 0.60 0.00 0.15 hype    2.1 0.06 -0.02 0.10
Computers:              1.8 0.05 250 1.00 0.40 0.00 0.45 hype    2.0 0.06 -0.04 0.10
Phones & Gaming:        1.8 0.05 340 1.10 0.95 0.00 0.10 hype    1.9 0.06  0.03 0.08
Photo & Video:          1.1 0.20 170 0.90 0.60 0.00 0.00 hype    1.7 0.06 -0.06 0.10
Appliances:             1.3 0.05 345 0.85 0.35 0.10 0.05 steady  1.9 0.05  0.02 0.05
Kitchen:                2.2 0.10 340 0.55 0.55 0.35 0.10 steady  1.8 0.04  0.05 0.35
Furniture:              0.9 0.12  20 0.35 0.00 0.00 0.20 slow    1.6 0.09  0.00 0.15
Home Textiles & Décor:  2.2 0.28 335 0.40 0.40 0.60 0.20 steady  1.9 0.08  0.06 0.40
Tools & DIY:            2.0 0.35 130 0.55 0.30 0.00 0.00 slow    1.5 0.04  0.04 0.40
Garden:                 1.8 1.15 125 0.25 0.15 0.20 0.00 steady  1.6 0.04  0.06 0.40
Women's Fashion:        2.2 0.25 115 0.60 0.30 0.10 0.10 fashion 2.3 0.19  0.03 0.20
Men's Fashion:          2.0 0.25 110 0.60 0.40 0.10 0.10 fashion 2.2 0.16  0.02 0.25
Shoes & Bags:           1.8 0.25 105 0.60 0.30 0.00 0.35 fashion 2.2 0.18  0.02 0.10
Watches & Jewellery:    1.1 0.05 345 0.55 1.20 0.10 0.00 steady  1.8 0.08  0.00 0.05
Beauty:                 3.1 0.08 340 0.50 0.75 0.10 0.00 steady  1.7 0.03  0.10 0.40
Health:                 2.6 0.30  15 0.25 0.05 0.00 0.00 slow    1.3 0.02  0.08 0.45
Grocery:                4.4 0.12 350 0.15 0.25 0.80 0.05 steady  1.4 0.01  0.07 0.65
Household:              4.0 0.05 100 0.25 0.00 0.10 0.05 slow    1.5 0.01  0.05 0.60
Baby:                   2.6 0.05 200 0.40 0.20 0.00 0.00 steady  1.6 0.03  0.00 0.50
Pets:                   3.3 0.05 345 0.30 0.15 0.15 0.00 slow    1.4 0.02  0.12 0.55
Office & School:        2.4 0.10 250 0.35 0.10 0.00 1.20 slow    1.5 0.03 -0.02 0.60
Toys & Games:           2.0 0.05 340 0.80 1.60 0.25 0.05 hype    1.8 0.04  0.03 0.25
Sports & Outdoors:      1.8 0.55 165 0.50 0.35 0.05 0.10 steady  1.7 0.07  0.07 0.25
Automotive:             1.5 0.20 315 0.35 0.10 0.00 0.00 slow    1.4 0.04  0.03 0.30
Musical Instruments:    0.8 0.05 345 0.50 0.65 0.00 0.20 slow    1.5 0.05  0.00 0.15
"""
# Groups whose season is not their department's: amplitude and peak.
_GROUPS = """
Climate: 1.4 195
Outdoor Living: 1.3 140
Cold Drinks: 0.6 190
Hot Drinks: 0.4 10
Camping & Hiking: 0.9 178
Fitness: 0.45 12
Lighting: 0.35 340
"""


@dataclass(frozen=True)
class Kind:
    """How a department sells; see `_COLUMNS`."""

    level: float
    weather: float
    peak: float
    deal: float
    gift: float
    feast: float
    school: float
    launch: str
    elasticity: float
    returned: float
    growth: float
    pieces: float


@dataclass(frozen=True)
class LaunchKind:
    """Demand by age: (1 - lack exp(-age / ripe)) (rest + (1 - rest) exp(-age / fade)), ages in weeks.

    A `lack` below 0 is a launch that sells more than the grown product.
    """

    lack: float
    ripe: float
    rest: float
    fade: float


LAUNCHES = {
    "steady": LaunchKind(0.75, 7.0, 0.8, 90.0),
    "slow": LaunchKind(0.9, 16.0, 0.95, 150.0),
    "hype": LaunchKind(-1.1, 6.0, 0.3, 70.0),
    "fashion": LaunchKind(0.5, 3.0, 0.25, 36.0),
}


@cache
def kinds() -> dict[str, Kind]:
    """By department."""
    names = _COLUMNS.split()
    found = {}
    for department, rest in entries(_DEPARTMENTS):
        row = dict(zip(names, rest.split(), strict=True))
        found[department] = Kind(launch=row.pop("launch"), **{name: float(value) for name, value in row.items()})
    return found


@cache
def group_seasons() -> dict[str, tuple[float, float]]:
    """Amplitude and peak by group, for groups with a season of their own."""
    return {group: (float(rest.split()[0]), float(rest.split()[1])) for group, rest in entries(_GROUPS)}
