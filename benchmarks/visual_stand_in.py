"""Photos of train in which some play the test, for trying things out: those of the test are not read on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from sklearn.cluster import AgglomerativeClustering

from features.splits import unit_hash
from infra import digests
from infra.run_store import Reference, RunStore
from models.media import Shards
from models.visual_search.descriptors import colours
from models.visual_search.examples import decoded
from models.visual_search.fusion_settings import DescriptorSettings

Json = dict[str, Any]

_TESTED: Final = 0.15  # of the groups
_APART: Final = 0.25  # cosine distance of colour histograms up to which photos of a product are taken for one visit
_SEED: Final = 17


def random_photos(tables: Reference) -> Reference:
    """Without the test; a seventh of the other photos, drawn by hash, play it."""
    return _stored(tables, "photos play the test", lambda photos, _: photos["photo_id"].astype("str"))


def visits(tables: Reference) -> Reference:
    """Without the test; whole visits play it.

    Photos of one product whose colours are alike (average linkage) are taken for those of one visit, which the tables
    do not tell. What was photographed in one go resembles itself, so that photos drawn one by one flatter.
    """
    return _stored(tables, "visits play the test", _visits)


def _visits(photos: pd.DataFrame, tables: Path) -> pd.Series[Any]:
    with Shards(tables, "images") as shards:
        data = dict(shards.read(photos["image"]))
    vectors = colours([decoded(data[name]) for name in photos["image"]], DescriptorSettings())
    label = photos["product_id"].astype("str").to_numpy(object)
    group = label.copy()
    for name in np.unique(label):
        own = np.flatnonzero(label == name)
        if len(own) > 1:
            cluster = AgglomerativeClustering(
                n_clusters=None, distance_threshold=_APART, metric="cosine", linkage="average"
            ).fit_predict(vectors[own])
            group[own] = [f"{name}-{one}" for one in cluster]
    return pd.Series(group)


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
