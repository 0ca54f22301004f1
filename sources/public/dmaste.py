"""Turns the reviews of DMASTE into the tables `reviews` and `annotations`."""

from __future__ import annotations

import ast
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pandas as pd

from infra.errors import DataError
from sources.public.fetch import obtain
from sources.public.source import Source
from sources.public.text_tables import REMEDY

DOMAINS: Final = ("electronics", "home", "fashion", "beauty")
UNLABELLED: Final = ("electronics", "home", "fashion")
SPLITS: Final = {"train": "train", "dev": "valid", "test": "test"}
SENTIMENTS: Final = {"POS": "positive", "NEU": "neutral", "NEG": "negative"}
REVIEW: Final = "review_id", "text", "category", "stars", "language", "annotated", "split"
ANNOTATION: Final = (
    "review_id",
    "aspect",
    "aspect_start",
    "aspect_end",
    "opinion",
    "opinion_start",
    "opinion_end",
    "sentiment",
)
_MARK: Final = "####"
_TOKEN: Final = re.compile(r"\S+")
_IMPLIED: Final = [-1]


def write(source: Source, out: Path, cache: Path) -> None:
    """Write `reviews.parquet` and `annotations.parquet`."""
    files = read_files(obtain(source.files[0], cache))
    reviews, annotations = tables(files)
    out.mkdir(parents=True, exist_ok=True)
    reviews.to_parquet(out / "reviews.parquet", index=False)
    annotations.to_parquet(out / "annotations.parquet", index=False)


def read_files(path: Path) -> dict[str, str]:
    """The text files of the archive, by their place in it.

    Raises:
        DataError: It is no archive, lacks a file, or one is no UTF-8.
    """
    wanted = [f"dataset/{domain}/{split}.txt" for domain in DOMAINS for split in SPLITS]
    wanted += [f"amazon/{domain}.txt" for domain in UNLABELLED]
    found = {}
    try:
        with tarfile.open(path) as archive:
            for name in wanted:
                member = archive.extractfile(name)
                if member is None:
                    raise DataError(f"{path.name}: {name} is no file.", REMEDY)
                found[name] = member.read().decode("utf-8")
    except (tarfile.TarError, KeyError, UnicodeDecodeError) as unreadable:
        raise DataError(f"{path.name}: not the archive that was expected ({unreadable}).", REMEDY) from unreadable
    return found


def tables(files: dict[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The contract's tables from text files by their place in the archive.

    Returns:
        `reviews` with the columns `REVIEW`, annotated ones first, and `annotations` with `ANNOTATION`. Places of
        implied spans are missing.

    Raises:
        DataError: A line is not laid out as expected; names the file and the line.
    """
    reviews: list[tuple[Any, ...]] = []
    annotations: list[tuple[Any, ...]] = []
    for name, content in files.items():
        folder, *_, file = name.removesuffix(".txt").split("/")
        if folder == "amazon":
            reviews.extend(_starred(name, file, content))
            continue
        domain = name.split("/")[1]
        for number, line in _lines(content):
            text, triplets = _annotated(name, number, line)
            review = f"{domain}-{file}-{number}"
            reviews.append((review, text, domain, None, "en", True, SPLITS[file]))
            annotations.extend((review, *triplet) for triplet in triplets)
    table = pd.DataFrame(annotations, columns=list(ANNOTATION))
    places = [column for column in ANNOTATION if column.endswith(("_start", "_end"))]
    return pd.DataFrame(reviews, columns=list(REVIEW)), table.astype(dict.fromkeys(places, "Int64"))


def _lines(content: str) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(content.split("\n"), start=1) if line.strip())


def _starred(name: str, domain: str, content: str) -> Iterator[tuple[Any, ...]]:
    """Reviews with stars alone: `5 #### text`."""
    for number, line in _lines(content):
        stars, mark, text = line.partition(_MARK)
        if not mark or not stars.strip().isdigit():
            raise DataError(f"{name}: line {number:,} is not `stars {_MARK} text`.", REMEDY)
        yield f"{domain}-amazon-{number}", text.strip(), domain, float(stars), "en", False, None


def _annotated(name: str, number: int, line: str) -> tuple[str, list[tuple[Any, ...]]]:
    """The text of a line, and its triplets as the last columns of `ANNOTATION`."""
    try:
        whole, told, _ = line.split(_MARK)
        text = whole.strip()
        tokens = [token.span() for token in _TOKEN.finditer(text)]
        triplets = [
            (*_span(text, tokens, aspect), *_span(text, tokens, opinion), SENTIMENTS[sentiment])
            for aspect, opinion, sentiment in ast.literal_eval(told)
        ]
    except (ValueError, SyntaxError, KeyError, IndexError, TypeError) as strange:
        raise DataError(f"{name}: line {number:,} is not laid out as expected ({strange!r}).", REMEDY) from strange
    return text, triplets


def _span(text: str, tokens: list[tuple[int, int]], places: list[int]) -> tuple[Any, Any, Any]:
    """Words, start and end of the tokens from the first place to the last."""
    if places == _IMPLIED:
        return None, None, None
    if not 0 <= places[0] <= places[-1]:
        raise ValueError(f"places {places}")
    start, end = tokens[places[0]][0], tokens[places[-1]][1]
    return text[start:end], start, end
