"""The product view: a table of a product's attributes as its reviewers see them."""

from __future__ import annotations

import json

import numpy as np
import numpy.typing as npt
import pandas as pd

from .attribute_ratings import Ratings
from .extracted import SENTIMENTS, Flags, Ints, Reals
from .voices import Voices, pairs_of


def rated_mentions(mentions: pd.DataFrame, ratings: Ratings) -> pd.DataFrame:
    """A row for each owner's attribute, in the order of the owners, the attribute of most mentions first.

    Args:
        mentions: Columns of `mentions.COLUMNS` and `owner`, a number.
        ratings: What is known of attributes.

    Returns:
        `owner`, `attribute`, `rating`, `low`, `high`, `mentions`, `contradicting`, `quotes` (JSON).
    """
    owner, attribute = mentions["owner"].to_numpy(dtype=np.int64), mentions["attribute"].to_numpy(dtype=object)
    names, place = np.unique(attribute.astype(np.str_), return_inverse=True)
    group, owners, named = pairs_of(owner, place.reshape(-1).astype(np.int64))
    sentiment = mentions["sentiment"].to_numpy(dtype=np.int64)
    confidence = mentions["confidence"].to_numpy(dtype=np.float64)
    review = mentions["review"].to_numpy(dtype=np.int64)
    voices = Voices.of(group, review, sentiment, confidence, len(owners))
    attributes = names[named].tolist()
    rating, low, high = ratings.rated(attributes, voices.votes)
    told = _quoted(mentions, group, voices, ratings.settings.quotes)
    table = pd.DataFrame(
        {
            "owner": owners,
            "attribute": pd.array(attributes, dtype="str"),
            "rating": rating,
            "low": low,
            "high": high,
            "mentions": voices.mentions,
            "contradicting": voices.contradicting(ratings.settings),
            "quotes": pd.array(told, dtype="str"),
        }
    )
    order = np.lexsort((np.array(attributes, dtype=np.str_), -voices.mentions, owners))
    return table.iloc[order].reset_index(drop=True)


def _quoted(mentions: pd.DataFrame, group: Ints, voices: Voices, most: int) -> list[str]:
    """Quotes of each group: the surest of each sentiment first, the sentiment of most votes leading."""
    sentiment = mentions["sentiment"].to_numpy(dtype=np.int64)
    confidence = mentions["confidence"].to_numpy(dtype=np.float64)
    text = mentions["quote"].to_numpy(dtype=object)
    fresh = _first_of_each(group, text, confidence)
    rows = np.flatnonzero(fresh)
    rows = rows[np.lexsort((-confidence[rows], sentiment[rows], group[rows]))]
    side = group[rows] * len(SENTIMENTS) + sentiment[rows]
    turn = pd.Series(side).groupby(side).cumcount().to_numpy(dtype=np.int64)
    votes = voices.votes[group[rows], sentiment[rows]]
    rows = rows[np.lexsort((-votes, turn, group[rows]))]
    out: list[list[dict[str, str]]] = [[] for _ in range(len(voices.mentions))]
    for row in rows.tolist():
        own = out[group[row]]
        if len(own) < most:
            own.append({"text": str(text[row]), "sentiment": SENTIMENTS[sentiment[row]]})
    return [json.dumps(one, ensure_ascii=False) for one in out]


def _first_of_each(group: Ints, text: npt.NDArray[np.object_], confidence: Reals) -> Flags:
    """Of like quotes of a group the surest one."""
    order = np.argsort(-confidence, kind="stable")
    again = pd.DataFrame({"group": group[order], "text": text[order]}).duplicated().to_numpy(dtype=bool)
    fresh = np.zeros(len(group), dtype=bool)
    fresh[order] = ~again
    return fresh
