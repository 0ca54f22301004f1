"""Recordings in noises that training never heard, from loud speech to speech below the noise."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.ratios import of_sums
from evaluation.speech_asking import Asking, Change, Samples
from evaluation.speech_surroundings import noises_of
from evaluation.wording import slug
from models.speech_recognition.changes import stretch, with_noise

MEASURES: Final = ("wer_clean", "wer_at_*_db", "wer_times_at_*_db", "command_accuracy_at_*_db", "wer_in_noise_*")


def measures(asking: Asking, sample: pd.DataFrame, plain: pd.DataFrame) -> dict[str, Measure]:
    """Word error rate at each ratio of speech to noise, also as a multiple of that without; and by kind of noise.

    The noise of a recording is the same at all ratios.

    Args:
        asking: `snrs`, the ratios in decibels.
        sample: Rows of `speech_requests.requests` with their files.
        plain: Outcomes of them as they are.
    """
    noises, own = noises_of(asking.examples, int(asking.settings["seed"]))
    kinds = list(noises)
    whose = "noises of the test, " if own else "made noises, "
    found = asking.wer("wer_clean", "word error rate of the recordings that are asked again, as they are", plain)
    parts = []
    for decibels in asking.settings["snrs"]:
        noisy = asking.changed(sample, _in_noise([one for kind in kinds for one in noises[kind]], float(decibels)))
        after = asking.outcomes(noisy)
        where = f"with {whose}{', '.join(kinds)}, so that speech, without its pauses, lies {decibels:g} decibels above"
        found |= asking.wer(f"wer_at_{decibels:g}_db", f"word error rate {where}", after)
        name = f"command_accuracy_at_{decibels:g}_db"
        found |= asking.share(name, f"command_accuracy {where}", after, "understood", "expected")
        found |= times(asking, f"wer_times_at_{decibels:g}_db", f"word errors {where}", plain, after)
        parts.append(after)
    return found | _by_kind(asking, parts, noises)


def times(asking: Asking, name: str, says: str, before: pd.DataFrame, after: pd.DataFrame) -> dict[str, Measure]:
    """How many times the errors of the same recordings before; none where there were none."""
    rows = after[["group", "expected_errors"]].assign(before=before["expected_errors"].to_numpy())
    if not rows["before"].any():
        return {}
    says = f"{says}, as a multiple of those of the same recordings without"
    return measured(rows, {name: of_sums("expected_errors", "before")}, {name: says}, asking.settings, (name,))


def _in_noise(noises: list[Samples], decibels: float) -> Change:
    def change(samples: Samples, place: int, rng: np.random.Generator) -> Samples:
        return with_noise(samples, stretch(rng, noises[place % len(noises)], len(samples)), decibels)

    return change


def _by_kind(asking: Asking, parts: list[pd.DataFrame], noises: dict[str, list[Samples]]) -> dict[str, Measure]:
    found: dict[str, Measure] = {}
    names = [kind for kind, every in noises.items() for _ in every]
    for kind in noises:
        rows = [part[[names[place % len(names)] == kind for place in range(len(part))]] for part in parts]
        if any(len(part) for part in rows):
            says = f"word error rate in noise of the kind {kind}, over all ratios of speech to noise together"
            found |= asking.wer(f"wer_in_noise_{slug(kind)}", says, pd.concat(rows, ignore_index=True))
    return found
