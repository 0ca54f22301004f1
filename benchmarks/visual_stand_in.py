"""Photos of train in which some play the test, for trying things out: those of the test are not read on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from features.columns import UNKNOWN
from features.splits import unit_hash
from features.visual_search.parameters import FeaturesParameters
from features.visual_search.tables import read_tables
from features.visual_search.visits import visits_of
from infra import digests
from infra.run_store import Reference, RunStore
from models.media import Shards

Json = dict[str, Any]

_TESTED: Final = 0.15  # of the groups
_SEED: Final = 17


def random_photos(tables: Reference) -> Reference:
    """Without the test; a seventh of the other photos, drawn by hash, play it."""
    return _stored(tables, "photos play the test", lambda photos, _: photos["photo_id"].astype("str"))


def visits(tables: Reference) -> Reference:
    """Without the test; whole visits play it.

    What was photographed in one go resembles itself, so that photos drawn one by one flatter. The tables do not tell
    visits; they are told apart as the features do it, by colours.
    """
    return _stored(tables, "visits play the test", _visits)


def _visits(photos: pd.DataFrame, tables: Path) -> pd.Series[Any]:
    found = read_tables(tables)
    with Shards(tables, "images") as shards:
        visit = visits_of(found, shards, FeaturesParameters())
    of = pd.Series(visit, index=found.photos.column("photo_id").to_pylist()).reindex(photos["photo_id"]).to_numpy()
    own = photos["photo_id"].astype("str")
    return own.where(of == UNKNOWN, pd.Series(of, index=own.index).map("visit {}".format))


def _stored(tables: Reference, what: str, groups: Callable[[pd.DataFrame, Path], pd.Series[Any]]) -> Reference:
    key = digests.of_value({what: tables.sha256})
    found = RunStore().find(tables.step, key)
    if found is not None:
        return found
    return RunStore().write(tables.step, key, lambda out: {**tables.facts, **_written(tables.directory, out, groups)})


def _written(tables: Path, out: Path, groups: Callable[[pd.DataFrame, Path], pd.Series[Any]]) -> Json:
    photos = pd.read_parquet(tables / "photos.parquet")
    stood_in(photos, groups(_kept(photos), tables)).to_parquet(out / "photos.parquet", index=False)
    for path in sorted(tables.iterdir()):
        if path.is_file() and path.name != "photos.parquet":
            _linked(path, out / path.name)
    return {"tables": {path.name: digests.of_file(path) for path in sorted(out.glob("*.parquet"))}}


def _kept(photos: pd.DataFrame) -> pd.DataFrame:
    return photos[photos["split"] != "test"].reset_index(drop=True)


def stood_in(photos: pd.DataFrame, groups: pd.Series[Any]) -> pd.DataFrame:
    """Photos without those of the test, some groups of the others in their place.

    Args:
        photos: With `split`.
        groups: Of each photo that is not of the test, in their order.

    Raises:
        ValueError: The table gives no split.
    """
    if "split" not in photos:
        raise ValueError("The photos have no split: nothing can be left out for the test.")
    tested = unit_hash(groups, _SEED) < _TESTED
    return _kept(photos).assign(group=groups.to_numpy(object), split=np.where(tested, "test", "train"))


def _linked(path: Path, to: Path) -> None:
    try:
        os.link(path, to)
    except OSError:  # another file system
        shutil.copyfile(path, to)
