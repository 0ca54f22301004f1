"""One thing that pruning removes: what it is, how large, and how it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Item:
    """Something that may go.

    Args:
        kind: As it is counted: version, MLflow run, step, log.
        name: As a person knows it.
        size: In bytes.
        remove: Takes it away, unless it has come to be needed since; tells whether it did. What is half gone is
            taken the rest of the way.
        use_case: Whose it is; empty for what all share.
    """

    kind: str
    name: str
    size: int
    remove: Callable[[], bool] = field(repr=False)
    use_case: str = ""


@dataclass(frozen=True)
class Plan:
    """What goes.

    Args:
        items: In the order in which they go.
        remarks: What a person should know of what stays.
        champions: By registered name, for the log.
    """

    items: list[Item]
    remarks: list[str]
    champions: dict[str, str | None]

    @property
    def size(self) -> int:
        """In bytes."""
        return sum(item.size for item in self.items)


def size_of(path: Path) -> int:
    """Bytes of a file, or of all files in a directory; files that go meanwhile do not count."""
    sizes = []
    for file in [path] if path.is_file() else path.rglob("*"):
        try:
            sizes.append(file.lstat().st_size if not file.is_dir() else 0)
        except FileNotFoundError:
            continue
    return sum(sizes)
