"""All curves that a use case's room draws of an evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any

import pandas as pd

from evaluation.curves import Plot


def plots(room: ModuleType, outcomes: pd.DataFrame, measures: Mapping[str, Mapping[str, Any]]) -> list[Plot]:
    """Those of its outcomes and of its measures; none of a room that draws none.

    Args:
        room: The use case's evaluation room. `plots` takes outcomes, `measured_plots` takes measures as JSON.
        outcomes: One row an example.
        measures: By name; of some models, such as a champion that was asked once, not all are there.
    """
    of_outcomes = room.plots(outcomes) if hasattr(room, "plots") else []
    of_measures = room.measured_plots(measures) if hasattr(room, "measured_plots") else []
    return [*of_outcomes, *of_measures]
