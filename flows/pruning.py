"""`bazaar prune`: says what goes and how large it is, asks, and removes it."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from flows import console
from infra import run_notes
from infra.errors import SettingsError
from tasks import rooms

if TYPE_CHECKING:
    from tasks.prune_items import Plan

SECONDS = {"m": 60.0, "h": 3_600.0, "d": 86_400.0, "w": 604_800.0}
AGE = re.compile(r"(\d+(?:\.\d+)?)([mhdw])")
ONE_BY_ONE = {"version", "model without a version", "MLflow run", "step"}


@console.answering
def prune(use_case: str | None, older_than: str, keep: int, dry_run: bool, yes: bool) -> None:
    """Remove what is old and what no alias and no lineage needs.

    Raises:
        SettingsError: The age is none, or nobody is there to be asked.
        RegistryError: MLflow is away.
    """
    age = _seconds(older_than)
    names = [rooms.use_case_named(use_case)] if use_case else list(rooms.USE_CASES)
    from infra import tracking
    from tasks import prune as pruning
    from tasks import prune_policy

    client = tracking.open_client()
    found = pruning.plan(client, names, prune_policy.policy(age, keep), shared=use_case is None)
    _tell(found)
    left = list(run_notes.left_behind())
    if left:
        console.out.print(f"to close in Prefect and MLflow, their process is gone: {len(left)}", highlight=False)
    if dry_run:
        console.out.print("Nothing was removed: a dry run.", highlight=False)
        return
    if not found.items and not left:
        return
    _ask(yes)
    _close_left_behind()
    _remove(found)


def _seconds(text: str) -> float:
    matched = AGE.fullmatch(text.strip().lower())
    if matched is None:
        raise SettingsError(f"--older-than {text!r} is no age.", "For example 30d, 12h, 2w, 0d.")
    return float(matched[1]) * SECONDS[matched[2]]


def _tell(found: Plan) -> None:
    from tasks.prune import bytes_in_words, in_words

    for item in found.items:
        if item.kind in ONE_BY_ONE:
            console.out.print(
                f"  {item.kind:<24} {item.name}  {bytes_in_words(item.size)}", highlight=False, soft_wrap=True
            )
    for remark in found.remarks:
        console.out.print(f"  stays: {remark}", highlight=False, soft_wrap=True)
    console.out.print(f"to remove: {in_words(found.items)}", highlight=False, soft_wrap=True)


def _ask(yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        raise SettingsError("Nothing was removed: nobody is there to be asked.", "Say it beforehand: --yes.")
    import typer

    if not typer.confirm("Remove it?"):
        raise SettingsError("Nothing was removed.")


def _close_left_behind() -> None:
    """Runs whose process is gone are told to Prefect and MLflow before their notes go."""
    if not any(run_notes.left_behind()):
        return
    from flows.running import prefect_ready
    from tasks import abandoned

    with prefect_ready():
        abandoned.close_all()


def _remove(found: Plan) -> None:
    from tasks import prune as pruning

    with console.out.status("removing"):
        done = pruning.carry_out(found)
    console.out.print(f"removed: {pruning.in_words(done)}", highlight=False, soft_wrap=True)
    spared = len(found.items) - len(done)
    if spared:
        console.out.print(f"{spared} came to be needed, or went by themselves, meanwhile.", highlight=False)
