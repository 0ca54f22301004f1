"""The split that labels may come with."""

from __future__ import annotations

from contracts.contract import RowRule

SPLITS = ("train", "valid", "test")

SPLIT_KNOWN = RowRule(
    name="split_known",
    check="in_set",
    columns=("split",),
    options={"values": SPLITS},
    because="other splits are not used: what is tuned on, often named dev, is called valid",
)
