"""Windows as the network takes them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer

from .extracted import Ints
from .windows import Windows


@dataclass(frozen=True)
class Batch:
    """b windows of at most n words.

    Attributes:
        ids: Word pieces with the framing ones, padded; (b, pieces).
        mask: One where a piece is no padding; (b, pieces).
        head, tail: Pieces of each word, half open; one piece that counts for nothing beyond a window; (b, n).
        words: Words of each; (b,).
    """

    ids: torch.Tensor
    mask: torch.Tensor
    head: torch.Tensor
    tail: torch.Tensor
    words: torch.Tensor


@dataclass(frozen=True)
class Frame:
    """The pieces that begin, end and pad what the network reads."""

    begin: int
    end: int
    padding: int

    @classmethod
    def of(cls, tokenizer: Tokenizer) -> Frame:
        """Those of BERT."""
        begin, end, padding = (tokenizer.token_to_id(name) for name in ("[CLS]", "[SEP]", "[PAD]"))
        if begin is None or end is None or padding is None:
            raise ValueError("the tokenizer has no pieces that begin, end and pad a text: it is none of BERT's.")
        return cls(begin, end, padding)


def batch_of(windows: Windows, rows: Ints, frame: Frame) -> Batch:
    """Some windows, at least one."""
    words = windows.words
    first, last = words.first_piece[windows.first[rows]], words.first_piece[windows.last[rows]]
    sizes = (last - first)[:, None]
    place = np.arange(int(sizes.max()) + 2)[None, :] - 1
    inside = (place >= 0) & (place < sizes)
    ids = np.where(inside, words.pieces[np.where(inside, first[:, None] + place, 0)], frame.padding)
    ids[:, 0] = frame.begin
    ids[place == sizes] = frame.end
    count = (windows.last - windows.first)[rows]
    number = np.arange(int(count.max()))[None, :]
    real = number < count[:, None]
    chosen = np.where(real, windows.first[rows][:, None] + number, windows.first[rows][:, None])
    head = np.where(real, words.first_piece[chosen] - first[:, None] + 1, 0)
    tail = np.where(real, words.first_piece[chosen + 1] - first[:, None] + 1, 1)
    parts = (ids, (place <= sizes).astype(np.int64), head, tail, count)
    return Batch(*(torch.from_numpy(np.ascontiguousarray(part)) for part in parts))
