"""Files of a fitted outlook."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Final

import numpy as np

from ..calibration import Calibration
from ..settings import read
from .forest import Forest
from .memory import Memory
from .order import Order
from .outlook import Outlook
from .outlook_settings import OutlookSettings
from .probability import Probability
from .revenue import Revenue
from .scored import no_fresh
from .tables import Tables

FILE: Final = "outlook.json"
REVENUE: Final = "revenue.npz"


def save(outlook: Outlook, directory: Path) -> None:
    """Write what `load` reads."""
    directory.mkdir(parents=True, exist_ok=True)
    outlook.tables.save(directory)
    outlook.memory.save(directory)
    forests = {
        "probability": outlook.probability.forest,
        "revenue": outlook.revenue.forest,
        "order": outlook.order.forest,
    }
    for name, forest in forests.items():
        forest.save(directory, name)
    outlook.probability.calibration.save(directory)
    revenue = outlook.revenue
    np.savez(directory / REVENUE, allow_pickle=False, by_offer=revenue.by_offer, by_type=revenue.by_type)
    told = {
        "forests": {name: one.rounds for name, one in forests.items()},
        "base": outlook.probability.base,
        "shift": outlook.probability.shift,
        "weight": outlook.order.weight,
        "timed": outlook.timed,
        "ranked": outlook.ranked,
        "mean_revenue": revenue.mean,
        "revenue_of_paid": None if np.isnan(revenue.of_paid) else revenue.of_paid,
        "most_revenue": revenue.most,
        "names": list(outlook.tables.names),
        "metrics": outlook.metrics,
        "facts": outlook.facts,
        "settings": asdict(outlook.tables.chosen),
    }
    text = json.dumps(told, indent=2, sort_keys=True, allow_nan=False)
    (directory / FILE).write_text(text + "\n", encoding="utf-8")


def load(directory: Path) -> Outlook:
    """Read what `save` wrote.

    Raises:
        ValueError: Its trees read other features than this code makes.
    """
    told = json.loads((directory / FILE).read_text(encoding="utf-8"))
    tables = Tables.load(directory, read(OutlookSettings(), told["settings"]))
    names = list(tables.names)
    if told["names"] != names:
        raise ValueError(f"{directory} reads the features {told['names']}, this code makes {names}.")
    forests = {name: Forest.load(directory, name, rounds) for name, rounds in told["forests"].items()}
    of_paid = np.nan if told["revenue_of_paid"] is None else told["revenue_of_paid"]
    with np.load(directory / REVENUE, allow_pickle=False) as arrays:
        revenue = Revenue(
            told["mean_revenue"],
            arrays["by_offer"],
            arrays["by_type"],
            of_paid,
            forests["revenue"],
            told["most_revenue"],
        )
    found = Outlook(
        tables,
        Memory.load(directory),
        Probability(forests["probability"], told["base"], Calibration.load(directory), told["shift"]),
        revenue,
        Order(forests["order"], told["weight"]),
        told["timed"],
        told["ranked"],
        no_fresh(),
        told["metrics"],
        told["facts"],
    )
    _ = found.looks  # made now: the first request should not wait for it
    return found
