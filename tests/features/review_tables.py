"""Made-up reviews, and what was annotated in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from features.review_extraction import FeaturesParameters, build

SMALL = FeaturesParameters(min_examples=2)
ASPECTS = ("battery", "strap", "screen", "sound")
OPINIONS = {"great": "positive", "awful": "negative", "okay": "neutral"}


def shop(n: int = 300, products: int = 31) -> dict[str, pd.DataFrame]:
    """Reviews of two categories; two of three are annotated, of these every fourth with an implied aspect."""
    reviews: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for at in range(n):
        aspect, opinion = ASPECTS[at % 4], list(OPINIONS)[at % 3]
        text = f"No {at}: 👍 the {aspect} is {opinion}"
        day = pd.Timestamp("2024-01-01", tz="UTC") + pd.Timedelta(days=at)
        product = at % products
        reviews.append(
            {
                "review_id": f"r{at:03}",
                "text": text,
                "product_id": f"p{product}",
                "category": "Home" if product % 2 else "Toys",
                "stars": float(1 + at % 5),
                "time": day,
                "language": "en",
            }
        )
        if at % 3 == 0:
            continue
        written = at % 4 != 0
        begin, judged = text.index(aspect), text.index(opinion)
        notes.append(
            {
                "review_id": f"r{at:03}",
                "aspect_start": begin if written else None,
                "aspect_end": begin + len(aspect) if written else None,
                "opinion_start": judged,
                "opinion_end": judged + len(opinion),
                "sentiment": OPINIONS[opinion],
            }
        )
    table = pd.DataFrame(notes).astype({"aspect_start": "Int64", "aspect_end": "Int64"})
    return {"reviews": pd.DataFrame(reviews), "annotations": table}


def built(
    place: Path, tables: dict[str, pd.DataFrame], parameters: FeaturesParameters = SMALL
) -> tuple[dict[str, Any], dict[str, pd.DataFrame]]:
    """Facts and files."""
    (place / "in").mkdir(parents=True)
    for name, table in tables.items():
        table.to_parquet(place / "in" / f"{name}.parquet")
    facts = build(place / "in", place / "out", parameters)
    files = {path.stem: pd.read_parquet(path) for path in (place / "out").glob("*.parquet")}
    return facts, files
