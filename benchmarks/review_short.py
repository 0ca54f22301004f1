"""Short sentences of the test's reviews, each asked as a review of its own: DMASTE has hardly a short review."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation.measured import measured
from evaluation.review_asking import Asking, Extractor
from evaluation.review_requests import asked_of, examples_of
from evaluation.review_statistics import TRIPLET_F1
from evaluation.review_truth import EDGES, Annotated

Json = dict[str, Any]

NAME: Final = "triplet_f1_short_sentences"
_SENTENCE: Final = re.compile(r"[^\s.!?][^.!?]*[.!?]*")
_WORD: Final = re.compile(r"\w+")


def measure(model: Extractor, table: pd.DataFrame, settings: Json, words: int) -> Json:
    """F1 of exact triplets of short sentences, with an interval that draws reviews.

    Args:
        model: What is asked.
        table: Of `evaluation.requests`.
        settings: `resamples`, `confidence`, `seed`.
        words: A sentence of fewer is short.

    Returns:
        The measure under `NAME`; none where no sentence is short.
    """
    sentences, inside = short_sentences(table, Annotated.of(table, examples_of(table)), words)
    if sentences.empty:
        return {}
    outcomes = Asking(model, settings).outcomes(sentences, inside)
    outcomes = outcomes.assign(group=sentences["review"].to_numpy())
    says = {NAME: f"triplet_f1 of sentences of fewer than {words} words, each asked alone"}
    return {name: one.to_json() for name, one in measured(outcomes, {NAME: TRIPLET_F1}, says, settings).items()}


def short_sentences(table: pd.DataFrame, annotated: Annotated, words: int) -> tuple[pd.DataFrame, Annotated]:
    """Sentences as rows of `evaluation.requests`, with `review`, and their triplets; none that a triplet crosses."""
    rows: list[tuple[str, str, str]] = []
    kept: list[int] = []
    number: list[int] = []
    moved: list[int] = []
    own = annotated.triplets
    edges = np.stack([getattr(own, name) for name in EDGES], axis=1)
    first = np.where(edges >= 0, edges, np.iinfo(np.int64).max).min(axis=1)
    last = edges.max(axis=1)
    bounds = np.searchsorted(own.text, np.arange(len(table) + 1))
    for place, (key, text) in enumerate(zip(table["example_id"], table["text"], strict=True)):
        there = np.arange(bounds[place], bounds[place + 1])
        for found in _SENTENCE.finditer(text):
            begin, end = found.start(), found.start() + len(found.group().rstrip())
            if not 0 < len(_WORD.findall(found.group())) < words:
                continue
            touching = there[(first[there] < end) & (last[there] > begin)]
            if ((first[touching] < begin) | (last[touching] > end)).any():
                continue
            kept += touching.tolist()
            number += [len(rows)] * len(touching)
            moved += [begin] * len(touching)
            rows.append((f"{key} {begin}", text[begin:end], str(key)))
    sentences = pd.DataFrame(rows, columns=["example_id", "text", "review"]).astype("str")
    by = np.array(moved, dtype=np.int64)
    triplets = own.take(np.array(kept, dtype=np.int64))
    new: Any = {name: np.where(getattr(triplets, name) >= 0, getattr(triplets, name) - by, -1) for name in EDGES}
    triplets = replace(triplets, **new, text=np.array(number, dtype=np.int64))
    attribute = annotated.attribute[np.array(kept, dtype=np.int64)]
    return asked_of(sentences, examples_of(table)), replace(annotated, triplets=triplets, attribute=attribute)
