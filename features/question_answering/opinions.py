"""What was read from reviews, counted: how many find what of a product good, and how many do not."""

from __future__ import annotations

import json
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from features.columns import TEXT
from features.question_answering.parameters import FeaturesParameters

SENTIMENTS: Final = ("positive", "neutral", "negative")
VOICES: Final = {"praising": "positive", "blaming": "negative"}


def counted(opinions: pa.Table, parameters: FeaturesParameters) -> pa.Table:
    """A row for each product and attribute: reviews of each sentiment, which these are, and what they say.

    Args:
        opinions: With the columns `tables.OPINIONS`. One without a request_id is a voice of its own.
        parameters: Settings.

    Returns:
        product_id, attribute, positive, neutral, negative, praising and blaming: numbers of the product's reviews, so
        that one which judges several attributes can be told to be one; and quotes: JSON list of {"text", "sentiment"},
        the surest first.
    """
    said = pc.and_(pc.is_valid(opinions.column("attribute")), pc.is_valid(opinions.column("sentiment")))
    said = pc.and_(said, pc.is_valid(opinions.column("product_id")))
    sure = pc.greater_equal(pc.fill_null(opinions.column("confidence"), 1.0), parameters.least_opinion)
    rows = opinions.filter(pc.and_(said, sure)).to_pandas()
    rows["attribute"] = rows["attribute"].str.strip().str.lower()
    own = "row " + pd.Series(np.arange(len(rows)).astype(str), index=rows.index, dtype="str")
    rows["voice"] = rows["request_id"].where(rows["request_id"].notna(), own)
    key = ["product_id", "attribute"]
    rows["number"] = rows.groupby("product_id")["voice"].transform(lambda own: pd.factorize(own)[0]).astype(np.int64)
    voices = rows.drop_duplicates([*key, "voice", "sentiment"])
    counts = voices.groupby([*key, "sentiment"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=list(SENTIMENTS), fill_value=0).sort_index()
    quotes = _quotes(rows, key, parameters.opinion_quotes)
    columns: dict[str, Any] = {
        name: pa.array(counts.index.get_level_values(name).to_numpy(dtype=object), TEXT) for name in key
    }
    columns |= {name: pa.array(counts[name].to_numpy(dtype=np.int64)) for name in SENTIMENTS}
    for name, sentiment in VOICES.items():
        numbers = voices[voices["sentiment"] == sentiment].groupby(key)["number"].agg(list)
        columns[name] = pa.array([numbers.get(place, []) for place in counts.index], pa.list_(pa.int64()))
    told = [quotes.get(place, "[]") for place in counts.index]
    return pa.table(columns | {"quotes": pa.array(told, TEXT)})


def _quotes(rows: pd.DataFrame, key: list[str], most: int) -> dict[Any, str]:
    """By product and attribute the words that judge it, with what they judge."""
    aspect, opinion = rows["aspect"].fillna(""), rows["opinion"].fillna("")
    words = pd.DataFrame({**rows[[*key, "sentiment"]], "text": (aspect + " " + opinion).str.strip()})
    order = np.argsort(-rows["confidence"].fillna(1.0).to_numpy(dtype=np.float64), kind="stable")
    words = words.iloc[order]
    words = words[words["text"] != ""].drop_duplicates([*key, "text"])
    words = words[words.groupby(key).cumcount() < most]
    return {
        place: json.dumps(own[["text", "sentiment"]].to_dict("records"), ensure_ascii=False)
        for place, own in words.groupby(key)
    }
