"""What is known of every value, and how impressions read it and add to it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from .ages import NEVER, Ages
from .batches import Batch, Floats, Positions
from .counts import Counts
from .design import Design, Features
from .fields import Fields, Keyer
from .ftrl import Ftrl
from .hashing import Keys
from .parameters import AdClickParameters

_HEAD: Final = "fields.json"
_TABLE: Final = "table.npz"
_KEY_BITS: Final = 64


@dataclass(frozen=True)
class Encoded:
    """What the past says of n impressions.

    Attributes:
        logit: Log odds of the logistic regression, float64 (n,).
        seen: Impressions of each of their values, float64 (n, fields).
        positive: Positives among those, float64 (n, fields).
    """

    logit: Floats
    seen: Floats
    positive: Floats


@dataclass(frozen=True)
class Encoder:
    """One table of 2^bits slots, by hash, for the logistic regression's weights and for counts.

    Attributes:
        keyer: Impressions to keys.
        bits: The table's size.
        ftrl: Weights; changed in place.
        counts: Counts; changed in place.
        ages: When ads were first seen; changed in place.
        design: Counts to features.
    """

    keyer: Keyer
    bits: int
    ftrl: Ftrl
    counts: Counts
    ages: Ages
    design: Design

    @classmethod
    def new(cls, fields: Fields, bits: int, base: float, chosen: AdClickParameters) -> Encoder:
        ftrl = Ftrl.new(1 << bits, base, chosen.ftrl)
        counts = Counts.new(1 << bits, chosen.counts.half_life)
        ages = Ages.new(min(bits, chosen.table.age_bits))
        return cls(fields.keyer(), bits, ftrl, counts, ages, Design.of(fields, chosen.counts))

    def keys(self, batch: Batch, *, seen: bool = True) -> Keys:
        """Keys of all fields, uint64 (n, fields); fills in the batch's age.

        Args:
            seen: Whether these are impressions, in order, and not candidates for one.
        """
        schema = self.keyer.fields.schema
        if schema.aged:
            if seen:
                self.ages.see(batch, schema)
            batch.numbers[:, -1] = self.ages.of(batch, schema)
        return self.keyer.keys(batch)

    def slots(self, keys: Keys) -> Positions:
        """Where keys lie in the table, int64."""
        return (keys >> np.uint64(_KEY_BITS - self.bits)).astype(np.int64)

    def read(self, slots: Positions) -> Encoded:
        """What is known now."""
        return Encoded(self.ftrl.logit(slots), *self.counts.read(slots))

    def learn(self, slots: Positions, batch: Batch, offset: Floats | None = None) -> Encoded:
        """Learn of impressions in their order; returns what was known just before each. `offset` as in `Ftrl.learn`."""
        return Encoded(self.ftrl.learn(slots, batch.label, offset), *self.counts.learn(slots, batch.label))

    def features(self, batch: Batch, encoded: Encoded) -> Features:
        return self.design.matrix(batch, encoded.seen, encoded.positive)

    def save(self, directory: Path) -> None:
        """Write fields as JSON, and of the table the slots that saw anything as npz."""
        head = {"fields": self.keyer.fields.as_json(), "bits": self.bits, "base": self.ftrl.base}
        (directory / _HEAD).write_text(json.dumps(head, sort_keys=True) + "\n", encoding="utf-8")
        used = np.flatnonzero(self.counts.impressions)
        aged = np.flatnonzero(self.ages.first != NEVER)
        np.savez(
            directory / _TABLE,
            slots=used.astype(np.uint32),
            z=self.ftrl.z[used],
            n=self.ftrl.n[used],
            impressions=self.counts.impressions[used],
            positives=self.counts.positives[used],
            scale=np.float64(self.counts.scale),
            aged=aged.astype(np.uint32),
            first=self.ages.first[aged],
        )

    @classmethod
    def load(cls, directory: Path, chosen: AdClickParameters) -> Encoder:
        """Read what `save` wrote."""
        head = json.loads((directory / _HEAD).read_text(encoding="utf-8"))
        encoder = cls.new(Fields.from_json(head["fields"]), head["bits"], head["base"], chosen)
        with np.load(directory / _TABLE, allow_pickle=False) as stored:
            slots = stored["slots"]
            encoder.ftrl.z[slots], encoder.ftrl.n[slots] = stored["z"], stored["n"]
            encoder.counts.impressions[slots] = stored["impressions"]
            encoder.counts.positives[slots] = stored["positives"]
            encoder.ages.first[stored["aged"]] = stored["first"]
            encoder.counts.scale = float(stored["scale"])
        return encoder
