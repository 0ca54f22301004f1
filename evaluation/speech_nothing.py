"""Noise in which nobody speaks, and how often it is answered."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation.measure import Measure
from evaluation.proportion import clopper_pearson
from evaluation.speech_asking import RATE, Asking, recorded
from evaluation.speech_requests import AUDIO, request_params
from evaluation.speech_surroundings import noises_of
from models.speech_recognition.changes import stretch

MEASURES: Final = ("noise_accepts_per_hour", "noise_refused")


def measures(asking: Asking) -> dict[str, Measure]:
    """Answers for each hour of noise, in recordings of a few seconds; by a usual request, which refuses.

    Args:
        asking: `nothing_minutes` and `nothing_seconds` of each recording.
    """
    settings: Any = asking.settings
    rng, seconds = np.random.default_rng(int(settings["seed"])), float(settings["nothing_seconds"])
    noises, own = noises_of(asking.examples, int(settings["seed"]))
    every = [one for kind in noises.values() for one in kind]
    count = max(1, round(60 * float(settings["nothing_minutes"]) / seconds))
    files = [recorded(stretch(rng, every[place % len(every)], round(seconds * RATE))) for place in range(count)]
    asked = pd.DataFrame({"request_id": [f"noise {place}" for place in range(count)], AUDIO: files})
    answers = asking.model.predict(asked, request_params(asked))
    heard = set(answers.loc[(answers["reason"].fillna("") == "").to_numpy(dtype=bool), "request_id"].astype("str"))
    accepted = int(asked["request_id"].isin(heard).sum())
    low, high = clopper_pearson(accepted, count, float(settings["confidence"]))
    what = f"{'noises of the test' if own else 'made noises'} ({', '.join(noises)}) in which nobody speaks"
    an_hour = 3_600 / seconds
    return {
        "noise_accepts_per_hour": Measure(
            an_hour * accepted / count,
            an_hour * low,
            an_hour * high,
            n=count,
            unit="1/h",
            higher_is_better=False,
            meaning=f"answers for each hour of {what}, in recordings of {seconds:g} seconds; the interval is exact",
        ),
        "noise_refused": Measure(
            1 - accepted / count,
            1 - high,
            1 - low,
            n=count,
            meaning=f"of recordings of {what}, those not answered; the interval is exact",
        ),
    }
