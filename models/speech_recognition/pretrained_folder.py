"""A checkpoint of the user's: which kind it is, and what of its folder is kept."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Final

from ..errors import InputError

CONFIG, WEIGHTS = "config.json", "model.safetensors"
WHISPER: Final = "whisper"
# Of models that answer with letters, frame by frame.
LETTERS: Final = ("wav2vec2", "hubert", "wavlm", "wav2vec2-conformer", "data2vec-audio", "unispeech", "unispeech-sat")
_KEPT: Final = ("*.json", "*.txt", "*.safetensors")
_STRANGE: Final = ("*.bin", "*.pt", "*.pth", "*.ckpt", "*.h5", "*.msgpack")


def kind_of(path: Path) -> str:
    """The kind of model in a folder of transformers.

    Raises:
        InputError: There is none, its weights are not in safetensors, or it is of another kind.
    """
    if not (path / CONFIG).is_file():
        raise InputError(
            f"`models.pretrained.path` names {str(path)!r}, which has no {CONFIG}; name the folder of a Whisper or "
            "wav2vec 2.0 model on this machine, as transformers saves it, or set `models.engine` to ctc."
        )
    if not any(path.glob("*.safetensors")):
        other = sorted(file.name for pattern in _STRANGE for file in path.glob(pattern))
        found = f" but {', '.join(other)}" if other else ""
        raise InputError(
            f"{str(path)!r} has no weights in safetensors{found}; other formats can run code when they are read: "
            "convert it with `model.save_pretrained(folder, safe_serialization=True)`."
        )
    kind = json.loads((path / CONFIG).read_text(encoding="utf-8")).get("model_type")
    if kind != WHISPER and kind not in LETTERS:
        raise InputError(f"{str(path)!r} holds a model of type {kind!r}; known are {WHISPER}, {', '.join(LETTERS)}.")
    return str(kind)


def copied(path: Path, to: Path) -> None:
    """Keep what a model is read from."""
    to.mkdir(parents=True, exist_ok=True)
    for file in sorted({file for pattern in _KEPT for file in path.glob(pattern)}):
        if file.parent != to:
            shutil.copyfile(file, to / file.name)
