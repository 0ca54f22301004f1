"""Questions of which only answers are known: what the cross-encoder learns before it learns from judgements."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from .passages import SOURCES, Flags
from .reader_texts import Texts, read_as

_RIGHT: Final = 2
COLUMNS: Final = ["example_id", "question", "product_id", "text", "source"]


def is_shown(questions: pd.DataFrame, candidates: pd.DataFrame, least: int) -> Flags:
    """Which questions are about products of which no passage was judged not to answer, (questions,).

    Nothing can be ranked of them: whichever passage is first is right. None are, where too few products are left.

    Args:
        questions: product_id, and whatever else.
        candidates: question (row of `questions`), text, source, grade.
        least: Other products with which the ranking does without these.
    """
    product = questions["product_id"]
    passages = candidates[candidates["source"].isin(SOURCES) & candidates["text"].notna()]
    row = passages["question"].to_numpy()
    doubted = product.iloc[row[(passages["grade"] < _RIGHT).to_numpy()]].dropna()
    has_some = np.isin(np.arange(len(questions)), row)
    found: Flags = has_some & product.notna().to_numpy() & ~product.isin(doubted).to_numpy()
    return found & (doubted.nunique() >= least)


def shown_pairs(shown: pd.DataFrame, texts: pd.DataFrame, wrong: int, seed: int) -> Texts:
    """Each question with what answers it, and with other passages of its product.

    Nobody judged those, so some may answer as well; they are few, as a product has many passages.

    Args:
        shown: `COLUMNS` of passages that answer.
        texts: Passages of all products: product_id, text, source.
        wrong: Others that are drawn for a question, at most.
        seed: Of the draw.
    """
    asked = shown[COLUMNS[:3]].drop_duplicates("example_id")
    own = texts["product_id"].isin(asked["product_id"]) & texts["text"].notna()
    others = asked.merge(texts.loc[own, COLUMNS[2:]].drop_duplicates(), on="product_id")
    known = pd.MultiIndex.from_frame(shown[["example_id", "text"]])
    others = others[~pd.MultiIndex.from_frame(others[["example_id", "text"]]).isin(known)]
    drawn = others.sample(frac=1.0, random_state=seed).groupby("example_id", sort=False).head(wrong)
    every = pd.concat([shown.assign(chance=1.0), drawn.sort_index().assign(chance=0.0)], ignore_index=True)
    passages = [read_as(*pair) for pair in zip(every["text"], every["source"], strict=True)]
    number = pd.factorize(every["example_id"])[0].astype(np.int64)
    return Texts(every["question"].tolist(), passages, number, every["chance"].to_numpy(dtype=np.float64))
