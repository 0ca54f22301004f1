from __future__ import annotations

import pandas as pd

from params.monitor import MonitorSettings
from tasks import monitor_profiles


def test_an_ignored_column_of_the_answers_has_no_profile() -> None:
    """Dates of forecasts differ in every window, and that is no drift."""
    answers = pd.DataFrame({"origin": ["2024-01-01"] * 40 + ["2024-04-01"] * 40, "mean": range(80)}).astype(
        {"origin": "str"}
    )
    assert set(monitor_profiles.of_answers(answers, MonitorSettings()).columns) == {"origin", "mean"}
    kept = monitor_profiles.of_answers(answers, MonitorSettings(ignore=("answers.origin", "sales.mean")))
    assert set(kept.columns) == {"mean"}
