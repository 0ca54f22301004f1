"""`bazaar run --plots`: the curves of an evaluation as pictures and as values."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from evaluation import curve_images, curve_tables, drawn
from infra.errors import SettingsError
from tasks import rooms

IMAGES = "images"
VALUES = "values"


def write(use_case: str, summary: Mapping[str, Any], directory: Path) -> None:
    """Write `images/NAME.svg` and `values/NAME.csv` for every curve of a run.

    A use case gives its own in `plots(outcomes)` and `measured_plots(measures)` of its evaluation room; `measures` is
    there for all.

    Args:
        summary: What the flow returned.

    Raises:
        SettingsError: Nothing can be written there.
    """
    found = of_run(use_case, summary)
    title = f"{summary['model']}: "
    try:
        for kind in (IMAGES, VALUES):
            (directory / kind).mkdir(parents=True, exist_ok=True)
        for name, curve in found.items():
            curve.to_csv(directory / VALUES / f"{name}.csv", index=False)
            curve_images.draw(curve, title + name.replace("_", " "), directory / IMAGES / f"{name}.svg")
    except OSError as error:
        raise SettingsError(
            f"The plots cannot be written to {directory}: {error.strerror}.", "Name another --plots."
        ) from error


def of_run(use_case: str, summary: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    """The curves of a run by name."""
    room = rooms.module("evaluation", use_case)
    found: dict[str, pd.DataFrame] = {"measures": curve_tables.of_measures(summary["measures"])}
    outcomes = pd.read_parquet(Path(summary["evaluation"]) / "outcomes.parquet")
    curves = drawn.plots(room, outcomes, summary["measures"])
    return found | {plot.file_name: curve_tables.of_plot(plot) for plot in curves}
