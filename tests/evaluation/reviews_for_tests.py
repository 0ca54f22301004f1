"""A handful of reviews of two kinds of things, their annotations, and a reader that knows a few words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import pandas as pd

SIGNS: Final = {"+": "positive", "-": "negative", "0": "neutral"}
ASPECTS: Final = {"battery": "power", "batt life": "power", "screen": "display", "lid": "lid"}
OPINIONS: Final = {"great": "positive", "bad": "negative", "okay": "neutral", "love": "positive"}
VIEWED: Final = ("rating", "low", "high", "mentions", "contradicting", "quotes")


def review(name: str, text: str, *triplets: str, **fields: Any) -> dict[str, Any]:
    """A review and its triplets, `aspect|opinion|sign`, the aspect empty where implied; `|attribute` may follow."""
    given = {"product_id": f"of {name}", "category": "Kettles", "stars": None, "language": "en"}
    flags = {"short_text": False, "implied_aspect": any(one.startswith("|") for one in triplets)}
    return {"example_id": name, "text": text, "triplets": triplets, **given, **flags, "unseen_aspect": False, **fields}


def span(text: str, words: str) -> tuple[int, int]:
    """Where words stand; nowhere where there are none."""
    return (text.index(words), text.index(words) + len(words)) if words else (-1, -1)


def examples(
    directory: Path,
    test: list[dict[str, Any]],
    train: tuple[str, ...] = (),
    held_out: list[dict[str, Any]] | None = None,
    valid: tuple[dict[str, Any], ...] = (),
) -> Path:
    """What `build` writes; training has a review for each of the aspects named."""
    directory.mkdir(exist_ok=True)
    learnt = [review(f"t{at}", f"the {one} is great", f"{one}|great|+") for at, one in enumerate(train)] or [
        review("t", "great", "|great|+")
    ]
    _table(learnt).to_parquet(directory / "train.parquet", index=False)
    _table(test).to_parquet(directory / "test.parquet", index=False)
    rows = [
        row
        for split, reviews in (("train", learnt), ("test", test), ("valid", valid))
        for one in reviews
        for row in _rows(one, split)
    ]
    pd.DataFrame(rows, columns=_COLUMNS).astype({"attribute": "str"}).to_parquet(
        directory / "triplets.parquet", index=False
    )
    if valid:
        _table(list(valid)).to_parquet(directory / "valid.parquet", index=False)
    if held_out is not None:
        kept = ["review_id", "text", "product_id", "category", "stars", "language"]
        table = _table(held_out).rename(columns={"example_id": "review_id"})
        table[kept].to_parquet(directory / "starred.parquet", index=False)
    return directory


_EDGES: Final = ("aspect_start", "aspect_end", "opinion_start", "opinion_end")
_COLUMNS: Final = ["example_id", "split", *_EDGES, "sentiment", "attribute"]


def _rows(one: dict[str, Any], split: str) -> list[tuple[Any, ...]]:
    found = []
    for triplet in one["triplets"]:
        aspect, opinion, sign, *attribute = triplet.split("|")
        edges = (*span(one["text"], aspect), *span(one["text"], opinion))
        found.append((one["example_id"], split, *edges, SIGNS[sign], attribute[0] if attribute else None))
    return found


def _table(reviews: list[dict[str, Any]]) -> pd.DataFrame:
    table = pd.DataFrame(reviews).drop(columns=["triplets"])
    texts = ["example_id", "text", "product_id", "category", "language"]
    table[texts] = table[texts].astype("str").where(table[texts].notna())
    return table.assign(stars=table["stars"].astype("float32"))


def answer(one: dict[str, Any], *triplets: str, **fields: Any) -> pd.DataFrame:
    """What is told of a review, `aspect|opinion|sign|confidence`, or `...|attribute`; one empty row of nothing."""
    rows = []
    for triplet in triplets:
        aspect, opinion, sign, sure, *attribute = triplet.split("|")
        told = (aspect or None, opinion or None, SIGNS[sign], float(sure), attribute[0] if attribute else "overall")
        rows.append((*told, *span(one["text"], aspect), *span(one["text"], opinion)))
    rows = rows or [(None, None, None, 0.0, None, -1, -1, -1, -1)]
    names = ["aspect", "opinion", "sentiment", "confidence", "attribute", *_EDGES]
    found = pd.DataFrame(rows, columns=names).assign(request_id=one["example_id"], **fields)
    texts = ["aspect", "opinion", "sentiment", "attribute"]
    return found.astype(dict.fromkeys(texts, "str")).where(found.notna())


class ByWords:
    """Tells each known opinion, about the nearest known aspect before it; knows words in any case.

    Args:
        facts: Of its training.
        blurts: Whether it tells of every text that it is great.
    """

    def __init__(self, facts: Any = None, *, blurts: bool = False) -> None:
        self.facts, self.blurts = facts, blurts
        self.requests: list[tuple[pd.DataFrame, dict[str, Any]]] = []

    def predict(self, request: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        self.requests.append((request, params or {}))
        told = pd.concat([self._read(row) for row in request.to_dict("records")], ignore_index=True)
        return self._view(told) if (params or {}).get("view") == "attributes" else told

    def terms(self, texts: list[str]) -> pd.DataFrame:
        kinds = {"aspect": ASPECTS, "opinion": OPINIONS}
        rows = [
            (at, kind, found.start(), found.end(), 0.9)
            for at, text in enumerate(texts)
            for kind, words in kinds.items()
            for found in re.finditer("|".join(words), text, re.IGNORECASE)
        ]
        return pd.DataFrame(rows, columns=["text", "kind", "start", "end", "confidence"])

    def _read(self, row: dict[str, Any]) -> pd.DataFrame:
        text, rows = row["text"], []
        for found in re.finditer("|".join(OPINIONS), text, re.IGNORECASE):
            before = list(re.finditer("|".join(ASPECTS), text[: found.start()], re.IGNORECASE))
            near = before[-1] if before else None
            name = ASPECTS[near.group().lower()] if near else "overall"
            edges = (*(near.span() if near else (-1, -1)), *found.span())
            opinion = OPINIONS[found.group().lower()]
            rows.append((near.group() if near else None, found.group(), opinion, 0.8, name, *edges))
        if not rows and self.blurts:
            rows = [(None, text[:1], "positive", 0.9, "overall", -1, -1, 0, 1)]
        rows = rows or [(None, None, None, 0.0, None, -1, -1, -1, -1)]
        names = ["aspect", "opinion", "sentiment", "confidence", "attribute", *_EDGES]
        return pd.DataFrame(rows, columns=names).assign(request_id=row["request_id"], product_id=row["product_id"])

    def _view(self, told: pd.DataFrame) -> pd.DataFrame:
        stars = told["sentiment"].map({"positive": 5.0, "neutral": 3.0, "negative": 1.0})
        rated = told.assign(stars=stars).dropna(subset=["stars"])
        table = rated.groupby(["product_id", "attribute"])["stars"].agg(["mean", "size", "nunique"]).reset_index()
        width = 2 / table["size"]
        return table.assign(
            rating=table["mean"],
            low=table["mean"] - width,
            high=table["mean"] + width,
            mentions=table["size"],
            contradicting=table["nunique"] > 1,
        )
