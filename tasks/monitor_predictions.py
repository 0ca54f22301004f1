"""Prediction drift: what the champion answers now, against what it answered before."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from evaluation.drift import Finding
from tasks import monitor_answers, monitor_baseline, monitor_compare, monitor_history, monitor_profiles
from tasks.monitor_profiles import ANSWERS, Profiled
from tasks.monitor_reference_file import Kept
from tasks.monitor_run import Monitored

if TYPE_CHECKING:
    from mlflow import MlflowClient


@dataclass(frozen=True)
class Answers:
    """What the answers of a window came to; `form` names theirs where it is not that of the test's answers."""

    findings: list[Finding]
    notes: list[str]
    form: str = ""
    new: Profiled = field(default_factory=lambda: Profiled(0, 0, {}))


def compared(
    client: MlflowClient, run: Monitored, reference: Kept, predictions: str | None, asked: pd.DataFrame | None
) -> Answers:
    """Compare logged predictions, else what the champion answers about the window's examples.

    Raises:
        DataError: The log cannot be read.
        RegistryError: Earlier answers that it is compared with were altered.
    """
    if predictions is None:
        if asked is None:
            return Answers([], ["Predictions are not compared: none were logged (--predictions), none could be asked."])
        return _with_the_test(run, reference, asked, [])
    log, rows, others = monitor_answers.logged(Path(predictions), run.champion, run.settings.max_rows)
    notes = [f"{rows:,} logged predictions of version {run.champion}; {others:,} of other versions are left out."]
    if rows == 0 or set(log.columns) <= set(reference.answer_columns):
        return _with_the_test(run, reference, log, notes)
    return _with_earlier_windows(client, run, log, notes)


def _with_the_test(run: Monitored, reference: Kept, answers: pd.DataFrame, notes: list[str]) -> Answers:
    new = monitor_profiles.of_answers(answers, run.settings, reference.answers)
    return Answers(list(monitor_compare.answers(reference.answers, new, run.settings, ANSWERS)), notes, new=new)


def _with_earlier_windows(client: MlflowClient, run: Monitored, log: pd.DataFrame, notes: list[str]) -> Answers:
    form = monitor_baseline.form_of(map(str, log.columns))
    known = monitor_history.windows(client, run.use_case, run.champion)
    found = monitor_baseline.find(client, [window for window in known if window.label != run.label], form)
    form_differs = "These answers are of another form than those on the test examples"
    if found is None:
        words = f"{form_differs}: later windows are compared with this one."
        return Answers([], [*notes, words], form, monitor_profiles.of_answers(log, run.settings))
    baseline, label = found
    new = monitor_profiles.of_answers(log, run.settings, baseline)
    findings = list(monitor_compare.answers(baseline, new, run.settings, ANSWERS))
    return Answers(findings, [*notes, f"{form_differs}: compared with window {label}."], form, new)
