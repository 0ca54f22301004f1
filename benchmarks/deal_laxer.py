"""Complete Journey split by campaign alone: what is redeemed of earlier campaigns after the test begins is learnt too.

A model of the day on which the test begins cannot know it; whoever splits by campaigns and does not look at the days of
redemptions lets it know. Only labels are changed: no request is told what was redeemed after it.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks.deal_rows import LEARNT
from infra import digests
from infra.run_store import Reference, RunStore
from tasks.steps import Run

Json = dict[str, Any]

_MOMENT = pd.Timedelta(microseconds=1)


def laxer(_run: Run, examples: Reference) -> Json:
    """The same examples with labels of train and valid that are known when the test begins.

    Returns:
        The reference `examples`, and `known_later`, how many labels became known.
    """
    key = digests.of_value({"laxer": examples.sha256})
    found = RunStore().find(examples.step, key)
    if found is None:
        found = RunStore().write(examples.step, key, lambda out: {**examples.facts, **known(examples.directory, out)})
    return {"references": {"examples": found.to_json()}, "known_later": found.facts["known_later"]}


def known(examples: Path, out: Path) -> Json:
    """Copy examples to a folder that is there, with all labels of train and valid known before the test begins.

    Returns:
        `known_later`: how many were not.
    """
    shutil.copytree(examples, out, dirs_exist_ok=True)
    facts = json.loads((examples / "facts.json").read_text(encoding="utf-8"))
    begins = pd.Timestamp(facts["test_from"])
    shown = pd.read_parquet(examples / "shown.parquet")
    late = shown["split"].isin(LEARNT["test"]) & (shown["redeemed_at"] >= begins)
    moments = shown["redeemed_at"].mask(late, begins - _MOMENT).astype(shown["redeemed_at"].dtype)
    shown.assign(redeemed_at=moments).to_parquet(out / "shown.parquet", index=False)
    return {"known_later": int(late.sum())}
