"""How well valid is read."""

from __future__ import annotations

import numpy as np

from .agreement import Agreement, agreement, span_agreement
from .extracted import Ints, Reviews, Triplets
from .extractor import Extractor


def measured(engine: Extractor, valid: Reviews, threads: int) -> dict[str, float]:
    """Agreement of triplets, and of their aspects and opinions; empty where there is nothing to agree with."""
    if not len(valid.triplets):
        return {}
    read = engine.extract(valid.texts, threads)
    whole = agreement(read, valid.triplets)
    return {
        "triplet_precision": whole.precision,
        "triplet_recall": whole.recall,
        "triplet_f1": whole.f1,
        "aspect_f1": _spans(read, valid.triplets, "aspect").f1,
        "opinion_f1": _spans(read, valid.triplets, "opinion").f1,
    }


def _spans(read: Triplets, annotated: Triplets, kind: str) -> Agreement:
    return span_agreement(*(_rows(one, kind) for one in (read, annotated)))


def _rows(triplets: Triplets, kind: str) -> Ints:
    return np.stack([triplets.text, getattr(triplets, f"{kind}_start"), getattr(triplets, f"{kind}_end")], axis=1)
