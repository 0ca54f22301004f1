"""The network of a cross-encoder: MiniLM over two texts at once, and a head over what it read."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn
from transformers import BertConfig, BertModel

from .cross_texts import Ints, TokenisedPairs
from .minilm import model_path

_MARKS: Final = 3


class CrossNetwork(nn.Module):
    """BERT with one more input embedding: whether a word also stands on the other side."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.bert = BertModel(config, add_pooling_layer=False)
        self.marks = nn.Embedding(_MARKS, config.hidden_size)
        self.head = nn.Sequential(
            nn.Linear(3 * config.hidden_size, config.hidden_size),
            nn.GELU(),
            nn.Dropout(0.1),
            nn.Linear(config.hidden_size, 1),
        )
        nn.init.normal_(self.marks.weight, std=config.initializer_range)

    def forward(
        self, ids: torch.Tensor, segments: torch.Tensor, matched: torch.Tensor, mask: torch.Tensor
    ) -> torch.Tensor:
        """Log odds of pairs, (n,), from their padded pieces, (n, width) each."""
        inputs = self.bert.embeddings.word_embeddings(ids) + self.marks(matched)
        hidden = self.bert(inputs_embeds=inputs, token_type_ids=segments, attention_mask=mask).last_hidden_state
        sides = []
        for segment in (0, 1):
            side = (mask * (segments == segment)).unsqueeze(-1).to(hidden.dtype)
            sides.append((hidden * side).sum(1) / side.sum(1).clamp(min=1))
        pooled = torch.cat([hidden[:, 0], sides[0] * sides[1], (sides[0] - sides[1]).abs()], dim=1)
        logits: torch.Tensor = self.head(pooled).squeeze(-1)
        return logits


def pretrained() -> tuple[CrossNetwork, Tokenizer]:
    """MiniLM's weights with a fresh head, and its tokenizer."""
    source = Path(model_path())
    network = CrossNetwork(BertConfig.from_pretrained(source))
    stored = load_file(source / "model.safetensors")
    network.bert.load_state_dict({name: stored[name] for name in network.bert.state_dict()})  # the pooler is not used
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return network, tokenizer


def parameter_groups(network: CrossNetwork, rate: float) -> list[dict[str, Any]]:
    """New layers learn faster than pretrained ones; word embeddings stay, few pairs cannot better them."""
    network.bert.embeddings.requires_grad_(False)
    new = [*network.head.parameters(), *network.marks.parameters()]
    return [{"params": network.bert.encoder.parameters(), "lr": rate}, {"params": new, "lr": 5 * rate}]


def padded(pairs: TokenisedPairs, chosen: Ints) -> tuple[torch.Tensor, ...]:
    """What the network takes of some pairs: pieces, segments, marks and mask, (n, width) each."""
    width = int(pairs.lengths[chosen].max())
    offsets = np.arange(width)[None, :]
    inside = offsets < pairs.lengths[chosen][:, None]
    where = np.where(inside, pairs.starts[chosen][:, None] + offsets, 0)
    parts = [np.where(inside, values[where], 0) for values in (pairs.ids, pairs.segments, pairs.matched)]
    return (*(torch.from_numpy(part) for part in parts), torch.from_numpy(inside.astype(np.int64)))
