"""Noises and rooms of public sets as rows of `noise` and `rooms`."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

SURROUNDINGS: Final = ("esc10/manifest.csv", "mycroft_bg/manifest.csv", "rir_webaudio/manifest.csv")
HELD_OUT_KINDS: Final = ("rain", "chainsaw", "baby cry")  # heard in the test alone
HELD_OUT_ROOMS: Final = ("kitchen-true-stereo", "cardiod-true-stereo-15-8")
TRAIN_FOLD: Final = "1"
_ROOMS: Final = {"kitchen": "kitchen", "filter": "telephone"}


def noise_rows(environment: pd.DataFrame, background: pd.DataFrame) -> pd.DataFrame:
    """Noises: the second fold, and all of the kinds that are held out, are of the test; quiet rooms of the training.

    Args:
        environment: The manifest of ESC-10: file, class, fold.
        background: The manifest of rooms in which nobody speaks: file.
    """
    kind = environment["class"].str.lower()
    train = (environment["fold"] == TRAIN_FOLD) & ~kind.isin(HELD_OUT_KINDS)
    sounds = pd.DataFrame({"audio": environment["file"], "kind": kind, "split": np.where(train, "train", "test")})
    quiet = pd.DataFrame({"audio": background["file"], "kind": "quiet room", "split": "train"})
    return pd.concat([sounds, quiet], ignore_index=True)


def room_rows(manifest: pd.DataFrame) -> pd.DataFrame:
    """Impulse responses: file -> audio, kind, split."""
    name = manifest["file"].str.rpartition("/")[2].str.rpartition(".")[0]
    return pd.DataFrame(
        {
            "audio": manifest["file"],
            "kind": name.str.partition("-")[0].map(_ROOMS).fillna("hall"),
            "split": np.where(name.isin(HELD_OUT_ROOMS), "test", "train"),
        }
    )
