"""The peers of product classification by name."""

from __future__ import annotations

from dataclasses import asdict
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Protocol, Self

from benchmarks.category_answers import Answers
from benchmarks.category_rows import Labelled, Rows


class Peer(Protocol):
    """A method that learns labelled listings and names the best leaves of others."""

    @classmethod
    def learn(cls, rows: Labelled, scratch: Path, *, threads: int, seed: int) -> Self:
        """Fit on train; valid may be looked at for settings and calibration, test not."""

    def ask(self, rows: Rows) -> Answers:
        """The best leaves of each listing."""

    def save(self, folder: Path) -> None:
        """Write what has to be kept to ask again."""


# By name: module with `Settings`, class and the package that it needs.
PEERS: Final = {
    "fastText": ("benchmarks.category_fasttext", "FastText", "fasttext"),
    "TF-IDF LinearSVC": ("benchmarks.category_linear_svc", "Machines", "sklearn"),
    "nearest centroid": ("benchmarks.category_centroids", "Centroids", "sklearn"),
}


def installed() -> list[str]:
    """The peers whose package is there; `pip install '.[bench]'` brings them all."""
    return [name for name, (_, _, package) in PEERS.items() if find_spec(package) is not None]


def peer(name: str) -> type[Peer]:
    """The class of a peer."""
    module, of, _ = PEERS[name]
    found: type[Peer] = getattr(import_module(module), of)
    return found


def settings(name: str) -> dict[str, Any]:
    """What a peer is fitted with."""
    return asdict(import_module(PEERS[name][0]).Settings())
