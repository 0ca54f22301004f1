"""`bazaar monitor`: one window compared, told, and followed by training where that is due and no server does it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich import box
from rich.markup import escape
from rich.table import Table

from flows import console, running
from infra.errors import UserError
from tasks import rooms

_SHOWN = 12


@console.answering
def monitor(
    use_case: str,
    data: Path | None,
    source: str | None,
    as_of: str | None,
    encoding: str | None,
    predictions: Path | None,
    window: str | None,
    retrain: bool,
    settings: list[str],
) -> None:
    """Run the flow `monitor`, print what it found, and train here where that is due and no deployment does it.

    Raises:
        UserError: What the caller can put right.
        RunFailedError: A fault; finished steps are kept.
    """
    from params import monitor as parameters_of

    name = rooms.use_case_named(use_case)
    changes = {
        "data": None if data is None else str(data.resolve()),
        "source": source,
        "as_of": as_of,
        "encoding": encoding,
        "predictions": None if predictions is None else str(predictions.resolve()),
        "window": window,
        "retrain": retrain,
    }
    parameters = parameters_of.load(name, changes, settings)
    with running.prefect_ready(_imports):
        with console.showing_steps():
            summary = running.guarded(_flow(), parameters)
        _tell(summary)
        if summary["retraining"]["state"] == "here":
            _train(name, summary)


def _imports() -> None:
    _flow()


def _flow() -> Any:
    from flows.monitoring import monitor as flow

    return flow


def _train(use_case: str, summary: Mapping[str, Any]) -> None:
    """Train in this process; how it ended stands with the window."""
    from tasks import monitor_retraining

    if not monitor_retraining.begin_here(use_case, dict(summary)):
        console.out.print("Another process has begun to train again.", highlight=False)
        return
    kind = rooms.module("params", use_case).Parameters
    parameters = kind.model_validate(summary["retraining"]["parameters"])
    try:
        trained = running.train_and_tell(use_case, parameters)
    except (UserError, console.RunFailedError) as error:
        monitor_retraining.end_here(dict(summary), f"failed: {error}")
        raise
    verdict = "promoted" if trained["promoted"] else "not promoted"
    monitor_retraining.end_here(dict(summary), f"version {trained['version']}, {verdict}: {trained['reason']}")


def _tell(summary: Mapping[str, Any]) -> None:
    from tasks import monitor_words

    console.out.print(_table(summary))
    colour = "yellow" if summary["out"] else "green"
    _say(f"[bold {colour}]{escape(monitor_words.headline(summary))}[/]")
    for reason in summary["reasons"]:
        _say(f"  out: {escape(reason)}")
    _say(escape(summary["performance"]["words"]))
    for note in summary["notes"]:
        _say(escape(note))
    if summary["refusal"]:
        _say(f"As training data these tables would be refused: {escape(summary['refusal'])}")
    if summary["recorded_before"]:
        _say("This window was recorded before, of the same data; it is not counted twice.")
    _say(escape(summary["retraining"]["words"]))
    _say(f"report      {escape(summary['report'])}")
    _say(f"MLflow run  {summary['window_run']}")


def _table(summary: Mapping[str, Any]) -> Table:
    """What drifted, and of the rest what came nearest to its threshold."""
    from tasks import monitor_words

    rows = monitor_words.rows(summary)
    table = Table(title=f"window {escape(summary['window'])}", title_justify="left", box=box.SIMPLE_HEAD)
    for column in ("column", "signal", "state", "change", "threshold"):
        table.add_column(column, no_wrap=True, justify="right" if column in ("change", "threshold") else "left")
    drifted = sum(row["state"] == "drifted" for row in rows)
    for row in rows[: max(_SHOWN, drifted)]:
        style = "yellow" if row["state"] == "drifted" else ""
        table.add_row(*(escape(str(row[str(column.header)])) for column in table.columns), style=style)
    left_out = len(rows) - max(_SHOWN, drifted)
    if left_out > 0:
        table.caption = f"and {left_out} more in the report"
    return table


def _say(words: str) -> None:
    console.out.print(words, soft_wrap=True, highlight=False)
