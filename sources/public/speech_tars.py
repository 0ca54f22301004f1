"""Turns archives of recordings with a manifest into the tables of speech recognition, and their recordings."""

from __future__ import annotations

import shutil
import tarfile
from pathlib import Path
from typing import Final

import pandas as pd

from infra.errors import DataError
from sources.public.fetch import obtain
from sources.public.source import Source
from sources.public.speech_manifests import SPELLED, UTTERANCES, WHOLE, spelled
from sources.public.speech_surroundings import SURROUNDINGS, noise_rows, room_rows
from sources.public.text_tables import REMEDY

MANIFEST: Final = "manifest.csv"
SPLITS: Final = {"train": "train", "validation": "test", "val": "test", "dev": "test"}


def write(source: Source, out: Path, cache: Path) -> None:
    """Write `utterances.parquet`, where they can be told `phrases.parquet` and `slot_values.parquet`,
    `noise.parquet`, `rooms.parquet`, and the archives as they are.
    """
    archive, surroundings = (obtain(file, cache) for file in source.files)
    out.mkdir(parents=True, exist_ok=True)
    for name, table in tables(source.name, archive).items():
        table.to_parquet(out / f"{name}.parquet", index=False)
    esc, background, rooms = (read_manifest(surroundings, member) for member in SURROUNDINGS)
    noise_rows(esc, background).to_parquet(out / "noise.parquet", index=False)
    room_rows(rooms).to_parquet(out / "rooms.parquet", index=False)
    shutil.copyfile(archive, out / "audio.tar")
    shutil.copyfile(surroundings, out / "audio-surroundings.tar")


def tables(name: str, archive: Path) -> dict[str, pd.DataFrame]:
    """The contract's tables of a source by its archive.

    Raises:
        DataError: It is no archive, or its manifest lacks a column or names a split that is not known.
    """
    manifest = read_manifest(archive, MANIFEST)
    try:
        rows = UTTERANCES[name](manifest)
    except KeyError as missing:
        raise DataError(f"{archive.name}: {MANIFEST} has no column {missing}.", REMEDY) from missing
    if "split" in rows:
        rows["split"] = _known_splits(rows, archive.name)
    found = {"utterances": rows}
    if name in WHOLE:
        found["phrases"] = pd.DataFrame({"text": sorted(rows["transcript"].unique())})
    if name == SPELLED:
        found |= spelled()
    return found


def read_manifest(archive: Path, member: str) -> pd.DataFrame:
    """A table of an archive, all cells as text.

    Raises:
        DataError: There is no archive, or no such table in it.
    """
    try:
        with tarfile.open(archive) as opened:
            content = opened.extractfile(member)
            if content is None:
                raise KeyError(f"{member} is no file")
            return pd.read_csv(content, dtype=str, keep_default_na=False)
    except (tarfile.TarError, KeyError, ValueError) as unreadable:
        raise DataError(f"{archive.name}: not the archive that was expected ({unreadable}).", REMEDY) from unreadable


def _known_splits(rows: pd.DataFrame, archive: str) -> pd.Series:
    strange = rows[~rows["split"].isin(SPLITS)]
    if len(strange):
        raise DataError(
            f"{archive}: {len(strange):,} recordings of {len(rows):,} have an unknown split, the first "
            f"{strange['audio'].iloc[0]} has {strange['split'].iloc[0]!r}.",
            REMEDY,
        )
    return rows["split"].map(SPLITS)
