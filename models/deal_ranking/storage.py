"""Where the parts of a bundle lie."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from .answering import Answerer
from .book import Book, on_added
from .crowd import crowd_of
from .crowd_means import CrowdMeans
from .delays import Delays
from .outlook import Outlook
from .parameters import DealRankingParameters
from .profiles import Profiles
from .pull import Pull
from .since import Since
from .stored_deals import StoredDeals
from .tally import Tally
from .updating import Updater, added_shelf
from .visits import Visits

OUTLOOK: Final = "outlook"
ARRAYS: Final = "serving.npz"
_ARRAYS: Final = ("crowd", "sample", "moment", "delays", "looked_at", "told_again")
PULL: Final = "pull.json"


def save(answerer: Answerer, updater: Updater, book: Book, directory: Path) -> None:
    """Write all that was fitted, and all that is known by now, into a directory.

    Args:
        answerer: What was fitted.
        updater: How long redemptions take.
        book: What is known.
        directory: Of the bundle.
    """
    answerer.scorer.save(directory / OUTLOOK)
    answerer.visits.save(directory)
    book.stored.save(directory)
    book.profiles.save(directory)
    book.tally.save(directory)
    book.since.save(directory)
    np.savez(
        directory / ARRAYS,
        allow_pickle=False,
        crowd=book.crowd,
        sample=answerer.means.crowd.rows,
        moment=np.array(answerer.means.crowd.moment),
        delays=updater.delays.seconds,
        looked_at=np.array(book.looked_at),
        told_again=book.told_again,
    )
    if book.pull is not None:
        text = json.dumps(asdict(book.pull), indent=2, sort_keys=True, allow_nan=False)
        (directory / PULL).write_text(text + "\n", encoding="utf-8")


def load(directory: Path, parameters: DealRankingParameters, facts: dict[str, Any]) -> tuple[Answerer, Updater, Book]:
    """Read what `save` wrote."""
    outlook = Outlook.load(directory / OUTLOOK)
    profiles = Profiles.load(directory)
    stored = StoredDeals.load(directory)
    path = directory / PULL
    pull = Pull(**json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None
    with np.load(directory / ARRAYS, allow_pickle=False) as arrays:
        told: dict[str, npt.NDArray[Any]] = {name: arrays[name] for name in _ARRAYS}
    bundle = outlook.looked_at(outlook.deals)
    behind = on_added(told["told_again"], len(bundle), len(stored))
    added = added_shelf(outlook, stored, len(bundle), behind) if len(behind) else None
    tally, since, share = Tally.load(directory), Since.load(directory), float(told["looked_at"])
    book = Book(stored, bundle, added, told["crowd"], profiles, tally, pull, share, since, told["told_again"])
    crowd = crowd_of(outlook, profiles, told["sample"], float(told["moment"]), parameters.chunk)
    means, once = CrowdMeans(outlook, crowd, parameters.crowd.kept), bool(facts["once"])
    answerer = Answerer(outlook, Visits.load(directory), means, once, bool(facts["exposures_assumed"]), parameters)
    return answerer, Updater(answerer, Delays(told["delays"])), book
