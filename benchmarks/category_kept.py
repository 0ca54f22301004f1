"""Answers of earlier runs: of which settings they are, and whether they may stand beside those of this run."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.category_peers import PEERS, settings
from infra.digests import of_value
from infra.errors import SettingsError

OURS: Final = "ours"
NOTE: Final = "settings"  # in a method's costs
_LISTINGS: Final = ("source", "contract", "features")  # parameters that decide what everybody learns from

Json = dict[str, Any]


def digest(name: str, parameters: Json) -> str:
    """Digest of all that decides a method's answers to given listings, and its costs.

    Args:
        name: `ours` or a peer.
        parameters: Of the use case.
    """
    models = parameters["models"]
    own = models if name == OURS else {"threads": models["threads"], "seed": models["seed"], "peer": settings(name)}
    value = {"method": own, **{part: parameters[part] for part in _LISTINGS}}
    return of_value(json.loads(json.dumps(value)))


def place(folder: Path, method: str) -> Path:
    """Where answers and costs of a method lie."""
    return folder / method.replace(" ", "_")


def costs(folder: Path, method: str) -> Json | None:
    """What a method cost, None where it has not been run to its end."""
    file = place(folder, method) / "costs.json"
    found: Json | None = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None
    return found


def unknown(folder: Path, methods: Sequence[str], parameters: Json) -> list[str]:
    """Check the answers that this run takes over.

    Args:
        folder: Of answers and costs.
        methods: Those that learn again in this run: their kept answers go.
        parameters: Of the use case.

    Returns:
        Methods whose answers are taken over though nothing tells their settings.

    Raises:
        SettingsError: Some are of other settings.
    """
    notes = {
        name: kept.get(NOTE)
        for name in (OURS, *PEERS)
        if name not in methods and (kept := costs(folder, name)) is not None
    }
    others = [name for name, note in notes.items() if note is not None and note != digest(name, parameters)]
    if others:
        raise SettingsError(
            f"{folder} holds answers of {', '.join(others)} that were learnt with other settings than this run has.",
            "Name them in --methods to let them learn again, run with the settings of then, or name another --folder.",
        )
    return [name for name, note in notes.items() if note is None]
