"""The click model as it is served: bids, tables of requests, and new impressions that it learns from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any, Final

import numpy as np
import pandas as pd

from ..bundle import Bundle, seal
from ..errors import InputError
from ..odds import sigmoid
from . import request
from .batches import NO_TIME, TIME, Batch, Floats
from .cells import Columns
from .choices import REQUEST_ID, Requests, choices
from .drift import Drift
from .encoder import Encoder
from .flat import refuse_nested
from .impressions import CLICK, CONVERSION, of_impressions
from .parameters import AdClickParameters
from .posterior import deviation
from .scored import Scored
from .segments import segments_of
from .stack import Stack

MODEL_CLASS: Final = "ad_click:AdClickModel"
_REQUIREMENTS: Final = ("numpy", "pandas", "pyarrow", "scipy", "xgboost-cpu")
_BAND: Final = 1.2815515655446004  # standard deviations on each side of 80 % of a normal distribution
_ROWS: Final = 256  # rows at once of an update, so that bids do not wait for all of it


@dataclass
class AdClickModel:
    """A loaded bundle. Any number of threads may ask it while one updates it.

    Attributes:
        target: What the probability is of: click, conversion, conversion_after_click.
        encoder: What is known of every value; moved by `update`.
        stack: Trees and calibration; fixed.
        drift: Present base rates; moved by `update`.
        learned_until: ISO time of the latest impression that was learnt; None for tables without times.
        facts: What else the bundle says of itself.
    """

    parameters: AdClickParameters
    target: str
    encoder: Encoder
    stack: Stack
    drift: Drift
    learned_until: str | None
    facts: dict[str, Any]
    lock: Lock = field(default_factory=Lock, repr=False)

    @classmethod
    def load(cls, bundle: Bundle) -> AdClickModel:
        parameters = AdClickParameters.read(bundle.parameters)
        facts = dict(bundle.facts)
        return cls(
            parameters=parameters,
            target=facts.pop("target"),
            encoder=Encoder.load(bundle.directory, parameters),
            stack=Stack.load(bundle.directory),
            drift=Drift.load(bundle.directory),
            learned_until=facts.pop("learned_until"),
            facts=facts,
        )

    def save(self, directory: Path) -> None:
        """Write a bundle of what is known now; the directory is made if absent and must be empty.

        Raises:
            ValueError: `directory` holds files.
        """
        directory.mkdir(parents=True, exist_ok=True)
        if any(directory.iterdir()):
            raise ValueError(f"{directory} is not empty: a bundle accounts for every file in its directory.")
        with self.lock:
            self.encoder.save(directory)
            self.stack.save(directory)
            self.drift.save(directory)
            facts = {**self.facts, "target": self.target, "learned_until": self.learned_until}
        seal(directory, MODEL_CLASS, self.parameters.as_dict(), facts)

    def signature(self) -> dict[str, Any]:
        """Inputs and outputs (name, type, required) and params (name, type, default), for the registry."""
        return request.signature(self.encoder.keyer.fields.schema, self.parameters.policies.epsilon)

    def input_example(self) -> pd.DataFrame:
        """Two candidates of one request."""
        schema = self.encoder.keyer.fields.schema
        columns: dict[str, Any] = {REQUEST_ID: pd.array(["r1", "r1"], dtype="str")}
        for name, kind, _ in self.signature()["inputs"][1:]:
            if kind == "double":
                columns[name] = np.array([1.0, 2.0])
            elif name == TIME:
                columns[name] = pd.array(["2026-01-31T12:00:00Z"] * 2, dtype="str")
            else:
                other = 2 if name == schema.required else 1
                columns[name] = pd.array([f"{name}-1", f"{name}-{other}"], dtype="str")
        return pd.DataFrame(columns)

    def requirements(self) -> list[str]:
        """Packages that prediction needs."""
        return list(_REQUIREMENTS)

    def predict(self, frame: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        """Score impressions that may be made, and choose among those of a request where a policy is asked.

        Args:
            frame: The required column of the signature and any others; more are ignored, missing ones are missing
                values, but for `time`: where it is absent or empty it is now, so that the answer changes with the
                clock, if the model was trained with times. Rows of one `request_id` compete; without that column all
                rows do.
            params: `policy`; `epsilon` of epsilon-greedy; `seed`, 0 or more: the same request (by its `request_id`) is
                then chosen from alike in any batch. Without it (-1), or without a `request_id`, every call draws anew.

        Returns:
            With the request's index: `probability`; `low` and `high`, the 80 % posterior interval; `choice_probability`
            (NaN without a policy) and `chosen`.

        Raises:
            InputError: The request cannot be used; see `request.of_frame` and `request.policy_of`.
        """
        policy, seed = request.policy_of(params, self.parameters.policies)
        self._refuse_nested(frame)
        scored = self._scored(request.of_frame(frame, self.encoder.keyer.fields.schema))
        chance, chosen = np.full(len(frame), np.nan), np.zeros(len(frame), dtype=bool)
        if policy:
            chance, chosen = choices(policy, scored, Requests.read(frame, seed))
        reach = _BAND * scored.deviation
        return pd.DataFrame(
            {
                "probability": scored.probability,
                "low": sigmoid(scored.logit - reach),
                "high": sigmoid(scored.logit + reach),
                "choice_probability": chance,
                "chosen": chosen,
            },
            index=frame.index,
        )

    def score(self, columns: Columns) -> Scored:
        """Score the candidates of a bid: the short road, without a table.

        Args:
            columns: The required column with one cell for each candidate; the others likewise, or with one cell that
                holds for all. Ids are text, numbers numbers, `time` ISO text or a datetime; absent or null: now.

        Raises:
            InputError: The columns cannot be used; see `cells`.
        """
        return self._scored(request.of_columns(columns, self.encoder.keyer.fields.schema))

    def update(self, impressions: pd.DataFrame) -> None:
        """Learn of new impressions in place: counts, weights of the logistic regression, base rates; trees stay.

        Args:
            impressions: Columns as in the log that it was trained on, the outcome with them, in any order. Rows up to
                `tolerance_seconds` before `learned_until` are learnt too. Nothing tells a row that was learnt before:
                what comes twice is learnt twice.

        Raises:
            InputError: Outcomes are missing, cells are of a wrong type, the model was trained with times and rows have
                none, or rows lie before what was learnt or more than a day after now; nothing is learnt then.
        """
        self._refuse_nested(impressions)
        batch = of_impressions(impressions, self.encoder.keyer.fields.schema, self.target)
        self._check_order(batch)
        for start in range(0, len(batch), _ROWS):
            part = slice(start, start + _ROWS)
            self._learn(Batch(batch.values[part], batch.numbers[part], batch.time[part], batch.label[part]))

    def _scored(self, batch: Batch) -> Scored:
        if not len(batch):
            return Scored(np.empty(0), np.empty(0), np.empty(0))
        batch = request.at_present(batch, self.encoder.keyer.fields.schema)
        keys = self.encoder.keys(batch, seen=False)
        slots = self.encoder.slots(keys)
        segment = segments_of(self.encoder.keyer.fields, keys, self.parameters.segment)
        with self.lock:
            encoded = self.encoder.read(slots)
            spread = deviation(self.encoder, slots, self.parameters.posterior)
        calibrated = self.stack.calibrated(self.encoder.features(batch, encoded), encoded.logit, segment)
        with self.lock:
            logit: Floats = self.drift.apply(calibrated, segment)
        return Scored(logit, spread * self.stack.calibration.scale(segment), sigmoid(logit))

    def _learn(self, batch: Batch) -> None:
        with self.lock:
            keys = self.encoder.keys(batch)
            slots = self.encoder.slots(keys)
            segment = segments_of(self.encoder.keyer.fields, keys, self.parameters.segment)
            encoded = self.encoder.read(slots)
            calibrated = self.stack.calibrated(self.encoder.features(batch, encoded), encoded.logit, segment)
            self.drift.learn(calibrated, batch.label, segment)
            # what moved all impressions alike is the drift's: the weights of single values are not to follow it too
            self.encoder.learn(slots, batch, self.drift.apply(calibrated, segment) - encoded.logit)
            latest = int(batch.time.max())
            if latest != NO_TIME:
                until = np.datetime64(latest, "us").item().isoformat() + "+00:00"
                self.learned_until = max(self.learned_until or until, until)

    def _refuse_nested(self, frame: pd.DataFrame) -> None:
        schema = self.encoder.keyer.fields.schema
        refuse_nested(frame, (REQUEST_ID, TIME, CLICK, CONVERSION, *schema.categorical, *schema.numeric))

    def _check_order(self, batch: Batch) -> None:
        if self.learned_until is None or not len(batch):
            return
        border = np.datetime64(datetime.fromisoformat(self.learned_until).replace(tzinfo=None), "us").astype(np.int64)
        border = border - np.int64(self.parameters.tolerance_seconds * 1_000_000)
        early = (batch.time < border) & (batch.time != NO_TIME)
        if early.any():
            first = np.datetime64(int(batch.time[early][0]), "us")
            raise InputError(
                f"{int(early.sum())} of {len(batch)} impressions lie before {self.learned_until}, up to which all was "
                f"learnt, the earliest is of {first}; leave them out. {self.parameters.tolerance_seconds:g} seconds "
                "before it are borne: a setting of training, models.tolerance_seconds, which a version keeps."
            )
