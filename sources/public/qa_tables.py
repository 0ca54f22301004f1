"""Questions with judged evidence as contract tables: products, reviews, answers of the community, and qa."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final

import pandas as pd

from infra.errors import DataError
from models.question_answering.attribute_words import name_in_words, worded
from sources.public.qa_attributes import printed_attribute
from sources.public.text_tables import REMEDY

QA: Final = ("question_id", "question", "product_id", "candidate", "source", "grade", "answer", "split")
ASKED: Final = " Question: "  # what stands between an answer of the community and its question


def write_tables(judged: pd.DataFrame, titles: pd.Series[str] | None, out: Path) -> None:
    """Write `products`, `reviews`, `community_answers` and `qa`.

    Args:
        judged: Columns `QA`, attributes as they are printed.
        titles: By product_id; None where none is known.
        out: Folder, made if it is not there.

    Raises:
        DataError: An attribute is printed otherwise than expected.
    """
    tables = {
        "products": _products(judged, titles),
        "reviews": _reviews(judged),
        "community_answers": _community(judged),
        "qa": in_no_order(in_words(judged))[list(QA)],
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        table.to_parquet(out / f"{name}.parquet", index=False)


def in_words(judged: pd.DataFrame) -> pd.DataFrame:
    """With attributes as `name: value unit`."""
    own = judged["source"] == "attribute"
    texts = judged["candidate"].copy()
    texts[own] = [_attribute_in_words(*_read(text)) for text in judged.loc[own, "candidate"]]
    return judged.assign(candidate=texts)


def in_no_order(judged: pd.DataFrame) -> pd.DataFrame:
    """The candidates of each question in the order of a hash: as published, those that answer come first."""
    said = judged["question_id"] + "\x1f" + judged["source"] + "\x1f" + judged["candidate"]
    marks = [hashlib.sha256(text.encode()).hexdigest() for text in said]
    first = judged["question_id"].map({one: at for at, one in enumerate(dict.fromkeys(judged["question_id"]))})
    return judged.assign(mark=marks, first=first).sort_values(["first", "mark"]).drop(columns=["mark", "first"])


def _products(judged: pd.DataFrame, titles: pd.Series[str] | None) -> pd.DataFrame:
    """What the makers tell, gathered from the candidates of all questions about a product."""
    ids = pd.Series(judged["product_id"].unique(), name="product_id")
    told = {
        source: judged[judged["source"] == source].drop_duplicates(["product_id", "candidate"])
        for source in ("description", "bullet", "attribute")
    }
    columns = {
        "title": None if titles is None else ids.map(titles),
        "description": _by_product(ids, told["description"], "\n".join),
        "bullets": _by_product(ids, told["bullet"], _as_json),
        "attributes": _by_product(ids, told["attribute"], _as_object),
    }
    return pd.DataFrame({"product_id": ids, **columns}).astype("str")


def _by_product(ids: pd.Series[str], rows: pd.DataFrame, joined: Any) -> pd.Series[str]:
    return ids.map(rows.groupby("product_id")["candidate"].agg(lambda texts: joined(list(texts))))


def _as_json(texts: list[str]) -> str:
    return json.dumps(texts, ensure_ascii=False)


def _as_object(texts: list[str]) -> str:
    """Attributes of one name have all their values."""
    members: dict[str, list[Any]] = {}
    for name, value in map(_read, texts):
        members.setdefault(name, []).append(value)
    whole = {name: values[0] if len(values) == 1 else values for name, values in members.items()}
    return json.dumps(whole, ensure_ascii=False)


def _reviews(judged: pd.DataFrame) -> pd.DataFrame:
    """Sentences of reviews; which of them are of one review is not known."""
    rows = _readable(judged[judged["source"] == "review"])
    return pd.DataFrame({"review_id": _ids("r", rows), "product_id": rows["product_id"], "text": rows["candidate"]})


def _community(judged: pd.DataFrame) -> pd.DataFrame:
    rows = _readable(judged[judged["source"] == "community"])
    parts = rows["candidate"].str.partition(ASKED)
    said = pd.DataFrame({"answer_id": _ids("c", rows), "product_id": rows["product_id"]})
    said = said.assign(question=parts[2].where(parts[2] != "", None), answer=parts[0].str.strip())
    return said[said["answer"].str.contains(r"\w")]


def _readable(rows: pd.DataFrame) -> pd.DataFrame:
    """Distinct texts of a product that have a letter or digit."""
    return rows[rows["candidate"].str.contains(r"[^\W_]")].drop_duplicates(["product_id", "candidate"])


def _ids(what: str, rows: pd.DataFrame) -> pd.Series[str]:
    return f"{what}-" + rows["product_id"] + "-" + rows.groupby("product_id").cumcount().astype("str")


def _attribute_in_words(name: str, value: Any) -> str:
    return worded(name, value) or f"{name_in_words(name)}:"


def _read(text: str) -> tuple[str, Any]:
    try:
        return printed_attribute(text)
    except ValueError as strange:
        raise DataError(f"An attribute is not printed as expected: {strange}.", REMEDY) from strange
