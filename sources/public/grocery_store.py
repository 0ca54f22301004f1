"""Turns the archive of the Grocery Store Dataset into the tables `catalogue` and `photos`, and its pictures."""

from __future__ import annotations

import shutil
import tarfile
from pathlib import Path, PurePosixPath
from typing import Final

import pandas as pd

from infra.errors import DataError
from sources.public.fetch import obtain
from sources.public.source import Source
from sources.public.text_tables import REMEDY

SPLITS: Final = {"train": "train", "val": "test"}
CATALOGUE: Final = ("class_id", "class_name", "coarse_name", "department", "image", "description")
QUERIES: Final = ("image", "split", "class_id")


def write(source: Source, out: Path, cache: Path) -> None:
    """Write `catalogue.parquet`, `photos.parquet` and `images.tar`, the archive as it is."""
    archive = obtain(source.files[0], cache)
    catalogue, photos = tables(*read_tables(archive))
    out.mkdir(parents=True, exist_ok=True)
    catalogue.to_parquet(out / "catalogue.parquet", index=False)
    photos.to_parquet(out / "photos.parquet", index=False)
    shutil.copyfile(archive, out / "images.tar")


def read_tables(path: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The archive's own tables, of products with the columns `CATALOGUE` and of photos with `QUERIES`, all as text.

    Raises:
        DataError: It is no archive, or lacks a table or a column.
    """
    try:
        with tarfile.open(path) as archive:
            return _read(archive, "catalogue.csv", CATALOGUE), _read(archive, "queries.csv", QUERIES)
    except (tarfile.TarError, KeyError, ValueError) as unreadable:
        raise DataError(f"{path.name}: not the archive that was expected ({unreadable}).", REMEDY) from unreadable


def tables(products: pd.DataFrame, queries: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The contract's tables `catalogue` and `photos`; products are known by the names of their classes.

    Raises:
        DataError: Photos are of a class or of a split that is not known; names the first.
    """
    names = products.set_index("class_id")["class_name"]
    _check_known(queries, "class_id", names.index)
    _check_known(queries, "split", pd.Index(SPLITS))
    catalogue = pd.DataFrame(
        {
            "product_id": products["class_name"],
            "image": products["image"],
            "title": products["class_name"].str.replace("-", " "),
            "text": products["description"],
            "category": products["department"] + " > " + products["coarse_name"],
        }
    )
    photos = pd.DataFrame(
        {
            "photo_id": [f"{split}-{PurePosixPath(image).stem}" for split, image in queries[["split", "image"]].values],
            "image": queries["image"],
            "product_id": names.loc[queries["class_id"]].to_numpy(),
            "split": queries["split"].map(SPLITS),
        }
    )
    return catalogue, photos


def _read(archive: tarfile.TarFile, name: str, columns: tuple[str, ...]) -> pd.DataFrame:
    member = archive.extractfile(name)
    if member is None:
        raise KeyError(f"{name} is no file")
    return pd.read_csv(member, usecols=list(columns), dtype=str)


def _check_known(queries: pd.DataFrame, column: str, known: pd.Index) -> None:
    strange = queries[~queries[column].isin(known)]
    if len(strange):
        raise DataError(
            f"queries.csv: {len(strange):,} photos of {len(queries):,} have an unknown {column}, the first "
            f"{strange['image'].iloc[0]} has {strange[column].iloc[0]!r}.",
            REMEDY,
        )
