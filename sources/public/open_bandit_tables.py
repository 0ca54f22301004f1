"""Turns the logs of the Open Bandit data set into the table `impressions`."""

from __future__ import annotations

import tarfile
from pathlib import Path
from typing import IO, Final

import numpy as np
import pandas as pd

from infra.errors import DataError
from sources.public.fetch import obtain
from sources.public.source import Source

POLICIES: Final = ("random", "bts")
CAMPAIGNS: Final = ("men", "women")
AFFINITY: Final = "user-item_affinity_"
NEEDED: Final = (
    "timestamp",
    "item_id",
    "position",
    "click",
    "propensity_score",
    *(f"user_feature_{place}" for place in range(4)),
)
ITEM_NEEDED: Final = ("item_id", *(f"item_feature_{place}" for place in range(4)))
REMEDY: Final = "Fetch the file again."


def write(source: Source, out: Path, cache: Path) -> None:
    """Write `impressions.parquet`."""
    (file,) = source.files
    out.mkdir(parents=True, exist_ok=True)
    impressions(obtain(file, cache)).to_parquet(out / "impressions.parquet", index=False)


def impressions(archive: Path) -> pd.DataFrame:
    """The contract's table of all four logs, in time order.

    Args:
        archive: Tar with POLICY/CAMPAIGN/CAMPAIGN.csv and POLICY/CAMPAIGN/item_context.csv.

    Returns:
        impression_id, time, click, ad (the campaign's item), campaign, position, propensity, policy, user_feature_0 to
        3, item_feature_0 to 3, affinity (to the item shown), affinity_all (sum over items).

    Raises:
        DataError: The archive cannot be read, or a table is absent or lacks a column or an item.
    """
    logs = []
    try:
        with tarfile.open(archive) as packed:
            for policy in POLICIES:
                for campaign in CAMPAIGNS:
                    log = _table(packed, f"{policy}/{campaign}/{campaign}.csv", NEEDED)
                    items = _table(packed, f"{policy}/{campaign}/item_context.csv", ITEM_NEEDED)
                    logs.append(_impressions(log, items, policy, campaign))
    except tarfile.TarError as unreadable:
        raise DataError(f"{archive.name}: not a whole tar archive ({unreadable}).", REMEDY) from unreadable
    return pd.concat(logs, ignore_index=True).sort_values("time", kind="stable", ignore_index=True)


def _impressions(log: pd.DataFrame, items: pd.DataFrame, policy: str, campaign: str) -> pd.DataFrame:
    described = items.set_index("item_id")
    unknown = ~log["item_id"].isin(described.index)
    if unknown.any():
        raise DataError(
            f"{policy}/{campaign}: {int(unknown.sum()):,} impressions are of items that item_context.csv lacks.", REMEDY
        )
    features = described.loc[log["item_id"], [f"item_feature_{place}" for place in range(4)]].reset_index(drop=True)
    return pd.DataFrame(
        {
            "impression_id": [f"{policy}-{campaign}-{row}" for row in range(len(log))],
            "time": pd.to_datetime(log["timestamp"], format="ISO8601", utc=True).astype("datetime64[us, UTC]"),
            "click": log["click"] == 1,
            "ad": campaign + "-" + log["item_id"].astype("str"),
            "campaign": campaign,
            "position": log["position"],
            "propensity": log["propensity_score"],
            "policy": policy,
            **{f"user_feature_{place}": log[f"user_feature_{place}"] for place in range(4)},
            **_affinity(log),
        }
    ).join(features)


def _affinity(log: pd.DataFrame) -> dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    columns = [name for name in log if str(name).startswith(AFFINITY)]
    place = {int(str(name).removeprefix(AFFINITY)): number for number, name in enumerate(columns)}
    cells = log[columns].to_numpy(np.float64)
    shown = log["item_id"].map(place)
    if shown.isna().any():
        raise DataError(f"{int(shown.isna().sum()):,} impressions are of items without a column {AFFINITY}*.", REMEDY)
    return {"affinity": cells[np.arange(len(log)), shown.to_numpy(np.int64)], "affinity_all": cells.sum(axis=1)}


def _table(packed: tarfile.TarFile, name: str, needed: tuple[str, ...]) -> pd.DataFrame:
    try:
        stream: IO[bytes] | None = packed.extractfile(name)
    except KeyError as absent:
        raise DataError(f"The archive lacks {name}.", REMEDY) from absent
    if stream is None:
        raise DataError(f"{name} is not a file of the archive.", REMEDY)
    try:
        table = pd.read_csv(stream, index_col=0)
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as unreadable:
        raise DataError(f"{name}: not a UTF-8 csv table ({unreadable}).", REMEDY) from unreadable
    missing = [column for column in needed if column not in table]
    if missing:
        raise DataError(f"{name}: lacks the columns {', '.join(missing)}.", REMEDY)
    return table
