"""Examples of synthetic reviews on disk, and a model that was made of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from review_shop import reviews

from models.review_extraction.extracted import SENTIMENTS, Reviews

SETTINGS: dict[str, Any] = {
    "seed": 3,
    "threads": 1,
    "extraction": {"engine": "crf", "crf": {"bits": 14, "iterations": 40, "lexicon_count": 2, "coarse_clusters": 0}},
    "ratings": {"least_scale_reviews": 20},
}
SETTINGS["extraction"]["crf"]["fine_clusters"] = 0
PRODUCTS = 4


def write(directory: Path, train: Reviews, valid: Reviews, unlabelled: Reviews) -> None:
    """What features/review_extraction writes."""
    directory.mkdir(parents=True, exist_ok=True)
    parts = []
    for split, told in (("train", train), ("valid", valid)):
        rows = _rows(told, split).rename(columns={"review_id": "example_id"})
        rows.to_parquet(directory / f"{split}.parquet", index=False)
        parts.append(_triplets(told, split))
    every = pd.concat([*parts, parts[0].assign(split="test")], ignore_index=True)
    every.to_parquet(directory / "triplets.parquet", index=False)
    rows = _rows(unlabelled, "unlabelled")
    rows.to_parquet(directory / "unlabelled.parquet", index=False)
    measured = rows.assign(split="test", product_id="measured")
    pd.concat([rows.assign(split="unlabelled"), measured]).to_parquet(directory / "products.parquet", index=False)
    (directory / "facts.json").write_text(json.dumps({}), encoding="utf-8")


def shop(directory: Path) -> Path:
    """Examples of some reviews, the stars of which go with their words."""
    write(directory, _starred(reviews(80, 1)), _starred(reviews(20, 2)), _starred(reviews(60, 3)))
    return directory


def _starred(told: Reviews) -> Reviews:
    praised = np.bincount(told.triplets.text, told.triplets.sentiment == 2, len(told))
    return Reviews(told.texts, told.triplets, 1.0 + 4.0 * praised / np.bincount(told.triplets.text))


def _rows(told: Reviews, split: str) -> pd.DataFrame:
    count = len(told)
    return pd.DataFrame(
        {
            "review_id": [f"{split}{number}" for number in range(count)],
            "text": told.texts,
            "product_id": [f"p{number % PRODUCTS}" for number in range(count)],
            "category": ["phones"] * count,
            "stars": told.stars.astype(np.float32),
            "time": pd.Timestamp("2026-01-01", tz="UTC") + pd.to_timedelta(np.arange(count), unit="D"),
            "language": ["en"] * count,
        }
    )


def _triplets(told: Reviews, split: str) -> pd.DataFrame:
    own = told.triplets
    names = ("aspect_start", "aspect_end", "opinion_start", "opinion_end")
    return pd.DataFrame(
        {
            "example_id": [f"{split}{number}" for number in own.text.tolist()],
            "split": split,
            **{name: getattr(own, name) for name in names},
            "sentiment": [SENTIMENTS[place] for place in own.sentiment.tolist()],
            "attribute": pd.array([None] * len(own), dtype="str"),
        }
    )
