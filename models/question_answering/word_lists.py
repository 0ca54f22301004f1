"""Short lists of words as code writes them."""

from __future__ import annotations


def listed(*lines: str) -> frozenset[str]:
    """Words of lines, parted by blanks."""
    return frozenset(word for line in lines for word in line.split())
