"""What the simulator broke in the tables of reviews, row by row, and what validation set aside of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from contracts.review_extraction.reviews import MOST_CHARACTERS
from evaluation.review_truth import EDGES
from sources.simulator.review_breaks import ENDLESS_BYTES, MARKUP, SIGNS, STRANGE_STARS, UNKNOWN_SENTIMENTS

Json = dict[str, Any]

GOOD: Final = "good rows"
COPY: Final = "whole copies"
_ADDED: Final = {"reviews": "x", "annotations": "y"}  # how ids of what is no row of the market begin


def counted(tables: Path, clean: Path) -> Json:
    """By table, by what is wrong: `planted` rows, and how many of them validation `set_aside`.

    Args:
        tables: What the simulator wrote, with `truth/` in it.
        clean: What validation wrote, `quarantine.parquet` among it.
    """
    reviews, annotations = (pd.read_parquet(tables / f"{name}.parquet") for name in _ADDED)
    truth = pd.read_parquet(tables / "truth" / "triplet_truth.parquet", columns=["review_id", *EDGES])
    kinds = {"reviews": of_reviews(reviews), "annotations": of_annotations(annotations, truth)}
    return set_aside(kinds, clean)


def set_aside(kinds: dict[str, pd.Series[Any]], clean: Path) -> Json:
    """By table, by what is wrong: `planted` rows, and how many of them validation `set_aside`.

    Args:
        kinds: By table what is wrong with each row, `GOOD` where nothing is.
        clean: What validation wrote, `quarantine.parquet` among it.
    """
    aside = pd.read_parquet(clean / "quarantine.parquet", columns=["table", "row"])
    found: Json = {}
    for name, kind in kinds.items():
        gone = np.zeros(len(kind), dtype=bool)
        gone[aside.loc[aside["table"] == name, "row"].to_numpy(np.int64) - 1] = True
        of = kind.groupby(kind)
        found[name] = {
            str(what): {"planted": len(rows), "set_aside": int(gone[rows.index.to_numpy()].sum())} for what, rows in of
        }
    return found


def of_reviews(rows: pd.DataFrame) -> pd.Series[Any]:
    """What is wrong with each review, `GOOD` where nothing is."""
    ids, text = rows["review_id"], rows["text"]
    added = ids.str.startswith(_ADDED["reviews"]).fillna(False)
    again = rows.duplicated(["review_id", "text"]) & ids.notna()
    others = ids.notna() & ids.duplicated(keep=False) & ~again
    # Of an id with several texts one is good, and nothing in the table says which.
    odd = others & ids.duplicated() & ~rows.duplicated(["review_id", "text"], keep=False)
    return named(
        rows,
        {
            "no id": ids.isna(),
            "no text": added & (text.fillna("").str.strip() == ""),
            "emoji and marks alone": added & text.isin(SIGNS),
            "tags alone": added & text.isin(MARKUP),
            f"{ENDLESS_BYTES / 1000:.0f} kB of text": added & (text.str.len() > MOST_CHARACTERS).fillna(False),
            "stars out of range": added & rows["stars"].isin(STRANGE_STARS),
            "time that is none, or to come": added,
            COPY: again,
            "another text under an id": odd,
        },
    )


def of_annotations(rows: pd.DataFrame, truth: pd.DataFrame) -> pd.Series[Any]:
    """What is wrong with each annotation, `GOOD` where nothing is."""
    edges = rows[list(EDGES)].apply(pd.to_numeric)
    keys = pd.MultiIndex.from_frame(edges.fillna(-1).astype("int64").assign(review_id=rows["review_id"]))
    true = pd.MultiIndex.from_frame(truth[list(EDGES)].fillna(-1).astype("int64").assign(review_id=truth["review_id"]))
    same = [*EDGES, "review_id"]
    again = rows.duplicated([*same, "sentiment"])
    start, end = edges["opinion_start"], edges["opinion_end"]
    apart = pd.Series(~keys.isin(true), index=rows.index)
    strange = rows["sentiment"].isin(UNKNOWN_SENTIMENTS)
    each = rows[~strange].drop_duplicates([*same, "sentiment"])
    opposite = pd.MultiIndex.from_frame(rows[same]).isin(
        pd.MultiIndex.from_frame(each.loc[each.duplicated(same, keep=False), same])
    )
    return named(
        rows,
        {
            "of no review": rows["review_id"].str.startswith(_ADDED["annotations"]).fillna(False),
            "unknown sentiment": strange,
            "a place alone": start.notna() & end.isna(),
            "end before start": start > end,
            "behind the end of the text": apart & (start >= 5_000),
            "within a word": apart,
            COPY: again,
            "contradicting, both": opposite,
        },
    )


def named(rows: pd.DataFrame, kinds: dict[str, Any]) -> pd.Series[Any]:
    """The first kind that each row is of."""
    flags = [np.asarray(one, dtype=bool) for one in kinds.values()]
    return pd.Series(np.select(flags, list(kinds), GOOD), index=pd.RangeIndex(len(rows)))
