"""Photos that were taken in one go, told by their colours where the table does not say."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.cluster.hierarchy import linkage

from features.columns import UNKNOWN, Longs, coded
from features.splits import SPLITS
from features.visual_search.parameters import FeaturesParameters
from features.visual_search.pictures import Store, Stored, stored
from features.visual_search.tables import Tables
from models.media import Shards
from models.pictures import PictureLimits, read_picture

Floats = npt.NDArray[np.float32]

_HEIGHT, _SIZE = 2, 3  # columns of a tree, behind the two that it joins: how far apart these lie, and how much that is
_FEWEST = 2  # photos of a product that can be of one visit


def visits_of(tables: Tables, shards: Shards, parameters: FeaturesParameters) -> Longs:
    """(n,) visit of each photo, 0..v-1, `UNKNOWN` where the table tells its group or nobody can tell.

    What was photographed in one go resembles itself: one light, one shelf, one camera. Photos of the same products
    whose colours are alike (average linkage of the cosines of their histograms) are taken for those of one visit, so
    that valid asks about visits that training has not seen, as customers will. One that has
    more than a share of its product's photos is parted more finely, and no other with it, down to those that are so
    alike that they were taken in one burst: these stay together however many they are. Photos of the test, where it is
    given, are not looked at.

    Args:
        tables: n photos.
        shards: Their pictures.
        parameters: Settings.

    Raises:
        DataError: A picture cannot be read.
    """
    visit = np.full(len(tables), UNKNOWN, dtype=np.int64)
    lots = _comparable(tables, parameters) if parameters.visit_likeness < 1 else []
    if not lots:
        return visit
    rows = np.concatenate(lots)
    looks = _colours(tables, shards, rows, parameters)
    ends = np.cumsum([len(lot) for lot in lots])
    begin, count = 0, 0
    for lot, end in zip(lots, ends.tolist(), strict=True):
        visit[lot] = _joined(looks[begin:end], parameters) + count
        count = int(visit[lot].max()) + 1
        begin = end
    return visit


def _comparable(tables: Tables, parameters: FeaturesParameters) -> list[Longs]:
    """Rows of photos of the same products, of no group that is told, in lots that are compared at once."""
    told, _ = coded(tables.photos.column("group"))
    free = (told == UNKNOWN) & tables.labels.shows & (tables.given <= SPLITS.index("train"))
    labels = tables.labels
    order = np.lexsort((labels.product, labels.photo))
    begins = np.flatnonzero(np.diff(labels.photo[order], prepend=-1))
    together: dict[bytes, list[int]] = {}
    for row, shown in zip(
        labels.photo[order][begins].tolist(), np.split(labels.product[order], begins[1:]), strict=True
    ):
        if free[row]:
            together.setdefault(shown.tobytes(), []).append(row)
    most = parameters.visit_photos
    lots = [rows[at : at + most] for rows in together.values() for at in range(0, len(rows), most)]
    return [np.array(lot, dtype=np.int64) for lot in lots if len(lot) >= _FEWEST]


def _colours(tables: Tables, shards: Shards, rows: Longs, parameters: FeaturesParameters) -> Floats:
    """Histograms of colours, (rows, cells), of unit length."""
    names = tables.photos.column("image").take(rows).to_pylist()
    store, looks = _looks(), [b""] * len(rows)
    for places, found in stored(shards, names, store, "photos", parameters.threads):
        for place, one in zip(places, found, strict=True):
            looks[place] = one.data
    return np.frombuffer(b"".join(looks), dtype=np.float32).reshape(len(rows), -1)


def _looks() -> Store:
    # it takes torch, which who only reads parameters need not wait for
    from models.visual_search.descriptors import colours
    from models.visual_search.fusion_settings import DescriptorSettings

    described = DescriptorSettings()
    bounded = PictureLimits(side=described.side)

    def store(data: bytes) -> Stored:
        picture = read_picture(data, bounded)
        return Stored(colours([picture.pixels], described)[0].tobytes(), picture.width, picture.height)

    return store


def _joined(looks: Floats, parameters: FeaturesParameters) -> Longs:
    """Visit of each of some photos, from 0; (n,)."""
    tree = linkage(looks.astype(np.float64), "average", metric="cosine")
    few = tree[:, _SIZE] <= parameters.most_of_product * len(looks)
    burst = tree[:, _HEIGHT] <= 1 - parameters.burst_likeness
    whole = (tree[:, _HEIGHT] <= 1 - parameters.visit_likeness) & (few | burst)
    top = np.arange(len(looks) + len(tree))  # highest branch that is one visit, of each photo and of each branch
    for branch in range(len(top) - 1, len(looks) - 1, -1):
        joins = branch - len(looks)
        if whole[joins] or top[branch] != branch:
            top[tree[joins, :_HEIGHT].astype(np.int64)] = top[branch]
    return np.unique(top[: len(looks)], return_inverse=True)[1].astype(np.int64)
