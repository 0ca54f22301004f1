"""Training of the click model: examples in the order of time in, a sealed bundle out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from ..calibration import Calibration
from ..errors import InputError
from ..platt import shift_to_total
from . import valid_metrics
from .drift import Drift
from .learning import Learning
from .model import AdClickModel
from .parameters import AdClickParameters
from .stack import Stack
from .tables import Table

Progress = Callable[[str, float], None]

TRAIN: Final = "train.parquet"
VALID: Final = "valid.parquet"
FACTS: Final = "facts.json"


def train(examples: Path, settings: dict[str, Any], out: Path, progress: Progress) -> dict[str, float]:
    """Fit on train in one pass in time order, calibrate on valid, then learn valid too; write a bundle.

    The test is never read. Without times, rows are encoded, and the whole calibrated, out of fold instead. The same
    examples and settings give the same bytes.

    Args:
        examples: Holds `train.parquet`, `valid.parquet` and `facts.json`.
        settings: See `parameters.AdClickParameters`; what is not given keeps its default.
        out: Directory of the bundle; made if absent, must be empty.
        progress: Called with the step's name and the share of the work that is done.

    Returns:
        Metrics on the later half of valid; trees and logistic regression are weighed, and their sum is calibrated, on
        the earlier half.

    Raises:
        InputError: There is nothing to learn from: no column, or one class only.
        ValueError: Unknown settings, or `out` holds files.
    """
    chosen = AdClickParameters.read(settings)
    facts = json.loads((examples / FACTS).read_text(encoding="utf-8"))
    learnt, valid = (Table.of(examples / name, facts, chosen.table.chunk) for name in (TRAIN, VALID))
    _check(learnt, str(facts["target"]))
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        raise ValueError(f"{out} is not empty: a bundle accounts for every file in its directory.")
    progress("learning of impressions", 0.0)
    learning = Learning.begin(learnt, valid, chosen)
    learning.learn(lambda share: progress("learning of impressions", 0.5 * share))
    progress("growing trees", 0.5)
    trees = learning.trees()
    progress("scoring valid", 0.65)
    scored = learning.score(trees)
    metrics = valid_metrics.measured(scored.by_trees, scored.alone, scored.label, scored.segment, chosen)
    progress("growing trees of all rows", 0.75)
    if learning.crossable:
        learning, scored = learning.crossed(trees)
    blend = learning.regrown(trees, scored.weight)
    progress("calibrating", 0.9)
    # the stack has learnt valid's level by now: calibration that learnt it too would move by the same noise twice
    level = (
        shift_to_total(scored.logit, float(scored.label.sum())) if 0 < scored.label.sum() < len(scored.label) else 0.0
    )
    calibration = Calibration.fit(scored.logit + level, scored.label, scored.segment, chosen.calibration)
    progress("writing", 0.95)
    AdClickModel(
        parameters=chosen,
        target=str(facts["target"]),
        encoder=learning.encoder,
        stack=Stack(blend, calibration),
        drift=Drift(chosen.drift),
        learned_until=learning.clock.iso,
        facts={
            "rows": learnt.rows + valid.rows,
            "positives": learnt.positives + valid.positives,
            "bits": learning.encoder.bits,
            "fields": list(learning.encoder.keyer.fields.names[1:]),
            "valid_metrics": metrics,
        },
    ).save(out)
    progress("done", 1.0)
    return metrics


def _check(table: Table, target: str) -> None:
    if not table.schema.categorical and not table.schema.numeric:
        raise InputError(
            "impressions: no column besides the outcome holds a value, so there is nothing to tell impressions apart "
            "by; give ad, customer or another column, or declare one in contract.categorical or contract.numeric."
        )
    if not 0 < table.positives < table.rows:
        which = "none" if not table.positives else "all"
        raise InputError(
            f"impressions: {which} of the {table.rows} rows of train are positives of the target {target}, so there is "
            "nothing to learn; give a longer log, or choose another target in features.target."
        )
