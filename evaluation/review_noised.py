"""What a reader of reviews loses where they are typed in a hurry: the same reviews through the noise channel."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation import review_unlearned_noise
from evaluation.bootstrap import Statistic, Weights
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.review_asking import Asking
from evaluation.review_statistics import TRIPLET_F1
from evaluation.review_truth import Annotated
from models.review_extraction.extracted import Reviews
from models.review_extraction.noise_channel import as_learned, noised
from models.review_extraction.noise_settings import NoiseSettings

# Each kind of noise alone, on every text: the setting that says on how many it falls, and what it is.
KINDS: Final = {
    "typos": ("typo_texts", "with typing errors"),
    "elongation": ("elongated_texts", "with drawn-out words"),
    "casing": ("cased_texts", "in small or in capital letters alone"),
    "no_punctuation": ("bare_texts", "without punctuation"),
    "emoji": ("emoji_texts", "with emoji between sentences"),
    "slang": ("slang_texts", "with short forms"),
}
_ALL: Final = "noised"
_UNLEARNED: Final = "unlearned"
_MARKUP: Final = "markup"
_BEFORE, _BEHIND = '<div class="review"><p>', "</p><br /></div>"
_SAYS: Final = {
    _ALL: "through the noise channel, of the kind that models learn through",
    **{kind: f"{what}, each of them" for kind, (_, what) in KINDS.items()},
    _UNLEARNED: "with short forms and slips of the fingers that no model learned through, each of them",
    _MARKUP: "within markup of a page",
}
MEASURES: Final = tuple(f"triplet_f1_{name}{end}" for name in _SAYS for end in ("", "_lost"))
_COLUMNS: Final = ("triplets_right", "triplets_told", "triplets_annotated")


def measures(asking: Asking, sample: pd.DataFrame, annotated: Annotated, clean: pd.DataFrame) -> dict[str, Measure]:
    """F1 of exact triplets of rewritten reviews, and what it is less than that of the same reviews as they were.

    Args:
        asking: `settings.noise`: how strong the channel is, of what it does not say as by default; `seed` draws it.
        sample: Rows of `review_requests.requests`.
        annotated: Theirs.
        clean: Outcomes of them as they are.
    """
    found: dict[str, Measure] = {}
    for name in _SAYS:
        texts, moved = _rewritten(name, sample, annotated, asking.settings)
        said = asking.outcomes(sample.assign(text=pd.Series(texts, index=sample.index, dtype="str")), moved)
        both = clean[["group", *_COLUMNS]].assign(**{f"{one}_{_ALL}": said[one].to_numpy() for one in _COLUMNS})
        statistics: dict[str, Statistic] = {f"triplet_f1_{name}": _rewritten_f1, f"triplet_f1_{name}_lost": _lost}
        meaning = {
            f"triplet_f1_{name}": f"triplet_f1 of copies of test reviews {_SAYS[name]}",
            f"triplet_f1_{name}_lost": f"triplet_f1 of test reviews less that of their copies {_SAYS[name]}",
        }
        found |= measured(both, statistics, meaning, asking.settings, (f"triplet_f1_{name}_lost",))
    return found


def _rewritten(name: str, sample: pd.DataFrame, annotated: Annotated, settings: Any) -> tuple[list[str], Annotated]:
    texts = sample["text"].tolist()
    if name == _MARKUP:
        return [f"{_BEFORE}{text}{_BEHIND}" for text in texts], _shifted(annotated, len(_BEFORE))
    strength = NoiseSettings(**settings.get("noise", {}))
    if name in KINDS:
        shares: dict[str, Any] = {one.name: 0.0 for one in fields(NoiseSettings) if one.name.endswith("_texts")}
        strength = replace(strength, **(shares | {KINDS[name][0]: 1.0}))
    reviews = Reviews(texts, annotated.triplets, sample["stars"].to_numpy(np.float64, na_value=np.nan))
    how = review_unlearned_noise.rewrite if name == _UNLEARNED else as_learned
    rewritten = noised(reviews, 1.0, strength, np.random.default_rng(int(settings["seed"])), how)
    return rewritten.texts, annotated.moved(rewritten.triplets)


def _shifted(annotated: Annotated, by: int) -> Annotated:
    old = annotated.triplets
    edges = {one: getattr(old, one) for one in ("aspect_start", "aspect_end", "opinion_start", "opinion_end")}
    return annotated.moved(replace(old, **{one: np.where(at >= 0, at + by, at) for one, at in edges.items()}))


def _rewritten_f1(both: pd.DataFrame, weights: Weights) -> Any:
    return TRIPLET_F1(both[[f"{one}_{_ALL}" for one in _COLUMNS]].set_axis(list(_COLUMNS), axis=1), weights)


def _lost(both: pd.DataFrame, weights: Weights) -> Any:
    return TRIPLET_F1(both, weights) - _rewritten_f1(both, weights)
